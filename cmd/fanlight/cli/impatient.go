package cli

import (
	"context"
	"errors"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/pipeline/reporter"
	"github.com/fanlight/fanlight/pkg/report"
)

// impatient is a sender for somebody who waits: a delivery that failed is not
// tried again for minutes, as it is on AWS. It is tried again only if its answer
// never came or the provider named a time.
type impatient struct {
	sender reporter.Sender
	line   *statusLine
}

// Send implements reporter.Sender.
func (i impatient) Send(ctx context.Context, d report.Destination, m fanlight.Message) (string, error) {
	receipt, err := i.sender.Send(ctx, d, m)
	var why *fanlight.DeliveryError
	if !errors.As(err, &why) || why.Permanent {
		return receipt, err
	}
	if why.Unknown || why.RetryAfter > 0 {
		i.line.note("fanlight: %s: %s; it will be tried again", d.Name, clean(why.Error()))
		return receipt, err
	}
	final := *why
	final.Permanent = true
	return receipt, &final
}
