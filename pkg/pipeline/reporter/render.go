package reporter

import (
	"context"
	"errors"
	"fmt"

	"github.com/fanlight/fanlight/pkg/deliver"
	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/ledger"
)

// errBroken is the error of a state that the protocol excludes. It raises an
// alarm, and no report is sent.
var errBroken = errors.New("an invariant of the protocol is broken")

// rendered returns the stored document, or renders and stores it (rule R3). It
// returns the document of another reporter if that one stored it first.
func (c claimed) rendered(ctx context.Context) (fanlight.Rendered, error) {
	if !c.firstOfEpoch() {
		stored, err := c.ledger.Document(ctx, c.run)
		if err == nil || !errors.Is(err, ledger.ErrNotFound) {
			return stored, err
		}
	}
	begun := c.clock.Now()
	d, err := c.collect(ctx)
	if err != nil {
		return fanlight.Rendered{}, err
	}
	attempt := fanlight.NewToken(c.random)
	rendered := fanlight.Rendered{Document: d}
	if rendered.Messages, err = c.messages(ctx, attempt, &d); err != nil {
		return rendered, err
	}
	c.log.InfoContext(ctx, "report rendered", c.run.LogAttrs(), "queries", len(d.Queries), "messages", len(rendered.Messages),
		"duration_ms", c.since(begun))
	return c.ledger.CreateDocument(ctx, c.run, attempt, rendered)
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
			m = deliver.Render(d, to)
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

// firstOfEpoch reports whether nobody held a claim of the epoch before: then there is
// no document.
func (c claimed) firstOfEpoch() bool { return c.run.Round == 1 && c.claim.Fence == 1 }

// collect asserts that the epoch is complete and every winner's result there
// (rule R2), and puts them together.
func (c claimed) collect(ctx context.Context) (fanlight.Document, error) {
	d := fanlight.Document{
		Version: fanlight.DocumentVersion, Run: c.run.ID, Epoch: c.run.Epoch,
		Report: c.run.Definition.Name, Title: c.run.Definition.Title,
		Scheduled: c.run.ID.Scheduled(), Timezone: c.run.Definition.Timezone, Window: c.run.Window,
		Sections: c.run.Definition.Sections, Queries: make([]fanlight.QueryResult, len(c.run.Definition.Queries)),
	}
	shards, err := c.ledger.AllProgress(ctx, c.run)
	if err != nil {
		return d, err
	}
	if !fanlight.Complete(shards, c.run.Total) || len(d.Queries) != c.run.Total {
		return d, fmt.Errorf("%w: %s epoch %d was to be reported before it is complete", errBroken, c.run.ID, c.run.Epoch)
	}
	plan, places := c.run.Plan(), c.run.Places()
	results, err := c.results(ctx, fanlight.Winners(shards), plan)
	if err != nil {
		return d, err
	}
	classes := make([]byte, len(d.Queries))
	for _, q := range plan {
		result, ok := results[q.Index]
		if !ok {
			return d, fmt.Errorf("%w: the result of the winner of query %d of %s epoch %d is not there", errBroken, q.Index, c.run.ID, c.run.Epoch)
		}
		d.Queries[places[q.Index]] = result.QueryResult
		classes[places[q.Index]] = fanlight.TimeClass(result.took)
	}
	cutByReport(d.Queries)
	c.keepTimes(ctx, classes)
	return d, nil
}

// keepTimes records how long the queries took, for the sending order of the report's
// next run. Nothing depends on it, so that a failure is only logged.
func (c claimed) keepTimes(ctx context.Context, classes []byte) {
	if c.run.Digest == "" { // an earlier version created it
		return
	}
	if err := c.ledger.PutTimes(ctx, c.run, classes); err != nil {
		c.log.WarnContext(ctx, "times not recorded", c.run.LogAttrs(), "error", err)
	}
}
