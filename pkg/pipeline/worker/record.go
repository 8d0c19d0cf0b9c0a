package worker

import (
	"context"
	"errors"
	"time"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/ledger"
)

// recordDelay is how long a start may be off the record, so that one update puts
// several on it. A worker that dies in between costs a second scan.
const recordDelay = 4 * time.Second

// recordStarts puts the started queries on record, each shard's first tries in
// one update (rule W3).
func (inv *invocation) recordStarts(ctx context.Context) {
	if !inv.draining && inv.now().Before(inv.recording.at) {
		return
	}
	failures := 0
	for _, g := range byShard(inv.inPhase(starting)) {
		if inv.interrupted() {
			return
		}
		if inv.recordDue(g) && !inv.recordShard(ctx, g) {
			failures++
		}
	}
	inv.recording.next(failures > 0, inv.now(), inv.settings.PollInterval)
}

// recordDue reports whether no further start of a shard is waited for.
func (inv *invocation) recordDue(g *shard) bool {
	if inv.draining || inv.startsOver() {
		return true
	}
	for _, sl := range g.slots {
		if !inv.now().Before(sl.record) {
			return true
		}
	}
	return false
}

// startsOver reports whether no query is about to be started.
func (inv *invocation) startsOver() bool {
	for _, sl := range inv.inPhase(waiting) {
		if !inv.stands(sl) {
			return false
		}
	}
	return inv.queueEmpty
}

// recordShard puts the starts of a shard on record. It reports whether its calls
// succeeded.
func (inv *invocation) recordShard(ctx context.Context, g *shard) bool {
	first, ok := map[int]fanlight.Start{}, true
	for _, sl := range g.slots {
		if sl.replace.ID == "" {
			first[sl.query.Index] = sl.start
		} else {
			ok = inv.recordAgain(ctx, sl) && ok
		}
	}
	return (len(first) == 0 || inv.recordFirst(ctx, g, first)) && ok
}

func (inv *invocation) recordFirst(ctx context.Context, g *shard, first map[int]fanlight.Start) bool {
	if inv.interrupted() {
		return true
	}
	for _, sl := range g.slots {
		sl.off = false // if the answer is lost it may be on record
	}
	p, _, err := inv.ledger.RecordStarts(ctx, g.run, g.shard, first)
	if inv.failed("record starts", err) {
		return false
	}
	for _, sl := range g.slots {
		if _, is := first[sl.query.Index]; is {
			inv.recorded(sl, p)
		}
	}
	return true
}

func (inv *invocation) recordAgain(ctx context.Context, sl *slot) bool {
	if inv.interrupted() {
		return true
	}
	sl.off = false
	p, _, err := inv.ledger.ReplaceStart(ctx, sl.run, sl.query.Index, sl.replace, sl.start)
	if inv.failed("record starts", err) {
		return false
	}
	inv.recorded(sl, p)
	return true
}

// recorded compares what was to be put on record with what is there. A refused
// update leaves those queries in phase starting that another one's state refused.
func (inv *invocation) recorded(sl *slot, p fanlight.Progress) {
	if inv.interrupted() && !inv.draining {
		return // recording it again changes nothing
	}
	index := sl.query.Index
	stored, onRecord := p.Starts[index]
	switch {
	case p.Size == 0: // expired (rule G6)
		inv.stop(sl.start.ID)
		sl.phase = settled
		return
	case p.Winners[index] != "":
		sl.stops = append(sl.stops, sl.start.ID)
		sl.follow(p)
	case onRecord && stored == sl.start: // also after a refusal (rule G2)
		sl.replace, sl.phase = fanlight.Start{}, running
	case onRecord && stored != sl.start && stored != sl.replace:
		inv.stop(sl.start.ID)
		inv.takeOver(sl, stored)
	default:
		sl.off = true
	}
	inv.saw(sl.run, p)
}

// takeOver makes a slot go on with a query that is on record.
func (inv *invocation) takeOver(sl *slot, start fanlight.Start) {
	sl.start, sl.replace, sl.phase = start, fanlight.Start{}, running
	sl.begun, sl.alive, sl.listed, sl.unlisted = inv.now(), inv.now(), false, false
}

// stopUnrecorded stops the starts that could not be put on record, for want of time or
// because of another query of their shard. A start whose update failed may be on record.
func (inv *invocation) stopUnrecorded() {
	for _, sl := range inv.inPhase(starting) {
		if sl.off {
			inv.stop(sl.start.ID)
			sl.phase = waiting
		}
	}
}

// consult reads the record of a query that does not run any more, or may not be
// the slot's to start, and moves the slot by it (rule W3). It reports whether the
// query is the slot's: not settled, and with nothing on record but the ended start.
func (inv *invocation) consult(ctx context.Context, sl *slot, ended fanlight.Start) bool {
	p, err := inv.ledger.Progress(ctx, sl.run, sl.shard())
	switch {
	case errors.Is(err, ledger.ErrNotFound):
		sl.phase = settled
		return false
	case inv.failed("read progress", err):
		sl.unread.next(true, inv.now(), inv.settings.PollInterval)
		return false
	}
	sl.unread = backoff{}
	inv.saw(sl.run, p)
	if inv.goesBy(sl, p, ended) {
		return false
	}
	sl.seen = inv.now()
	return true
}

// goesBy moves a slot by its shard's record: to what follows from a winner, or to a start
// that is not the ended one. It reports whether there is either (rule W3).
func (inv *invocation) goesBy(sl *slot, p fanlight.Progress, ended fanlight.Start) bool {
	switch stored, onRecord := p.Starts[sl.query.Index]; {
	case p.Winners[sl.query.Index] != "":
		sl.follow(p)
	case onRecord && stored != ended:
		inv.takeOver(sl, stored)
	default:
		return false
	}
	return true
}
