package cli

import (
	"context"
	"errors"

	"github.com/fanlight/fanlight/pkg/pipeline"
	"github.com/fanlight/fanlight/pkg/pipeline/publish"
	"github.com/fanlight/fanlight/pkg/report"
)

// impatient is a sender for somebody who waits: a delivery that failed is not
// tried again for minutes, as it is on AWS. It is tried again only if its answer
// never came or the provider named a time.
type impatient struct {
	sender publish.Sender
	line   *statusLine
}

// Send implements publish.Sender.
func (i impatient) Send(ctx context.Context, d report.Destination, m pipeline.Message, again bool) (string, error) {
	receipt, err := i.sender.Send(ctx, d, m, again)
	var why *pipeline.DeliveryError
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
