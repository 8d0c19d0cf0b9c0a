package editions

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/local"
	"github.com/fanlight/fanlight/pkg/report"
)

// The place that the documents of examples name, so that their queries have links.
const (
	region  = "eu-central-1"
	account = "123456789012"
)

// Document runs the example's edition after those before it, and returns what it says, as
// if its queries had run on AWS.
func (e *Example) Document(ctx context.Context) (d *fanlight.Document, err error) {
	definition := *e.Report
	definition.Deliver = []report.Destination{{Name: "stdout", Kind: report.KindStdout, OnUnknown: report.Resend}}
	definition.Owner = nil
	ended := make(endings, 1)
	deployment, err := local.Start(ctx, local.Options{Reports: []*report.Report{&definition}, Logs: e.sources(), Sender: accepting{}, Events: ended})
	if err != nil {
		return nil, fmt.Errorf("run example %s: %w", e.Name, err)
	}
	defer func() { err = errors.Join(err, deployment.Close()) }()
	for _, at := range e.Scheduled() {
		e.show(at)
		if d, err = edition(ctx, deployment, ended, e.Report.Name, at); err != nil {
			return nil, fmt.Errorf("run example %s for %s: %w", e.Name, at.Format(time.RFC3339), err)
		}
	}
	d.Region, d.Account = region, account
	return d, nil
}

// edition runs one edition to its end.
func edition(ctx context.Context, deployment *local.Stack, ended endings, name string, at time.Time) (*fanlight.Document, error) {
	answer, err := deployment.Invoke(ctx, fanlight.Command{Report: name, ScheduledTime: at})
	if err != nil {
		return nil, err
	}
	if answer.Refused != "" {
		return nil, errors.New(answer.Refused)
	}
	select {
	case <-ended:
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	run, err := deployment.Ledger().Run(ctx, answer.Run)
	if err != nil {
		return nil, err
	}
	rendered, err := deployment.Ledger().Document(ctx, run)
	return &rendered.Document, err
}

// endings gets an event when a run has ended.
type endings chan fanlight.Event

// Emit implements fanlight.EventSink.
func (e endings) Emit(_ context.Context, event fanlight.Event) {
	if event.Kind == fanlight.EventRunEnded {
		e <- event
	}
}

// accepting is a sender whose destinations accept everything.
type accepting struct{}

// Send implements reporter.Sender.
func (accepting) Send(context.Context, report.Destination, fanlight.Message) (string, error) {
	return "accepted", nil
}
