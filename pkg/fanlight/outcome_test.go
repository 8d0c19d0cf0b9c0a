package fanlight_test

import (
	"errors"
	"fmt"
	"testing"
	"time"

	"github.com/fanlight/fanlight/pkg/fanlight"
)

var errTooMany = errors.New("too many requests")

func TestDeliveryError_Error(t *testing.T) {
	t.Parallel()
	if got := (&fanlight.DeliveryError{Permanent: true, Err: errTooMany}).Error(); got != "too many requests" {
		t.Errorf("Error = %q, want the cause's text", got)
	}
}

func TestDeliveryError_Unwrap(t *testing.T) {
	t.Parallel()
	if err := error(&fanlight.DeliveryError{Err: errTooMany}); !errors.Is(err, errTooMany) {
		t.Errorf("%v does not wrap its cause", err)
	}
}

func TestRetryAfter(t *testing.T) {
	t.Parallel()
	later := &fanlight.DeliveryError{RetryAfter: time.Minute, Err: errTooMany}
	for _, test := range []struct {
		name string
		err  error
		want time.Duration
	}{
		{"delivered", nil, 0},
		{"another error", errTooMany, 0},
		{"no time asked for", &fanlight.DeliveryError{Err: errTooMany}, 0},
		{"a minute", later, time.Minute},
		{"a minute, wrapped", fmt.Errorf("report: %w", later), time.Minute},
	} {
		if got := fanlight.RetryAfter(test.err); got != test.want {
			t.Errorf("%s: RetryAfter = %s, want %s", test.name, got, test.want)
		}
	}
}

func TestDeliveryError_Waits(t *testing.T) {
	t.Parallel()
	for want, all := range map[bool][]fanlight.DeliveryError{
		true:  {{RetryAfter: time.Second}},
		false: {{}, {Unknown: true, RetryAfter: time.Second}, {Permanent: true, RetryAfter: time.Second}},
	} {
		for _, e := range all {
			if e.Waits() != want {
				t.Errorf("%+v waits: %v", e, !want)
			}
		}
	}
}
