package cli

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/ledger"
)

// runView is the JSON form of `fanlight show`.
type runView struct {
	Run        fanlight.RunID     `json:"run"`
	State      fanlight.State     `json:"state"`
	Epoch      int                `json:"epoch"`
	Round      int                `json:"round"`
	Open       bool               `json:"open"`
	Window     fanlight.Window    `json:"window"`
	Created    time.Time          `json:"created"`
	Deadline   time.Time          `json:"deadline"`
	Queries    []queryView        `json:"queries"`
	Deliveries []deliveryView     `json:"deliveries"`
	Document   *fanlight.Document `json:"document"` // null until it is rendered
}

// queryView is a query of the run's epoch. Its state is an outcome once it is
// settled, before that waiting or running.
type queryView struct {
	ID         string              `json:"id"`
	State      string              `json:"state"`
	Tries      int                 `json:"tries"` // starts in Logs Insights
	QueryID    string              `json:"query_id,omitempty"`
	Error      string              `json:"error,omitempty"`
	Statistics fanlight.Statistics `json:"statistics"`
}

type deliveryView struct {
	Name    string                 `json:"name"`
	State   fanlight.DeliveryState `json:"state"`
	Tries   int                    `json:"tries"`
	Receipt string                 `json:"receipt,omitempty"`
	Error   string                 `json:"error,omitempty"`
}

func newRunView(e edition, queries []queryView) runView {
	v := runView{
		Run: e.run.ID, State: e.run.State, Epoch: e.run.Epoch, Round: e.run.Round, Open: e.run.Open,
		Window: e.run.Window, Created: e.run.Created, Deadline: e.run.Deadline,
		Queries: queries, Deliveries: []deliveryView{}, Document: e.document,
	}
	for _, d := range e.deliveries {
		v.Deliveries = append(v.Deliveries, deliveryView{d.Name, d.State, d.Tries, d.Receipt, d.Error})
	}
	return v
}

// readQueries reads how far each query of the run's epoch is, in sending order.
func readQueries(ctx context.Context, l *ledger.Ledger, run fanlight.Run) ([]queryView, error) {
	queries := []queryView{}
	plan, err := l.Plan(ctx, run.ID)
	if errors.Is(err, ledger.ErrNotFound) {
		return queries, nil // not written yet, or expired
	}
	if err != nil {
		return nil, fmt.Errorf("read the plan of %s: %w", run.ID, err)
	}
	shards, err := l.AllProgress(ctx, run)
	if err != nil {
		return nil, fmt.Errorf("read the progress of %s: %w", run.ID, err)
	}
	progress := map[int]fanlight.Progress{}
	for _, p := range shards {
		progress[p.Shard] = p
	}
	for _, q := range plan {
		view, err := readQuery(ctx, l, run, q, progress[fanlight.ShardOf(q.Index)])
		if err != nil {
			return nil, fmt.Errorf("read the result of %s in %s: %w", q.ID, run.ID, err)
		}
		queries = append(queries, view)
	}
	return queries, nil
}

func readQuery(ctx context.Context, l *ledger.Ledger, run fanlight.Run, q fanlight.Query, p fanlight.Progress) (queryView, error) {
	start, started := p.Starts[q.Index]
	view := queryView{ID: q.ID, State: "waiting", Tries: start.Try, QueryID: start.ID}
	if started {
		view.State = "running"
	}
	winner := p.Winners[q.Index]
	if winner == "" {
		return view, nil
	}
	result, err := l.Result(ctx, run, q.Index, winner)
	if errors.Is(err, ledger.ErrNotFound) {
		view.State = "settled" // its result has expired
		return view, nil
	}
	view.State, view.Error, view.Statistics = string(result.Outcome), result.Error, result.Statistics
	if result.QueryID != "" {
		view.QueryID = result.QueryID
	}
	return view, err
}
