package fanlight

import (
	"errors"
	"time"
)

// DeliveryError is the outcome of a delivery that did not succeed. A channel
// returns it for one message, the reporter for a report of which some
// destinations are left; both return nil for what was delivered. With neither
// Unknown nor Permanent nothing was delivered, and another try may help; with
// RetryAfter as well it is a request to wait, and counts as no try. An error of
// any other type is a failure of which nothing more is known: what delivers again
// treats it as one that another try may help.
type DeliveryError struct {
	Unknown    bool          // the request may have been carried out: the answer never came
	Permanent  bool          // trying again cannot help
	RetryAfter time.Duration // the time to wait before the next try; zero: as the caller likes
	Err        error         // never holds a secret
}

// Error returns the cause's text.
func (e *DeliveryError) Error() string { return e.Err.Error() }

// Unwrap returns the cause.
func (e *DeliveryError) Unwrap() error { return e.Err }

// Waits reports whether the provider refused a delivery only until a time.
func (e *DeliveryError) Waits() bool { return e.RetryAfter > 0 && !e.Unknown && !e.Permanent }

// RetryAfter returns the time for which an outcome asks to wait before the next
// try, zero if it asks for none.
func RetryAfter(err error) time.Duration {
	if e := (*DeliveryError)(nil); errors.As(err, &e) {
		return e.RetryAfter
	}
	return 0
}
