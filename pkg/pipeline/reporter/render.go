package reporter

import (
	"context"
	"errors"
	"fmt"

	"github.com/fanlight/fanlight/pkg/deliver"
	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/ledger"
	"github.com/fanlight/fanlight/pkg/report"
)

// errBroken is the error of a state that the protocol excludes. It raises an
// alarm, and no report is sent.
var errBroken = errors.New("an invariant of the protocol is broken")

// rendered returns the stored document, or renders and stores it (rule R3). It
// returns the document of another reporter if that one stored it first. The times
// are those of collect; nil if it did not render.
func (c claimed) rendered(ctx context.Context) (rendered fanlight.Rendered, times []byte, err error) {
	if !c.firstOfEpoch() {
		stored, err := c.ledger.Document(ctx, c.run)
		if err == nil || !errors.Is(err, ledger.ErrNotFound) {
			return stored, nil, err
		}
	}
	begun := c.clock.Now()
	d, times, err := c.collect(ctx)
	if err != nil {
		return rendered, nil, err
	}
	attempt := fanlight.NewToken(c.random)
	rendered.Document = d
	if rendered.Messages, err = c.messages(ctx, attempt, &d); err != nil {
		return rendered, nil, err
	}
	c.log.InfoContext(ctx, "report rendered", c.run.LogAttrs(), "queries", len(d.Queries), "messages", len(rendered.Messages),
		"duration_ms", c.since(begun))
	rendered, err = c.ledger.CreateDocument(ctx, c.run, attempt, rendered)
	return rendered, times, err
}

// messages renders the message to each destination, one at a time and each form once,
// because a large report may go to many.
func (c claimed) messages(ctx context.Context, attempt string, d *fanlight.Document) ([]fanlight.Message, error) {
	all := make([]fanlight.Message, 0, len(c.run.Definition.Deliver))
	writer, forms := c.ledger.NewMessages(c.run, attempt), map[string]fanlight.Message{}
	for _, to := range c.run.Definition.Deliver {
		form := deliver.Form(to)
		m, seen := forms[form]
		if !seen {
			m = messageTo(d, to)
		}
		m.Destination = to.Name
		m, err := writer.Add(ctx, m)
		if err != nil {
			return nil, err
		}
		forms[form] = m
		all = append(all, m)
	}
	return all, nil
}

// messageTo returns the message to a destination: the report, or the line that stands for it.
func messageTo(d *fanlight.Document, to report.Destination) fanlight.Message {
	if d.Verdict == fanlight.Notify {
		return deliver.Partial(d, to)
	}
	return deliver.Render(d, to)
}

// firstOfEpoch reports whether nobody held a claim of the epoch before: then there is
// no document.
func (c claimed) firstOfEpoch() bool { return c.run.Round == 1 && c.claim.Fence == 1 }

// collect asserts that the epoch is complete and every winner's result there
// (rule R2), and puts them together. The times are the classes of how long the
// queries took, in the definition's order.
func (c claimed) collect(ctx context.Context) (d fanlight.Document, times []byte, err error) {
	d = fanlight.Document{
		Version: fanlight.DocumentVersion, Run: c.run.ID, Epoch: c.run.Epoch,
		Report: c.run.Definition.Name, Title: c.run.Definition.Title,
		Scheduled: c.run.ID.Scheduled(), Timezone: c.run.Definition.Timezone, Window: c.run.Window, Period: period(c.run),
		Region: c.region, Account: c.account,
		Sections: c.run.Definition.Sections, Queries: make([]fanlight.QueryResult, len(c.run.Definition.Queries)),
	}
	earlier, err := c.earlier(ctx)
	if err != nil {
		return d, nil, err
	}
	d.Archive = deliver.Archive(c.run.Definition.Deliver, c.run.ID, c.run.Epoch, c.region)
	shards, err := c.found.Progress(ctx)
	if err != nil {
		return d, nil, err
	}
	if !fanlight.Complete(shards, c.run.Total) || len(d.Queries) != c.run.Total {
		return d, nil, fmt.Errorf("%w: %s epoch %d was to be reported before it is complete", errBroken, c.run.ID, c.run.Epoch)
	}
	plan, places := c.run.Plan(), c.run.Places()
	results, err := c.results(ctx, fanlight.Winners(shards), plan)
	if err != nil {
		return d, nil, err
	}
	times = make([]byte, len(d.Queries))
	for _, q := range plan {
		result, ok := results[q.Index]
		if !ok {
			return d, nil, fmt.Errorf("%w: the result of the winner of query %d of %s epoch %d is not there", errBroken, q.Index, c.run.ID, c.run.Epoch)
		}
		definition := c.run.Definition.Queries[places[q.Index]]
		d.Queries[places[q.Index]] = result.QueryResult.Of(definition)
		for _, view := range result.views {
			d.Views = append(d.Views, view.Of(definition))
		}
		times[places[q.Index]] = fanlight.TimeClass(result.took)
	}
	c.noteEstimates(ctx, &d, plan, places)
	cutByReport(d.Queries)
	d.Sections = viewing(d.Sections)
	if c.compare(ctx, &d); earlier != nil {
		d = d.Keeping(earlier)
	}
	c.decide(ctx, &d)
	return d, times, nil
}

// keepTimes records the classes of how long the queries took, for the sending order
// of the report's next run. Nothing depends on it, so that a failure is only logged,
// and nothing is recorded after a document that another reporter rendered.
func (c claimed) keepTimes(ctx context.Context, classes []byte) {
	if len(classes) == 0 || c.run.Digest == "" { // without a digest: an earlier version created it
		return
	}
	if err := c.ledger.PutTimes(ctx, c.run, classes); err != nil {
		c.log.WarnContext(ctx, "times not recorded", c.run.LogAttrs(), "error", err)
	}
}
