package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"time"

	"github.com/fanlight/fanlight/pkg/deliver"
	"github.com/fanlight/fanlight/pkg/deliver/channel"
	"github.com/fanlight/fanlight/pkg/deliver/inspect"
	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/pipeline/reporter"
	"github.com/fanlight/fanlight/pkg/report"
	"github.com/fanlight/fanlight/pkg/text"
)

// withheld is why nothing is sent by a command that was not asked to. Its reports
// have no destinations, but others may write definitions into the table of
// `fanlight local`.
const withheld = "nothing is sent without --deliver"

// newSender returns the sender of reports from this machine, with the AWS
// configuration of its user. The destination stdout writes to the writer.
func newSender(ctx context.Context, s *System, account Account, stdout io.Writer) (reporter.Sender, error) {
	cfg, err := s.AWS(ctx, account)
	if err != nil {
		return nil, err
	}
	return deliver.New(channel.Environment{AWS: cfg, Stdout: stdout, Getenv: s.Getenv}), nil
}

// newInspector returns an inspector of the destinations that newSender sends to.
func newInspector(ctx context.Context, s *System) (reporter.Inspector, error) {
	cfg, err := s.AWS(ctx, Account{})
	if err != nil {
		return nil, err
	}
	return inspect.New(channel.Environment{AWS: cfg, Getenv: s.Getenv}), nil
}

// noRetrySender is a sender for a user who waits. It makes a failed delivery a
// permanent failure, instead of the retries that take minutes on AWS. The
// delivery is retried only if its answer never came, or if the provider named a
// time for the next try.
type noRetrySender struct {
	sender reporter.Sender
	line   *progressLine
}

// Send implements reporter.Sender.
func (n noRetrySender) Send(ctx context.Context, d report.Destination, m fanlight.Message) (string, error) {
	receipt, err := n.sender.Send(ctx, d, m)
	var why *fanlight.DeliveryError
	if !errors.As(err, &why) || why.Permanent {
		return receipt, err
	}
	if why.Unknown || why.RetryAfter > 0 {
		n.line.note("fanlight: %s: %s; %s", partName(d, m), text.Clean(why.Error()), again(why))
		return receipt, err
	}
	final := *why
	final.Permanent = true
	return receipt, &final
}

// partName names a destination, and the part of its message after the first one.
func partName(d report.Destination, m fanlight.Message) string {
	if m.Part == 0 {
		return d.Name
	}
	return fmt.Sprintf("%s, part %d", d.Name, m.Part+1)
}

// again says when a delivery is tried again.
func again(why *fanlight.DeliveryError) string {
	if why.Waits() {
		return fmt.Sprintf("it will be tried again in %s, as its provider asks", why.RetryAfter.Round(time.Second))
	}
	return "it will be tried again"
}
