package worker

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"time"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/ledger"
	"github.com/fanlight/fanlight/pkg/pipeline/settle"
)

// settleDelay is how long a result waits for others of its shard, so that one
// update settles several.
const settleDelay = 5 * time.Second

// settle settles what is known by now, shard by shard.
func (inv *invocation) settle(ctx context.Context) {
	if inv.now().Before(inv.settling.at) {
		return
	}
	failures := 0
	for _, g := range byShard(inv.inPhase(settling)) {
		if inv.interrupted() {
			return
		}
		if inv.settleDue(g) && !inv.settleShard(ctx, g) {
			failures++
		}
	}
	inv.settling.next(failures > 0, inv.now(), inv.settings.PollInterval)
}

// settleShard settles a shard's results. It reports whether its calls succeeded.
func (inv *invocation) settleShard(ctx context.Context, g *shard) bool {
	p, err := inv.settler.Settle(ctx, g.run, g.shard, inv.attempts(g))
	expired := errors.Is(err, settle.ErrExpired)
	if !expired && inv.failed("settle", err) {
		return false
	}
	for _, sl := range g.slots {
		if sl.phase = settled; !expired {
			sl.stopOther(p)
			sl.follow(p)
		}
	}
	if !expired {
		inv.saw(g.run, p)
	}
	return true
}

// settleDue reports whether a shard's results wait no longer: the first has waited
// long enough, no further query of the shard is held, one is to be stopped, or the
// deadline is near.
func (inv *invocation) settleDue(g *shard) bool {
	due := inv.draining || !inv.holdsUnread(g) || inv.now().Add(2*settleDelay).After(g.run.Deadline)
	for _, sl := range g.slots {
		if sl.settleBy.IsZero() {
			sl.settleBy = inv.now().Add(settleDelay)
		}
		due = due || len(sl.stops) > 0 || !inv.now().Before(sl.settleBy)
	}
	return due
}

// holdsUnread reports whether a query of the shard is held that has no result yet.
func (inv *invocation) holdsUnread(g *shard) bool {
	return slices.ContainsFunc(inv.slots, func(sl *slot) bool {
		return sl.phase < settling && sl.run.ID == g.run.ID && sl.run.Epoch == g.run.Epoch && sl.shard() == g.shard
	})
}

// holdsUnsettled reports whether a query of the run is held that is not settled yet.
func (inv *invocation) holdsUnsettled(run fanlight.Run) bool {
	return slices.ContainsFunc(inv.slots, func(sl *slot) bool { return sl.phase < won && sl.run.ID == run.ID })
}

// attempts returns what the slots of a shard found, as attempts that stay the
// same at every repetition.
func (inv *invocation) attempts(g *shard) []ledger.Attempt {
	attempts := make([]ledger.Attempt, len(g.slots))
	for i, sl := range g.slots {
		if sl.attempt == "" {
			sl.attempt = fanlight.NewToken(inv.random)
		}
		result := sl.result
		result.Tries = sl.tries
		attempts[i] = ledger.Attempt{
			Index: sl.query.Index, ID: sl.attempt, Result: result, Rows: sl.rows, Query: sl.query.ID, Since: sl.since,
		}
	}
	return attempts
}

// stopOther has the query on record stopped if the slot won with another's
// result, or with none because its start was refused.
func (sl *slot) stopOther(p fanlight.Progress) {
	recorded := p.Starts[sl.query.Index].ID
	if p.Winners[sl.query.Index] == sl.attempt && recorded != "" && recorded != sl.result.QueryID {
		sl.stops = append(sl.stops, recorded)
	}
}

// follow makes a slot do what follows from its query being settled: its shard
// stood so when that was seen.
func (sl *slot) follow(p fanlight.Progress) { sl.progress, sl.phase = p, won }

// finish does what follows from settled queries: it finds out whether they were
// the last (rules S3 and S4). The actor that settled them may have crashed before
// that. If it fails, only this is repeated, ever less often.
func (inv *invocation) finish(ctx context.Context) {
	if inv.now().Before(inv.finishing.at) {
		return
	}
	failures := 0
	for _, g := range byShard(inv.inPhase(won)) {
		if inv.stopSettled(g); inv.interrupted() {
			return
		}
		complete, err := inv.settler.Finish(ctx, g.run, g.latest(), !inv.holdsUnsettled(g.run))
		if inv.failed("finish", err) {
			failures++
			continue
		}
		for _, sl := range g.slots {
			sl.phase = settled
		}
		if complete {
			inv.completed(g.run)
		}
	}
	inv.finishing.next(failures > 0, inv.now(), inv.settings.PollInterval)
}

// completed takes the queries of a run that wait to be started for settled: all of its epoch are,
// by whomever (rule W3).
func (inv *invocation) completed(run fanlight.Run) {
	for _, sl := range inv.inPhase(waiting) {
		if !sl.busy && sl.run.ID == run.ID && sl.run.Epoch == run.Epoch {
			sl.phase = settled
		}
	}
}

// stopSettled stops what runs on for settled queries (rule G4). It does so
// before anything else may fail: the next worker with the message would find a
// settled query, and stop nothing.
func (inv *invocation) stopSettled(g *shard) {
	for _, sl := range g.slots {
		for _, id := range sl.stops {
			inv.stop(id)
		}
		sl.stops = nil
	}
}

// latest returns the shard as its slots saw it last.
func (g *shard) latest() fanlight.Progress {
	return slices.MaxFunc(g.slots, func(a, b *slot) int {
		return cmp.Compare(a.progress.Settled, b.progress.Settled)
	}).progress
}
