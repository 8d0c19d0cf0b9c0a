package ledger

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/fanlight/fanlight/pkg/fanlight"
)

// RunDetails is a run with the document of its epoch and the deliveries of its
// round.
type RunDetails struct {
	Run        fanlight.Run
	Document   *fanlight.Document  // nil: not rendered yet, or expired
	Deliveries []fanlight.Delivery // sorted by name; a destination that was not tried yet has none
}

// RunDetails reads the document and the deliveries of a run that was just read.
func (l *Ledger) RunDetails(ctx context.Context, r fanlight.Run) (RunDetails, error) {
	details := RunDetails{Run: r}
	rendered, err := l.Document(ctx, r)
	switch {
	case err == nil:
		details.Document = &rendered.Document
	case !errors.Is(err, ErrNotFound):
		return details, fmt.Errorf("read the report of %s: %w", r.ID, err)
	}
	records, err := l.Deliveries(ctx, r)
	if err != nil {
		return details, fmt.Errorf("read the deliveries of %s: %w", r.ID, err)
	}
	for _, d := range records {
		details.Deliveries = append(details.Deliveries, d)
	}
	slices.SortFunc(details.Deliveries, func(a, b fanlight.Delivery) int { return strings.Compare(a.Name, b.Name) })
	return details, nil
}

// The states of a query in addition to its outcomes.
const (
	QueryWaiting = "waiting" // not started yet
	QueryRunning = "running" // started, and not settled yet
	QuerySettled = "settled" // its result has expired
)

// QueryDetails is how far a query of a run's epoch is. Error and Statistics are
// those of its result.
type QueryDetails struct {
	ID         string
	State      string // its outcome, or one of the states above
	Tries      int    // starts in Logs Insights; 0 for a result that an earlier epoch left
	QueryID    string // Logs Insights' ID of the last start; empty: none
	Error      string
	Statistics fanlight.Statistics
	Took       time.Duration  // of the start that gave the answer; 0: not known
	Attempts   []fanlight.Try // starts that have ended, the last one included; those that are not on record are missing
}

// QueryDetails reads how far each query of the run's epoch is, in the definition's
// order. It returns none for a run whose definition has expired.
func (l *Ledger) QueryDetails(ctx context.Context, r fanlight.Run) ([]QueryDetails, error) {
	shards, err := l.AllProgress(ctx, r)
	if err != nil {
		return nil, fmt.Errorf("read the progress of %s: %w", r.ID, err)
	}
	results, err := l.summaries(ctx, r, fanlight.Winners(shards))
	if err != nil {
		return nil, err
	}
	progress := make(map[int]fanlight.Progress, len(shards))
	for _, p := range shards {
		progress[p.Shard] = p
	}
	places := r.Places()
	all := make([]QueryDetails, len(places))
	for i, q := range r.Plan() {
		all[places[i]] = queryDetails(q, progress[fanlight.ShardOf(q.Index)], results)
	}
	return all, nil
}

func queryDetails(q fanlight.Query, p fanlight.Progress, results map[int]fanlight.Result) QueryDetails {
	start, started := p.Starts[q.Index]
	details := QueryDetails{ID: q.ID, State: QueryWaiting, Tries: start.Try, QueryID: start.ID}
	result, found := results[q.Index]
	switch {
	case found:
		details.State, details.Error, details.Statistics = string(result.Outcome), result.Error, result.Statistics
		details.Took, details.Attempts = result.Took, result.Tries
		details.QueryID = cmp.Or(result.QueryID, start.ID)
	case p.Winners[q.Index] != "":
		details.State = QuerySettled
	case started:
		details.State = QueryRunning
	}
	return details
}

// summaries reads what the winners found, without the rows.
func (l *Ledger) summaries(ctx context.Context, r fanlight.Run, winners map[int]string) (map[int]fanlight.Result, error) {
	found := make(map[int]fanlight.Result, len(winners))
	read := fields{"outcome", "query_id", "error", "statistics", "count", "took", "tries", "try", "begun", "ended"}
	err := l.eachWinner(ctx, r, winners, read, func(index int, head resultItem, _ []item) error {
		found[index] = fanlight.Result{
			Outcome: fanlight.Outcome(head.Outcome), Error: head.Error, QueryID: head.QueryID, Statistics: head.Statistics,
			Took: time.Duration(head.Took) * time.Millisecond, Tries: head.tries(),
		}
		return nil
	})
	return found, err
}
