package local

import (
	"context"
	"errors"

	"github.com/fanlight/fanlight/pkg/deliver/inspect"
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

// uninspected is the inspector of a stack that sends nothing.
type uninspected struct{}

// Inspect implements reporter.Inspector.
func (uninspected) Inspect(_ context.Context, all []report.Report) (findings []inspect.Finding) {
	for _, r := range all {
		if len(r.Deliver) > 0 || r.Owner != nil {
			findings = append(findings, inspect.Finding{
				Check: inspect.Place, State: inspect.NotAnswered, Finding: "not answered: " + r.Name + ": this stack sends nothing",
			})
		}
	}
	return findings
}
