package channeltest

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/fanlight/fanlight/pkg/fanlight"
)

// CheckOutcome fails the test unless err is the wanted outcome, whose cause is
// not compared, and its text holds the words. A nil want is a delivery. An error
// without an outcome of its own means that nothing was delivered.
func CheckOutcome(t testing.TB, err error, want *fanlight.DeliveryError, words string) {
	t.Helper()
	if (err == nil) != (want == nil) {
		t.Errorf("error %v, want the outcome %+v", err, want)
		return
	}
	if err == nil {
		return
	}
	got := &fanlight.DeliveryError{}
	errors.As(err, &got)
	if diff := cmp.Diff(want, got, cmpopts.IgnoreFields(fanlight.DeliveryError{}, "Err")); diff != "" {
		t.Errorf("outcome of %v (-want +got):\n%s", err, diff)
	}
	if !strings.Contains(err.Error(), words) {
		t.Errorf("error %q does not say %q", err, words)
	}
}
