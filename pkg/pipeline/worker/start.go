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

// maxLooks is how often a start whose answer never came is looked for before it
// is taken for not started.
const maxLooks = 2

// full reports whether the account ran as many queries at the last look as may
// run beside those of its other users (rule W5). Before the first look nobody
// knows, and nothing is started.
func (s *shift) full() bool {
	return !s.looked || s.inUse >= s.settings.Limit-s.settings.Headroom
}

// mayStart reports whether another query may run. The event source may have
// delivered more than there are slots: the surplus waits.
func (s *shift) mayStart() bool {
	active := 0
	for _, sl := range s.slots {
		if sl.phase >= unclear && sl.phase <= ended {
			active++
		}
	}
	return active < s.settings.Slots && !s.full()
}

// startWaiting starts waiting queries, at the account's pace.
func (s *shift) startWaiting(ctx context.Context) {
	for _, sl := range s.inPhase(waiting) {
		if s.interrupted() || !s.mayStart() || !s.starts.Take(s.now()) {
			return
		}
		s.start(ctx, sl)
	}
}

// findUnclear looks for the starts whose answers never came (rule W4).
func (s *shift) findUnclear(ctx context.Context) {
	for _, sl := range s.inPhase(unclear) {
		if s.interrupted() {
			return
		}
		if s.now().Before(sl.search) {
			continue
		}
		id, found, err := s.insights.Find(ctx, sl.mark)
		sl.search = s.now().Add(s.searchPause())
		switch {
		case s.failed("find start", err):
		case found:
			s.started(sl, id)
		default:
			s.notFound(sl)
		}
	}
}

// notFound takes a start for not made once it was looked for often enough.
func (s *shift) notFound(sl *slot) {
	if sl.looks++; sl.looks == maxLooks {
		sl.phase = waiting
	}
}

// searchPause lies before each look for a start: the service lists a query some
// time after it took it.
func (s *shift) searchPause() time.Duration { return max(s.settings.Look, time.Second) }

func (s *shift) start(ctx context.Context, sl *slot) {
	mark := insights.Mark{
		Run: sl.run.ID, Epoch: sl.run.Epoch, Index: sl.query.Index, Token: fanlight.NewToken(s.random), At: s.now(),
	}
	id, err := s.insights.Start(ctx, sl.query, sl.run.Window, mark)
	if err == nil {
		s.started(sl, id)
		return
	}
	s.startFailed(sl, mark, err)
}

// startFailed goes by the meaning of a failed start (rule W5). One that settles
// its query is no fault of the worker's.
func (s *shift) startFailed(sl *slot, mark insights.Mark, err error) {
	switch insights.Classify(err) {
	case insights.NotNow:
		s.failed("start", err)
		s.starts.Slow(s.now(), quotaPause)
	case insights.NoData:
		sl.conclude(fanlight.Result{Outcome: fanlight.Empty})
	case insights.Refused:
		sl.conclude(fanlight.Result{Outcome: fanlight.Failed, Error: insights.Words(err)})
	case insights.Unclear:
		s.failed("start", err)
		sl.mark, sl.looks, sl.phase = mark, 0, unclear
		sl.search = s.now().Add(s.searchPause())
	}
}

// started notes a running query, which is yet to be put on record.
func (s *shift) started(sl *slot, id string) {
	sl.start = fanlight.Start{Try: max(1, sl.replace.Try+1), ID: id}
	sl.phase = starting
	s.inUse++
}

func (sl *slot) conclude(r fanlight.Result) {
	sl.result, sl.phase = r, settling
}

// recordStarts puts the started queries on record, each shard's first tries in
// one update (rule W3).
func (s *shift) recordStarts(ctx context.Context) {
	for _, g := range byShard(s.inPhase(starting)) {
		first := map[int]fanlight.Start{}
		for _, sl := range g.slots {
			if sl.replace.ID != "" {
				s.recordAgain(ctx, sl)
				continue
			}
			first[sl.query.Index] = sl.start
		}
		if len(first) > 0 {
			s.recordFirst(ctx, g, first)
		}
	}
}

func (s *shift) recordFirst(ctx context.Context, g *shard, first map[int]fanlight.Start) {
	if s.interrupted() {
		return
	}
	p, ok, err := s.ledger.RecordStarts(ctx, g.run, g.shard, first)
	if s.failed("record starts", err) {
		return
	}
	for _, sl := range g.slots {
		if sl.replace.ID == "" {
			s.recorded(ctx, sl, p, ok)
		}
	}
}

func (s *shift) recordAgain(ctx context.Context, sl *slot) {
	if s.interrupted() {
		return
	}
	p, ok, err := s.ledger.ReplaceStart(ctx, sl.run, sl.query.Index, sl.replace, sl.start)
	if !s.failed("record starts", err) {
		s.recorded(ctx, sl, p, ok)
	}
}

// recorded compares what was to be put on record with what is there. A refused
// update leaves queries in phase starting that were refused for another's sake.
func (s *shift) recorded(ctx context.Context, sl *slot, p fanlight.Progress, ok bool) {
	if s.interrupted() && !s.closing {
		return // recording it again changes nothing
	}
	index := sl.query.Index
	stored, onRecord := p.Starts[index]
	switch {
	case p.Size == 0: // expired (rule G6)
		s.stop(ctx, sl.start.ID)
		sl.phase = settled
	case p.Winners[index] != "":
		sl.stops = append(sl.stops, sl.start.ID)
		sl.follow(p)
	case onRecord && stored != sl.start && stored != sl.replace:
		s.stop(ctx, sl.start.ID)
		fallthrough
	case ok:
		sl.start, sl.replace, sl.phase = stored, fanlight.Start{}, running
	}
}

// stop stops a query that nobody will read: it costs a slot of the account, so
// a failure is worth no more than the query's own end.
func (s *shift) stop(ctx context.Context, id string) {
	s.failed("stop", s.insights.Stop(ctx, id))
}

// again makes a slot start its query anew after it failed or was lost, or gives
// up on it (rule W5).
func (s *shift) again(sl *slot, why string) {
	if sl.start.Try >= maxTries {
		sl.conclude(fanlight.Result{
			Outcome: fanlight.Failed, QueryID: sl.start.ID,
			Error: fmt.Sprintf("%s, %d times", why, sl.start.Try),
		})
		return
	}
	sl.replace, sl.phase = sl.start, waiting
	sl.result, sl.next = fanlight.Result{}, ""
}
