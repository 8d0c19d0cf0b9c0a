package worker

import (
	"context"
	"fmt"
	"time"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/insights"
)

// quotaPause is how long nothing is started after the account's quota was used
// up: the rate quota refills within a second, a slot is free when a query ends.
const quotaPause = time.Second

// maxSearches is how often a start whose answer never came is searched before the
// query counts as not started.
const maxSearches = 2

// full reports whether the account ran as many queries at the last poll as may
// run next to those of its other users (rule W5). Before the first poll that is
// unknown, and nothing is started.
func (inv *invocation) full() bool {
	return !inv.polled || inv.inUse >= inv.settings.Limit-inv.settings.Headroom
}

// mayStart reports whether another query may run. The event source may have
// delivered more than there are slots: the surplus waits.
func (inv *invocation) mayStart() bool {
	active := 0
	for _, sl := range inv.slots {
		if sl.phase >= ambiguous && sl.phase <= ended {
			active++
		}
	}
	return active < inv.settings.Slots && !inv.full()
}

// startWaiting starts waiting queries, at the account's pace.
func (inv *invocation) startWaiting(ctx context.Context) {
	for _, sl := range inv.inPhase(waiting) {
		if inv.interrupted() || !inv.mayStart() || !inv.starts.Allow(inv.now()) {
			return
		}
		inv.start(ctx, sl)
	}
}

// findAmbiguous searches the starts whose answers never came (rule W4).
func (inv *invocation) findAmbiguous(ctx context.Context) {
	for _, sl := range inv.inPhase(ambiguous) {
		if inv.interrupted() {
			return
		}
		if inv.now().Before(sl.nextSearch) {
			continue
		}
		id, found, err := inv.insights.Find(ctx, sl.token)
		sl.nextSearch = inv.now().Add(inv.searchPause())
		switch {
		case inv.failed("find start", err):
		case found:
			inv.started(ctx, sl, id)
		default:
			inv.notFound(sl)
		}
	}
}

// notFound counts a search that found nothing. After the last one the query is
// started again.
func (inv *invocation) notFound(sl *slot) {
	if sl.searches++; sl.searches == maxSearches {
		sl.phase = waiting
	}
}

// searchPause returns the time before each search for a start: the service lists
// a query some time after it took it.
func (inv *invocation) searchPause() time.Duration {
	return max(inv.settings.PollInterval, time.Second)
}

func (inv *invocation) start(ctx context.Context, sl *slot) {
	token := insights.StartToken{
		Run: sl.run.ID, Epoch: sl.run.Epoch, Index: sl.query.Index, Token: fanlight.NewToken(inv.random), At: inv.now(),
	}
	id, err := inv.insights.Start(ctx, sl.query, sl.run.Window, token)
	if err == nil {
		inv.started(ctx, sl, id)
		return
	}
	inv.startFailed(sl, token, err)
}

// startFailed goes by the kind of a failed start's error (rule W5). An error that
// settles its query does not count as the worker's.
func (inv *invocation) startFailed(sl *slot, token insights.StartToken, err error) {
	switch insights.Classify(err) {
	case insights.Retryable:
		inv.failed("start", err)
		inv.starts.Pause(inv.now(), quotaPause)
	case insights.NoData:
		sl.conclude(fanlight.Result{Outcome: fanlight.Empty})
	case insights.Refused:
		sl.conclude(fanlight.Result{Outcome: fanlight.Failed, Error: insights.Message(err)})
	case insights.Ambiguous:
		inv.failed("start", err)
		sl.token, sl.searches, sl.phase = token, 0, ambiguous
		sl.nextSearch = inv.now().Add(inv.searchPause())
	}
}

// started notes a running query, which is yet to be put on record.
func (inv *invocation) started(ctx context.Context, sl *slot, id string) {
	sl.start = fanlight.Start{Try: max(1, sl.replace.Try+1), ID: id}
	sl.phase, sl.refused = starting, false
	inv.inUse++
	inv.logSlot(ctx, sl, "query started")
}

// conclude settles the query without rows. Pages that were read belong to another
// attempt: they may be stored.
func (sl *slot) conclude(r fanlight.Result) {
	sl.readAgain()
	sl.result, sl.phase = r, settling
}

// recordStarts puts the started queries on record, each shard's first tries in
// one update (rule W3).
func (inv *invocation) recordStarts(ctx context.Context) {
	for _, g := range byShard(inv.inPhase(starting)) {
		first := map[int]fanlight.Start{}
		for _, sl := range g.slots {
			if sl.replace.ID != "" {
				inv.recordAgain(ctx, sl)
				continue
			}
			first[sl.query.Index] = sl.start
		}
		if len(first) > 0 {
			inv.recordFirst(ctx, g, first)
		}
	}
}

func (inv *invocation) recordFirst(ctx context.Context, g *shard, first map[int]fanlight.Start) {
	if inv.interrupted() {
		return
	}
	for _, sl := range g.slots {
		sl.refused = false // if the answer is lost it may be on record
	}
	p, ok, err := inv.ledger.RecordStarts(ctx, g.run, g.shard, first)
	if inv.failed("record starts", err) {
		return
	}
	for _, sl := range g.slots {
		if sl.replace.ID == "" {
			inv.recorded(ctx, sl, p, ok)
		}
	}
}

func (inv *invocation) recordAgain(ctx context.Context, sl *slot) {
	if inv.interrupted() {
		return
	}
	sl.refused = false
	p, ok, err := inv.ledger.ReplaceStart(ctx, sl.run, sl.query.Index, sl.replace, sl.start)
	if !inv.failed("record starts", err) {
		inv.recorded(ctx, sl, p, ok)
	}
}

// recorded compares what was to be put on record with what is there. A refused
// update leaves those queries in phase starting that another one's state refused.
func (inv *invocation) recorded(ctx context.Context, sl *slot, p fanlight.Progress, ok bool) {
	if inv.interrupted() && !inv.draining {
		return // recording it again changes nothing
	}
	index := sl.query.Index
	stored, onRecord := p.Starts[index]
	switch {
	case p.Size == 0: // expired (rule G6)
		inv.stop(ctx, sl.start.ID)
		sl.phase = settled
	case p.Winners[index] != "":
		sl.stops = append(sl.stops, sl.start.ID)
		sl.follow(p)
	case onRecord && stored != sl.start && stored != sl.replace:
		inv.stop(ctx, sl.start.ID)
		fallthrough
	case ok:
		sl.start, sl.replace, sl.phase = stored, fanlight.Start{}, running
	default:
		sl.refused = true
	}
}

// stopUnrecorded stops the starts that could not be put on record because of
// another query of their shard. A start whose update failed may be on record.
func (inv *invocation) stopUnrecorded(ctx context.Context) {
	for _, sl := range inv.inPhase(starting) {
		if sl.refused {
			inv.stop(ctx, sl.start.ID)
			sl.phase = waiting
		}
	}
}

// stop stops a query whose results will not be read. It only frees a slot of the
// account sooner, so a failure is not repeated.
func (inv *invocation) stop(ctx context.Context, id string) {
	inv.failed("stop", inv.insights.Stop(ctx, id))
}

// again makes a slot start its query again after it failed or was lost. After the
// last try it settles the query as failed (rule W5).
func (inv *invocation) again(sl *slot, why string) {
	if sl.start.Try >= maxTries {
		sl.conclude(fanlight.Result{
			Outcome: fanlight.Failed, QueryID: sl.start.ID,
			Error: fmt.Sprintf("%s, %d times", why, sl.start.Try),
		})
		return
	}
	sl.replace, sl.phase = sl.start, waiting
	sl.readAgain()
}
