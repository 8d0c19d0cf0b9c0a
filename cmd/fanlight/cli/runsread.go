package cli

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"time"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/ledger"
	"github.com/fanlight/fanlight/pkg/stack"
)

// listedRun is a run in the list, and its JSON form.
type listedRun struct {
	Run          fanlight.RunID `json:"run"`
	Report       string         `json:"report"`
	Scheduled    time.Time      `json:"scheduled"`
	Trigger      string         `json:"trigger"` // schedule, or hand
	State        string         `json:"state"`
	Open         bool           `json:"open"`
	Epoch        int            `json:"epoch"`
	Round        int            `json:"round"`
	Queries      *queryCounts   `json:"queries,omitempty"`      // of this epoch; absent: not known, as the next ones
	Destinations *reachedCounts `json:"destinations,omitempty"` // over all rounds of this epoch
	Created      time.Time      `json:"created"`
	Ended        *time.Time     `json:"ended,omitempty"`
	Duration     int64          `json:"duration_ms,omitempty"` // of this epoch
	Bytes        *float64       `json:"bytes_scanned,omitempty"`
	Cost         *costs         `json:"cost_usd,omitempty"`

	begun time.Time // of the epoch
}

type queryCounts struct {
	Total   int  `json:"total"`
	Settled *int `json:"settled,omitempty"`
	Failed  *int `json:"failed,omitempty"`
}

type reachedCounts struct {
	Total int  `json:"total"`
	Sent  *int `json:"sent,omitempty"`
}

// failed reports whether a destination or a query failed.
func (r listedRun) failed() bool {
	queries := r.Queries != nil && r.Queries.Failed != nil && *r.Queries.Failed > 0
	return queries || r.State == string(fanlight.PartlySent) || r.State == string(fanlight.Unsent)
}

// took returns how long the epoch has taken; 0: not known.
func (r listedRun) took(now time.Time) time.Duration {
	switch {
	case r.Ended != nil:
		return r.Ended.Sub(r.begun)
	case r.Open:
		return now.Sub(r.begun)
	}
	return 0
}

// readRuns reads the runs of a report, or of all, that were created since a time: those
// that have ended by their lines, the open ones by what is stored of them.
func (c *runsCommand) readRuns(ctx context.Context, name string, since time.Time) ([]listedRun, error) {
	lines, err := c.runsOf(ctx, runName{report: name})
	if err != nil {
		return nil, c.explain("list the runs", err)
	}
	open, err := c.ledger.OpenRuns(ctx)
	if err != nil {
		return nil, c.explain("list the open runs", err)
	}
	for _, id := range open {
		known := func(l ledger.Listed) bool { return l.ID == id }
		if (name == "" || id.Report() == name) && !slices.ContainsFunc(lines, known) {
			lines = append(lines, ledger.Listed{ID: id}) // it begins just now
		}
	}
	runs := make([]listedRun, len(lines))
	var reads []func(context.Context) error
	for i, line := range lines {
		runs[i] = runOfLine(line)
		if !line.State.Final() || slices.Contains(open, line.ID) {
			reads = append(reads, func(ctx context.Context) error { return c.readOpen(ctx, &runs[i]) })
		}
	}
	for part := range slices.Chunk(reads, 8) {
		if err := fanlight.Together(ctx, stack.Concurrent(ctx), time.Now(), part...); err != nil {
			return nil, c.explain("read the open runs", err)
		}
	}
	runs = slices.DeleteFunc(runs, func(r listedRun) bool { return r.Epoch == 0 || r.Created.Before(since) })
	slices.SortStableFunc(runs, func(a, b listedRun) int { return b.Created.Compare(a.Created) })
	return runs, nil
}

// runOfLine returns what a line says of a run.
func runOfLine(line ledger.Listed) listedRun {
	r := listedRun{
		Run: line.ID, Report: line.ID.Report(), Scheduled: line.ID.Scheduled(), Trigger: trigger(line.ID), State: string(line.State),
		Epoch: line.Epoch, Round: line.Round, Created: line.Created, begun: line.Begun,
	}
	if line.Ended == nil {
		return r
	}
	r.Ended, r.Duration = &line.Ended.At, line.Ended.At.Sub(line.Begun).Milliseconds()
	r.Queries, r.Destinations = &queryCounts{Total: line.Ended.Queries}, &reachedCounts{Total: line.Ended.Destinations}
	if tally := line.Ended.Tally; tally != nil {
		r.count(*tally)
	}
	return r
}

// trigger names what a run was started by.
func trigger(id fanlight.RunID) string {
	if id.Manual() {
		return "hand"
	}
	return "schedule"
}

func (r *listedRun) count(t fanlight.Tally) {
	r.Queries.Settled, r.Queries.Failed, r.Destinations.Sent = &t.Settled, &t.Failed, &t.Sent
	cost := costsOf(t.Bytes, r.Queries.Total)
	r.Bytes, r.Cost = &t.Bytes, &cost
}

// mostSummed is the number of queries up to which those of an open run are summed up.
const mostSummed = 100

// readOpen reads what is stored of a run that seems to be open. The run is left without an
// epoch if there is nothing.
func (c *runsCommand) readOpen(ctx context.Context, r *listedRun) error {
	run, err := c.ledger.Run(ctx, r.Run)
	switch {
	case errors.Is(err, ledger.ErrNotFound):
		r.Epoch = 0
		return nil
	case errors.Is(err, ledger.ErrNoDefinition), errors.Is(err, fanlight.ErrNewer):
	case err != nil:
		return err
	}
	r.State, r.Epoch, r.Round, r.Open, r.Created, r.begun = string(run.State), run.Epoch, run.Round, run.Open, run.Created, run.Begun
	if err != nil || !run.Open {
		return nil
	}
	r.Ended = nil
	return c.countOpen(ctx, run, r)
}

// countOpen counts how far an open run is.
func (c *runsCommand) countOpen(ctx context.Context, run fanlight.Run, r *listedRun) error {
	shards, err := c.ledger.AllProgress(ctx, run)
	if err != nil {
		return err
	}
	best, err := c.ledger.EpochDeliveries(ctx, run)
	if err != nil {
		return err
	}
	r.State = stateWords(run, fanlight.Complete(shards, run.Total))
	tally := fanlight.Tally{Settled: len(fanlight.Winners(shards)), Sent: fanlight.CountSent(slices.Collect(maps.Values(best)))}
	r.Queries, r.Destinations = &queryCounts{Total: run.Total, Settled: &tally.Settled}, &reachedCounts{Total: len(run.Definition.Deliver), Sent: &tally.Sent}
	if run.Total > mostSummed {
		return nil
	}
	queries, err := c.ledger.QueryDetails(ctx, run)
	if err != nil {
		return err
	}
	for _, q := range queries {
		tally.Bytes += q.Statistics.BytesScanned
		if settled(q.State) && !fanlight.Outcome(q.State).Good() {
			tally.Failed++
		}
	}
	r.count(tally)
	return nil
}

// settled reports whether a query's state is final.
func settled(state string) bool {
	return state != ledger.QueryWaiting && state != ledger.QueryRunning
}

// stateWords returns the state of a run in words, with what is added to it.
func stateWords(run fanlight.Run, complete bool) string {
	switch {
	case run.Open && run.State.Final():
		return fmt.Sprintf("%s, being sent again (round %d)", run.State, run.Round)
	case run.Open && complete:
		return reporting
	}
	return string(run.State)
}
