// Package deliver sends rendered messages to the destinations of a report, one
// file per kind, and reads the secrets that this takes.
package deliver

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"time"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/report"
)

// sendTimeout bounds one delivery, all requests and pauses of it included.
const sendTimeout = time.Minute

// Doer sends HTTP requests; *http.Client is one.
type Doer interface {
	Do(*http.Request) (*http.Response, error)
}

// SecretReader reads the secret that a reference names. Its errors name the
// reference, never the value. A reader that keeps values may also have a method
// Forget(report.Secret): it is called when a value was refused.
type SecretReader interface {
	Secret(ctx context.Context, ref report.Secret) (string, error)
}

// Options are what a Sender sends with. A kind whose part is missing is
// refused when a message of that kind comes.
type Options struct {
	HTTP        Doer         // an http.Client that follows no redirects if nil
	Secrets     SecretReader // for telegram
	Stdout      io.Writer    // for stdout
	Email       EmailAPI     // for email
	TelegramURL string       // https://api.telegram.org if empty
}

// Sender delivers messages. It may be used by several goroutines at once if
// its Stdout may.
type Sender struct {
	o    Options
	wait func(context.Context, time.Duration) error
}

// New returns a sender.
func New(o Options) *Sender {
	if o.HTTP == nil {
		o.HTTP = &http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	}
	if o.TelegramURL == "" {
		o.TelegramURL = "https://api.telegram.org"
	}
	return &Sender{o: o, wait: pause}
}

// Send delivers a message within a minute and returns the provider's receipt:
// message IDs, or the path of a file. Every error is a *fanlight.DeliveryError
// and free of secrets; with one, the receipt names what was accepted before it.
func (s *Sender) Send(ctx context.Context, d report.Destination, m fanlight.Message) (string, error) {
	ctx, cancel := context.WithTimeout(ctx, sendTimeout)
	defer cancel()
	receipt, err := s.send(ctx, d, m)
	if err != nil {
		return receipt, deliveryError(d, err)
	}
	return receipt, nil
}

func (s *Sender) send(ctx context.Context, d report.Destination, m fanlight.Message) (string, error) {
	switch {
	case ctx.Err() != nil:
		return "", ctx.Err()
	case d.Kind == report.KindStdout && s.o.Stdout != nil:
		return receiptOf("stdout", writeOut(s.o.Stdout, m.Text))
	case d.Kind == report.KindFile && d.File != nil:
		return receiptOf(d.File.Path, writeFile(d.File.Path, m.Text))
	case d.Kind == report.KindTelegram && d.Telegram != nil && s.o.Secrets != nil:
		return s.telegram(ctx, *d.Telegram, m.Parts)
	case d.Kind == report.KindEmail && d.Email != nil && s.o.Email != nil:
		return s.email(ctx, *d.Email, m)
	}
	return "", permanent(errors.New("no settings or no client for this kind"))
}

func receiptOf(place string, err error) (string, error) {
	if err != nil {
		return "", err
	}
	return place, nil
}

// deliveryError names the destination. What nothing is known of is taken for
// not delivered, and for worth another try.
func deliveryError(d report.Destination, err error) *fanlight.DeliveryError {
	e := fanlight.DeliveryError{}
	if known := (*fanlight.DeliveryError)(nil); errors.As(err, &known) {
		e = *known
	}
	e.Err = fmt.Errorf("deliver to %s (%s): %w", d.Name, d.Kind, err)
	return &e
}

func permanent(err error) *fanlight.DeliveryError {
	return &fanlight.DeliveryError{Permanent: true, Err: err}
}

func unknown(err error) *fanlight.DeliveryError {
	return &fanlight.DeliveryError{Unknown: true, Err: err}
}

// pause waits for d, unless ctx ends before that.
func pause(ctx context.Context, d time.Duration) error {
	if end, ok := ctx.Deadline(); ok && time.Until(end) < d {
		return context.DeadlineExceeded
	}
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}
