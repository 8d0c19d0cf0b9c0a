package cli

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/ledger"
	"github.com/fanlight/fanlight/pkg/report"
)

// backfillPlan holds the work of a backfill that is about to begin, as it was read.
type backfillPlan struct {
	report   *report.Report
	audience fanlight.Audience
	editions []time.Time // due times
	existing []time.Time // of these, those whose run exists
	missing  []time.Time // and those whose run does not
	running  []time.Time // of the existing ones, those that have not ended
	agreed   bool        // the same backfill is open: it was agreed to before
	bytes    float64     // that an edition scans; 0: not known
}

// mostEditions is how many editions a backfill may have: the dispatcher refuses more.
const mostEditions = 10_000

// dueBetween returns the due times of a schedule in a span, both ends included.
func dueBetween(s report.Schedule, first, last time.Time) (all []time.Time, err error) {
	due, ok := s.Next(first.Add(-time.Second))
	for ; ok && !due.After(last); due, ok = s.Next(due) {
		if len(all) == mostEditions {
			return nil, fmt.Errorf("more than %d editions lie between these times: take a shorter span", mostEditions)
		}
		all = append(all, due)
	}
	return all, nil
}

// planBackfill reads what a backfill is about to do.
func (c *stackCommand) planBackfill(ctx context.Context, r *report.Report, command fanlight.Command) (p backfillPlan, err error) {
	p = backfillPlan{report: r, audience: command.Audience}
	switch {
	case r.Schedule == nil:
		return p, fmt.Errorf("%s has no schedule: start it by hand", r.Name)
	case command.To.After(c.s.Now()):
		return p, fmt.Errorf("%s lies ahead: its editions are not due yet", formatTime(command.To))
	case command.Audience == fanlight.ToArchive && !slices.ContainsFunc(r.Deliver, isArchive):
		return p, fmt.Errorf("%s has no archive (a destination s3): deliver to none instead", r.Name)
	}
	if p.editions, err = dueBetween(*r.Schedule, command.From, command.To); err != nil {
		return p, err
	}
	if len(p.editions) == 0 {
		return p, fmt.Errorf("%s was not due between %s and %s", r.Name, formatTime(command.From), formatTime(command.To))
	}
	if err := c.readEditions(ctx, &p); err != nil {
		return p, err
	}
	id := fanlight.NewBackfillID(r.Name, p.editions[0], p.editions[len(p.editions)-1])
	b, err := c.ledger.Backfill(ctx, id)
	if err != nil && !errors.Is(err, ledger.ErrNotFound) {
		return p, c.explain("find backfill "+string(id), err)
	}
	p.agreed = b.State == fanlight.BackfillOpen && b.Audience == p.audience
	p.bytes, err = c.bytesOf(ctx, p)
	return p, err
}

// readAtOnce is how many editions are looked for at the same time.
const readAtOnce = 16

// readEditions finds out which editions exist.
func (c *stackCommand) readEditions(ctx context.Context, p *backfillPlan) error {
	states := make([]fanlight.State, len(p.editions))
	err := eachOf(ctx, len(states), readAtOnce, func(ctx context.Context, i int) error {
		run, err := c.ledger.RunState(ctx, p.run(p.editions[i]))
		if states[i] = run.State; errors.Is(err, ledger.ErrNotFound) {
			return nil
		}
		return err
	})
	if err != nil {
		return c.explain("look for the editions of "+p.report.Name, err)
	}
	for i, due := range p.editions {
		switch state := states[i]; {
		case state == "":
			p.missing = append(p.missing, due)
			continue
		case !state.Final():
			p.running = append(p.running, due)
		}
		p.existing = append(p.existing, due)
	}
	return nil
}

func (p backfillPlan) run(due time.Time) fanlight.RunID {
	return fanlight.NewRunID(p.report.Name, due, "")
}

// lastRuns is how many editions say what one scans: the newest of those that exist, and the
// last ones that were due.
const lastRuns = 3

func (p backfillPlan) samples(now time.Time) []time.Time {
	all := slices.Clone(p.existing[max(0, len(p.existing)-lastRuns):])
	for range lastRuns {
		due, ok := p.report.Schedule.Last(now)
		if !ok {
			break
		}
		all, now = append(all, due), due.Add(-time.Second)
	}
	slices.SortFunc(all, time.Time.Compare)
	return slices.CompactFunc(all, time.Time.Equal)
}

// bytesOf returns what editions of a report that ended scanned on average; 0 if none is
// known.
func (c *stackCommand) bytesOf(ctx context.Context, p backfillPlan) (float64, error) {
	sum, n := 0.0, 0.0
	for _, due := range p.samples(c.s.Now()) {
		run, err := c.ledger.Run(ctx, p.run(due))
		if err != nil || !run.State.Final() || len(run.Definition.Queries) != len(p.report.Queries) {
			continue // only an estimate depends on it
		}
		queries, err := c.ledger.QueryDetails(ctx, run)
		if err != nil {
			return 0, c.explain("read the queries of "+string(run.ID), err)
		}
		for _, q := range queries {
			sum += q.Statistics.BytesScanned
		}
		n++
	}
	if n == 0 {
		return 0, nil
	}
	return sum / n, nil
}

func isArchive(d report.Destination) bool { return d.S3 != nil }

// destinations returns those that get the editions.
func (p backfillPlan) destinations() (all []report.Destination) {
	for _, d := range p.report.Deliver {
		if p.audience == fanlight.ToAll || p.audience == fanlight.ToArchive && isArchive(d) {
			all = append(all, d)
		}
	}
	return all
}

// deliveries is how many reports are sent.
func (p backfillPlan) deliveries() int { return len(p.missing) * len(p.destinations()) }

// askedAboveDeliveries is the number of deliveries from which on a user is asked.
const askedAboveDeliveries = 10

// question asks for what the backfill is about to do; it is empty if that is little, or was
// agreed to before.
func (p backfillPlan) question() string {
	if p.agreed || p.deliveries() <= askedAboveDeliveries {
		return ""
	}
	var names []string
	for _, d := range p.destinations() {
		names = append(names, d.Name)
	}
	last := len(names) - 1
	to := names[last]
	if last > 0 {
		to = strings.Join(names[:last], ", ") + " and " + to
	}
	return fmt.Sprintf("Start %s and send %s to %s (--deliver none sends none)", count(len(p.missing), "run", "runs"), count(p.deliveries(), "report", "reports"), to)
}
