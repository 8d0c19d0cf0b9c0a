package publish

import (
	"context"
	"errors"
	"fmt"

	"github.com/fanlight/fanlight/pkg/ledger"
	"github.com/fanlight/fanlight/pkg/pipeline"
	"github.com/fanlight/fanlight/pkg/render"
)

// errBroken is a miss that the protocol excludes: told loudly, never sent.
var errBroken = errors.New("an invariant of the protocol is broken")

// rendered returns the stored document, or renders and stores it (rule R3).
// What another reporter stored first is what is sent.
func (p *Publisher) rendered(ctx context.Context, run pipeline.Run) (pipeline.Rendered, error) {
	stored, err := p.Ledger.Document(ctx, run)
	if err == nil || !errors.Is(err, ledger.ErrNotFound) {
		return stored, err
	}
	d, err := p.collect(ctx, run)
	if err != nil {
		return pipeline.Rendered{}, err
	}
	rendered := pipeline.Rendered{Document: d}
	for _, destination := range run.Definition.Deliver {
		rendered.Messages = append(rendered.Messages, render.Message(&d, destination))
	}
	return p.Ledger.CreateDocument(ctx, run, pipeline.NewToken(p.Random), rendered)
}

// collect asserts that the epoch is complete and every winner's result there
// (rule R2), and puts them together.
func (p *Publisher) collect(ctx context.Context, run pipeline.Run) (pipeline.Document, error) {
	d := pipeline.Document{
		Version: pipeline.DocumentVersion, Run: run.ID, Epoch: run.Epoch,
		Report: run.Definition.Name, Title: run.Definition.Title,
		Scheduled: run.ID.Scheduled(), Timezone: run.Definition.Timezone, Window: run.Window,
		Sections: run.Definition.Sections, Queries: []pipeline.QueryResult{},
	}
	plan, err := p.Ledger.Plan(ctx, run.ID)
	if err != nil {
		return d, fmt.Errorf("read plan of %s: %w", run.ID, err)
	}
	shards, err := p.Ledger.AllProgress(ctx, run)
	if err != nil {
		return d, err
	}
	if !pipeline.Complete(shards, run.Total) || len(plan) != run.Total {
		return d, fmt.Errorf("%w: %s epoch %d was to be reported before it is complete", errBroken, run.ID, run.Epoch)
	}
	results, err := p.Ledger.Results(ctx, run, pipeline.Winners(shards))
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

func queryResult(q pipeline.Query, r pipeline.Result) pipeline.QueryResult {
	result := pipeline.QueryResult{
		ID: q.ID, State: r.Outcome, Error: r.Error, QueryID: r.QueryID,
		Statistics: r.Statistics, Columns: []string{}, Rows: r.Rows,
		Truncated: q.MaxRows > 1 && len(r.Rows) >= q.MaxRows,
	}
	if result.Rows == nil {
		result.Rows = []pipeline.Row{}
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
