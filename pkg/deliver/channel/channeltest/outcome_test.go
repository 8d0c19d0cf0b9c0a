package channeltest_test

import (
	"errors"
	"fmt"
	"testing"

	"github.com/fanlight/fanlight/pkg/deliver/channel/channeltest"
	"github.com/fanlight/fanlight/pkg/fanlight"
)

// recorder notes whether a test has failed.
type recorder struct {
	testing.TB
	failed bool
}

func (r *recorder) Helper()               {}
func (r *recorder) Errorf(string, ...any) { r.failed = true }

func TestCheckOutcome(t *testing.T) {
	t.Parallel()
	busy := errors.New("bad gateway")
	final := &fanlight.DeliveryError{Permanent: true, Err: busy}
	for _, test := range []struct {
		name  string
		err   error
		want  *fanlight.DeliveryError
		words string
		fails bool
	}{
		{"delivered", nil, nil, "", false},
		{"delivered, against expectation", nil, final, "", true},
		{"not delivered, against expectation", busy, nil, "", true},
		{"permanent", final, &fanlight.DeliveryError{Permanent: true}, "gateway", false},
		{"wrapped", fmt.Errorf("deliver: %w", final), &fanlight.DeliveryError{Permanent: true}, "deliver", false},
		{"other words", final, &fanlight.DeliveryError{Permanent: true}, "timeout", true},
		{"another outcome", final, &fanlight.DeliveryError{Unknown: true}, "", true},
		{"no outcome of its own", busy, &fanlight.DeliveryError{}, "bad", false},
	} {
		r := &recorder{TB: t}
		channeltest.CheckOutcome(r, test.err, test.want, test.words)
		if r.failed != test.fails {
			t.Errorf("%s: the test fails: %v, want %v", test.name, r.failed, test.fails)
		}
	}
}
