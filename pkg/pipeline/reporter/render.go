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
	stored, err := c.ledger.Document(ctx, c.run)
	if err == nil || !errors.Is(err, ledger.ErrNotFound) {
		return stored, err
	}
	begun := c.clock.Now()
	d, err := c.collect(ctx)
	if err != nil {
		return fanlight.Rendered{}, err
	}
	rendered := fanlight.Rendered{Document: d}
	for _, destination := range c.run.Definition.Deliver {
		rendered.Messages = append(rendered.Messages, deliver.Render(&d, destination))
	}
	c.log.InfoContext(ctx, "report rendered", c.run.LogAttrs(), "queries", len(d.Queries), "messages", len(rendered.Messages),
		"duration_ms", c.since(begun))
	return c.ledger.CreateDocument(ctx, c.run, fanlight.NewToken(c.random), rendered)
}

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
	results, err := c.ledger.Results(ctx, c.run, fanlight.Winners(shards))
	if err != nil {
		return d, err
	}
	places, classes := c.run.Places(), make([]byte, len(d.Queries))
	for _, q := range c.run.Plan() {
		result, ok := results[q.Index]
		if !ok {
			return d, fmt.Errorf("%w: the result of the winner of query %d of %s epoch %d is not there", errBroken, q.Index, c.run.ID, c.run.Epoch)
		}
		d.Queries[places[q.Index]] = queryResult(q, result)
		classes[places[q.Index]] = fanlight.TimeClass(result.Took)
	}
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

func queryResult(q fanlight.Query, r fanlight.Result) fanlight.QueryResult {
	result := fanlight.QueryResult{
		ID: q.ID, State: r.Outcome, Error: r.Error, QueryID: r.QueryID,
		Statistics: r.Statistics, Columns: []string{}, Rows: r.Rows,
		Truncated: q.MaxRows > 1 && len(r.Rows) >= q.MaxRows,
	}
	if result.Rows == nil {
		result.Rows = []fanlight.Row{}
	}
	seen := map[string]bool{}
	for _, row := range r.Rows {
		for _, f := range row {
			if !seen[f.Name] {
				seen[f.Name] = true
				result.Columns = append(result.Columns, f.Name)
			}
		}
	}
	return result
}
