package worker

import (
	"context"
	"slices"
	"strings"
	"time"

	"github.com/fanlight/fanlight/pkg/fanlight"
)

// When a worker notes that it holds queries of a shard (rule W7).
const (
	noteInterval = 5 * time.Minute // without another change of the item
	firstNote    = time.Minute     // when a query waits, and no reason is on record
)

// noteHeld puts on record which queries are held for long without a change of their
// shard, and why some of them wait: the janitor does not send them again (rule J2), and
// a query that misses its deadline is settled with the reason (rule J4).
func (inv *invocation) noteHeld(ctx context.Context) {
	if !inv.heldLong() {
		return
	}
	for _, g := range byShard(inv.unsettledSlots()) {
		if inv.interrupted() {
			return
		}
		v := inv.view(shardKey{g.run.ID, g.run.Epoch, g.shard})
		waits, since := inv.waits(g)
		unchanged := inv.now().Sub(later(g.known(v.p), v.noted))
		if unchanged < firstNote || unchanged < noteInterval && (waits == "" || v.p.Waits != "" || inv.now().Sub(since) < firstNote) {
			continue
		}
		v.noted = inv.now()
		p, err := inv.ledger.NoteHeld(ctx, g.run, g.shard, g.indices(), waits)
		if !inv.failed("note", err) && p.Size > 0 {
			inv.saw(g.run, p)
		}
		if waits != "" {
			inv.warn(ctx, g.run, waits, since)
		}
	}
}

// heldLong reports whether an unsettled query has been held for so long that it may have to be
// noted. Steps are frequent, and mostly none has.
func (inv *invocation) heldLong() bool {
	since := inv.now().Add(-firstNote)
	return slices.ContainsFunc(inv.slots, func(sl *slot) bool { return sl.phase < settling && !sl.since.After(since) })
}

// known returns since when nothing has become known of one of the group's queries: a
// change of their shard, a note that they are held, or that the invocation took them.
func (g *shard) known(p fanlight.Progress) (oldest time.Time) {
	for i, sl := range g.slots {
		if t := later(later(p.Changed, p.Held[sl.query.Index]), sl.since); i == 0 || t.Before(oldest) {
			oldest = t
		}
	}
	return oldest
}

// warn reports that queries wait: each time in the log, and as an event when it
// has lasted.
func (inv *invocation) warn(ctx context.Context, run fanlight.Run, waits string, since time.Time) {
	waited := inv.now().Sub(since)
	inv.log.WarnContext(ctx, "queries wait", run.LogAttrs(), "reason", waits, "duration_ms", waited.Milliseconds())
	if waited >= noteInterval && inv.now().Sub(inv.warned) >= noteInterval {
		inv.warned = inv.now()
		inv.events.Emit(ctx, fanlight.Event{Kind: fanlight.EventWaiting, Run: run.ID, Report: run.ID.Report(), Detail: waits})
	}
}

func (inv *invocation) unsettledSlots() []*slot {
	var all []*slot
	for _, sl := range inv.slots {
		if sl.phase < settling {
			all = append(all, sl)
		}
	}
	return all
}

// mostReasons is how many reasons of a shard are put on record.
const mostReasons = 3

// waits returns why queries of a shard that are kept waiting have to, and since when the
// invocation has the first of them; empty if none has. Of several reasons each bears the
// name of the first query that it keeps.
func (inv *invocation) waits(g *shard) (why string, since time.Time) {
	var reasons, named []string
	for _, sl := range g.slots {
		why := inv.obstacle(sl)
		if why == "" || slices.Contains(reasons, why) || len(reasons) == mostReasons {
			continue
		}
		if len(reasons) == 0 {
			since = sl.since
		}
		reasons, named = append(reasons, why), append(named, sl.query.ID+": "+why)
	}
	if len(reasons) > 1 {
		return strings.Join(named, "; "), since
	}
	return strings.Join(reasons, ""), since
}

// obstacle returns why a query waits, empty if it does not, or if it is only the
// next in turn.
func (inv *invocation) obstacle(sl *slot) string {
	switch {
	case sl.phase != waiting:
		return ""
	case sl.busy: // it is tried once more
		return inv.refusal
	}
	if why := inv.unbounded(sl); why != "" {
		return why
	}
	if q := inv.quotas[groupsOf(sl.query)]; q != nil {
		return q.why
	}
	if sl.pause.wait > 0 {
		return "StartQuery gave no clear answer"
	}
	if why := inv.crowded(); why != "" {
		return why
	}
	return inv.refusal
}

func later(a, b time.Time) time.Time {
	if a.Before(b) {
		return b
	}
	return a
}
