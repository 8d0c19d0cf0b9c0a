package worker

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/price"
)

// bound bounds the scans of a run's epoch (rule W8).
type bound struct {
	run    fanlight.Run
	budget *fanlight.Budget             // of the whole plan; nil: not read, or the run has none
	known  map[string]fanlight.Estimate // on record, by scope; nil: not read
	asks   []*ask                       // of those that are not
	pause  backoff                      // of reading and recording
}

// decide lets the estimates on record decide on the queries that wait, and asks for those
// that are missing.
func (inv *invocation) decide(ctx context.Context) {
	undecided := func(sl *slot) bool { return sl.phase == waiting && !sl.cleared }
	if !slices.ContainsFunc(inv.slots, undecided) {
		return
	}
	for _, sl := range inv.inLine() {
		if inv.interrupted() {
			return
		}
		if sl.busy || sl.cleared {
			continue
		}
		if b := inv.boundOf(sl); inv.readBound(ctx, b, sl.query) {
			inv.judge(ctx, b, sl)
		}
	}
}

// boundOf returns the bound of a slot's epoch.
func (inv *invocation) boundOf(sl *slot) *bound {
	for _, b := range inv.bounds {
		if b.run.ID == sl.run.ID && b.run.Epoch == sl.run.Epoch {
			return b
		}
	}
	b := &bound{run: sl.run}
	inv.bounds = append(inv.bounds, b)
	return b
}

// readBound reads what the decision on a query needs. It reports whether that is there.
func (inv *invocation) readBound(ctx context.Context, b *bound, q fanlight.Query) bool {
	if b.known != nil && (b.budget != nil || q.Budget == 0) {
		return true
	}
	if inv.now().Before(b.pause.at) {
		return false
	}
	err := inv.readEstimates(ctx, b)
	if err == nil && q.Budget > 0 {
		err = inv.readPlan(ctx, b, q.Budget)
	}
	b.pause.next(err != nil, inv.now(), inv.settings.PollInterval)
	return !inv.failed("read bounds", err)
}

func (inv *invocation) readEstimates(ctx context.Context, b *bound) error {
	if b.known != nil {
		return nil
	}
	found, err := inv.ledger.Estimates(ctx, b.run)
	if err == nil {
		b.known = found.Known
	}
	return err
}

// readPlan reads the queries of the run, whose estimates count in sending order.
func (inv *invocation) readPlan(ctx context.Context, b *bound, dollars float64) error {
	run, err := inv.ledger.Run(ctx, b.run.ID)
	if err != nil {
		return err
	}
	b.budget = fanlight.NewBudget(dollars, run.Plan(), b.known)
	return nil
}

// of returns what decides on a query, and its place there.
func (b *bound) of(q fanlight.Query) (*fanlight.Budget, int) {
	if b.budget != nil && q.Budget > 0 {
		return b.budget, q.Index
	}
	return fanlight.NewBudget(0, []fanlight.Query{q}, b.known), 0
}

// judge clears a query to be started, settles it without a scan, or asks for estimates.
func (inv *invocation) judge(ctx context.Context, b *bound, sl *slot) {
	budget, index := b.of(sl.query)
	missing := budget.Missing(index)
	for _, scope := range missing {
		b.askFor(scope)
	}
	sl.judged, sl.cleared = true, len(missing) == 0
	if !sl.cleared {
		return
	}
	why, refused := budget.Refuses(index)
	if !refused {
		return
	}
	reason := excess(why, sl)
	inv.log.WarnContext(ctx, "query not run", sl.run.LogAttrs(), "index", sl.query.Index, "query", sl.query.ID, "reason", reason)
	sl.conclude(fanlight.Result{Outcome: fanlight.Failed, Error: reason})
}

// excess says why a query is not run.
func excess(why fanlight.Excess, sl *slot) string {
	would := fanlight.NotRun(fmt.Sprintf("it would scan %s (%s)", price.Bytes(float64(why.Bytes)), price.ScanCost(float64(why.Bytes))))
	if why.MaxScan > 0 {
		return fmt.Sprintf("%s; max_scan is %s", would, price.Bytes(float64(why.MaxScan)))
	}
	if why.Before > 0 {
		would += fmt.Sprintf(", and the queries before it %s (%s)", price.Bytes(float64(why.Before)), price.ScanCost(float64(why.Before)))
	}
	return fmt.Sprintf("%s; the budget of %s is %s a run", would, sl.run.ID.Report(), price.Dollars(sl.query.Budget))
}

// recordEstimates puts what was answered on record, where the first answer counts.
func (inv *invocation) recordEstimates(ctx context.Context) {
	for _, b := range inv.bounds {
		var left []*ask
		for _, a := range b.asks {
			if a.phase != asked || inv.interrupted() || inv.now().Before(b.pause.at) || !inv.recordEstimate(ctx, b, a) {
				left = append(left, a)
			}
		}
		b.asks = left
	}
}

func (inv *invocation) recordEstimate(ctx context.Context, b *bound, a *ask) bool {
	e, err := inv.ledger.PutEstimate(ctx, b.run, a.scope.Key, a.answer, a.calls)
	b.pause.next(err != nil, inv.now(), inv.settings.PollInterval)
	if inv.failed("record estimate", err) {
		return false
	}
	b.known[a.scope.Key] = e
	attrs := []any{b.run.LogAttrs(), "log_groups", a.scope.Query.LogGroups, "bytes", e.Bytes, "calls", a.calls}
	if e.Unknown != "" {
		inv.log.WarnContext(ctx, "no estimate: the queries run", append(attrs, "reason", e.Unknown)...)
	} else {
		inv.log.InfoContext(ctx, "scan estimated", attrs...)
	}
	return true
}

// boundDue returns when a query that is not cleared may be decided on: when an answer
// came, if it waits for one.
func (inv *invocation) boundDue(sl *slot, mayStart bool) time.Time {
	b := inv.boundOf(sl)
	switch {
	case inv.now().Before(b.pause.at) || !sl.judged:
		return b.pause.at
	case mayStart || inv.counted():
		return inv.until // askDue says when
	case inv.look.wait == 0 && inv.now().Before(inv.lookBy()):
		return inv.lookBy()
	}
	return inv.nextCount
}

// unbounded returns why a query waits for an estimate; empty if it does not.
func (inv *invocation) unbounded(sl *slot) string {
	if sl.cleared {
		return ""
	}
	for _, a := range inv.boundOf(sl).asks {
		if a.why != "" {
			return a.why
		}
	}
	return ""
}
