package reporter

import (
	"context"
	"errors"
	"fmt"

	"github.com/fanlight/fanlight/pkg/deliver"
	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/ledger"
)

// errBroken reports a state that the protocol excludes. It raises an alarm, and
// nothing is sent.
var errBroken = errors.New("an invariant of the protocol is broken")

// rendered returns the stored document, or renders and stores it (rule R3). If
// another reporter stored one first, it returns that one.
func (r *Reporter) rendered(ctx context.Context, run fanlight.Run) (fanlight.Rendered, error) {
	stored, err := r.ledger.Document(ctx, run)
	if err == nil || !errors.Is(err, ledger.ErrNotFound) {
		return stored, err
	}
	d, err := r.collect(ctx, run)
	if err != nil {
		return fanlight.Rendered{}, err
	}
	rendered := fanlight.Rendered{Document: d}
	for _, destination := range run.Definition.Deliver {
		rendered.Messages = append(rendered.Messages, deliver.Render(&d, destination))
	}
	return r.ledger.CreateDocument(ctx, run, fanlight.NewToken(r.random), rendered)
}

// collect asserts that the epoch is complete and every winner's result there
// (rule R2), and puts them together.
func (r *Reporter) collect(ctx context.Context, run fanlight.Run) (fanlight.Document, error) {
	d := fanlight.Document{
		Version: fanlight.DocumentVersion, Run: run.ID, Epoch: run.Epoch,
		Report: run.Definition.Name, Title: run.Definition.Title,
		Scheduled: run.ID.Scheduled(), Timezone: run.Definition.Timezone, Window: run.Window,
		Sections: run.Definition.Sections, Queries: []fanlight.QueryResult{},
	}
	plan, err := r.ledger.Plan(ctx, run.ID)
	if err != nil {
		return d, fmt.Errorf("read plan of %s: %w", run.ID, err)
	}
	shards, err := r.ledger.AllProgress(ctx, run)
	if err != nil {
		return d, err
	}
	if !fanlight.Complete(shards, run.Total) || len(plan) != run.Total {
		return d, fmt.Errorf("%w: %s epoch %d was to be reported before it is complete", errBroken, run.ID, run.Epoch)
	}
	results, err := r.ledger.Results(ctx, run, fanlight.Winners(shards))
	if err != nil {
		return d, err
	}
	for _, q := range plan {
		result, ok := results[q.Index]
		if !ok {
			return d, fmt.Errorf("%w: the result of the winner of query %d of %s epoch %d is not there", errBroken, q.Index, run.ID, run.Epoch)
		}
		d.Queries = append(d.Queries, queryResult(q, result))
	}
	return d, nil
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
