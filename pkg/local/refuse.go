package local

import (
	"context"
	"errors"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/pipeline/reporter"
	"github.com/fanlight/fanlight/pkg/report"
)

// Refuse returns a sender that sends nothing: every delivery fails for good, with
// the reason as its error.
func Refuse(reason string) reporter.Sender { return refusing{errors.New(reason)} }

type refusing struct{ reason error }

// Send implements reporter.Sender.
func (r refusing) Send(context.Context, report.Destination, fanlight.Message) (string, error) {
	return "", &fanlight.DeliveryError{Permanent: true, Err: r.reason}
}
