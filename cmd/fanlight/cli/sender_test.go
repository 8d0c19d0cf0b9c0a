package cli

import (
	"bytes"
	"context"
	"errors"
	"testing"
	"time"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/report"
)

// failingSender is a sender whose every delivery has the same end.
type failingSender struct{ err error }

func (f failingSender) Send(context.Context, report.Destination, fanlight.Message) (string, error) {
	return "receipt", f.err
}

func TestNoRetrySender_Send(t *testing.T) {
	t.Parallel()
	refused := errors.New("refused")
	for name, c := range map[string]struct {
		err       error
		permanent bool
		note      string
	}{
		"sent":                       {nil, false, ""},
		"another error":              {refused, false, ""},
		"failed":                     {&fanlight.DeliveryError{Err: refused}, true, ""},
		"failed for good":            {&fanlight.DeliveryError{Err: refused, Permanent: true}, true, ""},
		"the answer never came":      {&fanlight.DeliveryError{Err: refused, Unknown: true}, false, "fanlight: mail: refused; it will be tried again\n"},
		"the provider named a delay": {&fanlight.DeliveryError{Err: refused, RetryAfter: time.Second}, false, "fanlight: mail: refused; it will be tried again in 1s, as its provider asks\n"},
	} {
		var out bytes.Buffer
		sender := noRetrySender{failingSender{c.err}, &progressLine{w: &out}}
		receipt, err := sender.Send(t.Context(), report.Destination{Name: "mail"}, fanlight.Message{})
		why, _ := errors.AsType[*fanlight.DeliveryError](err)
		if receipt != "receipt" || errors.Is(err, refused) != (c.err != nil) {
			t.Errorf("%s: got %q, %v", name, receipt, err)
		}
		if permanent := why != nil && why.Permanent; permanent != c.permanent || out.String() != c.note {
			t.Errorf("%s: permanent %v, note %q", name, permanent, out.String())
		}
	}
}
