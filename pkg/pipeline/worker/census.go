package worker

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"slices"
	"time"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/insights"
	"github.com/fanlight/fanlight/pkg/stack"
)

// How the running queries of others are counted (rule W5).
const (
	censusAge     = 10 * time.Second // for how long a count counts
	firstLook     = time.Second      // how long a start waits for a poll that does not end
	leastShare    = 3                // queries that a worker may start between two polls where it sees none of the other worker
	recountPeriod = 20 * time.Second // between two reads of the record, without an answer to polls
)

// census is how many queries others were running at the last answered poll.
type census struct {
	at        time.Time // of the answer; zero: none came yet
	strangers int       // queries that the stack did not start
	others    int       // queries of the stack that the invocation does not hold
	allowance int       // queries that may yet be started by it
}

// count counts by a poll's answer.
func (inv *invocation) count(list []insights.Running) {
	own := map[string]bool{}
	for _, sl := range inv.slots {
		if sl.active() {
			own[sl.token], own[sl.start.ID] = true, true
		}
	}
	inv.eachAsk(func(a *ask) { own[a.token], own[a.id] = true, true })
	c := census{at: inv.now()}
	least, mine := "", false
	for _, r := range list {
		is := own[r.ID] || r.Ours && own[r.Token]
		switch {
		case is:
		case r.Ours:
			c.others++
		default:
			c.strangers++
		}
		if r.Ours && (least == "" || r.Token < least) {
			least, mine = r.Token, is
		}
	}
	c.allowance = inv.share(c, mine)
	inv.census = c
}

// share returns how many of the free places are the invocation's, of which both
// workers see the same: half of them. An odd one is for the worker that runs fewer
// queries, of equals for the one that runs the query with the least token, which
// mine is about. Where no other is seen it takes a few more.
func (inv *invocation) share(c census, mine bool) int {
	free, active := inv.places(c.strangers, c.others), inv.active()
	up := perWorker(free)
	switch {
	case c.others == 0:
		return min(free, max(up, leastShare))
	case active < c.others, active == c.others && mine:
		return up
	}
	return free / stack.Workers
}

// places returns how many queries may be started next to those that run.
func (inv *invocation) places(strangers, others int) int {
	active := inv.active()
	account := inv.settings.Limit - inv.settings.Headroom - strangers - others - active
	return min(account, inv.settings.Concurrency-others-active)
}

// active returns how many queries and estimates of the invocation may be running.
func (inv *invocation) active() int {
	n := 0
	inv.eachAsk(func(a *ask) {
		if a.active() {
			n++
		}
	})
	for _, sl := range inv.slots {
		if sl.active() {
			n++
		}
	}
	return n
}

// counted reports whether the census is of now.
func (inv *invocation) counted() bool {
	return inv.now().Sub(inv.census.at) < max(censusAge, 2*inv.settings.PollInterval)
}

// mayStart reports whether another query may run. The event source may have
// delivered more than there are slots: the surplus waits. Without an answer to
// polls the record shows the stack's other queries.
func (inv *invocation) mayStart() bool {
	switch {
	case inv.active() >= inv.settings.Slots || inv.countIn(ended) >= inv.settings.Slots:
		return false
	case inv.counted():
		return inv.census.allowance > 0 && inv.places(inv.census.strangers, inv.census.others) > 0
	case inv.look.wait == 0 && inv.now().Before(inv.lookBy()):
		return false // the poll's answer may come soon
	}
	return inv.active() < inv.half() && inv.places(0, inv.onRecord()) > 0
}

// half returns how many queries a worker runs at most that does not know how many the
// other one runs.
func (inv *invocation) half() int { return perWorker(inv.settings.Concurrency) }

// perWorker divides a number among the workers, rounded up.
func perWorker(n int) int { return (n + stack.Workers - 1) / stack.Workers }

// lookBy returns how long a start waits for the answer of the poll.
func (inv *invocation) lookBy() time.Time {
	if inv.looking {
		return inv.lookBegun.Add(firstLook)
	}
	return inv.nextPoll.Add(firstLook)
}

// shardKey identifies a progress item.
type shardKey struct {
	run   fanlight.RunID
	epoch int
	shard int
}

// view is a progress item as the invocation saw it last.
type view struct {
	run   fanlight.Run
	p     fanlight.Progress
	noted time.Time // when the invocation last noted that it holds queries of it
}

// saw keeps what a shard looks like. A query that waits here and was settled or started by
// another goes on with what follows from that (rule W3).
func (inv *invocation) saw(run fanlight.Run, p fanlight.Progress) {
	k := shardKey{run.ID, run.Epoch, p.Shard}
	inv.views[k] = &view{run: run, p: p, noted: inv.view(k).noted}
	for _, sl := range inv.inPhase(waiting) {
		switch {
		case (shardKey{sl.run.ID, sl.run.Epoch, sl.shard()}) != k:
		case !sl.busy:
			inv.goesBy(sl, p, sl.replace)
		case p.Starts[sl.query.Index].ID != "" || p.Winners[sl.query.Index] != "": // its answer moves it; if that is a refusal, it reads again
			sl.seen = time.Time{}
		}
	}
}

// view returns what is known of a shard; the zero value if nothing is.
func (inv *invocation) view(k shardKey) *view {
	if v := inv.views[k]; v != nil {
		return v
	}
	return &view{}
}

// onRecord returns how many queries are on record as started and not settled, of
// the shards that the invocation has seen, its own left out.
func (inv *invocation) onRecord() int {
	n := 0
	for _, v := range inv.views {
		n += inv.heldByOthers(v)
	}
	return n
}

func (inv *invocation) heldByOthers(v *view) int {
	n := 0
	for i := range v.p.Starts {
		if v.p.Winners[i] == "" && inv.find(slotKey{v.run.ID, v.run.Epoch, i}, nil) == nil {
			n++
		}
	}
	return n
}

// recount reads the shards again of which others run queries, as long as no poll
// is answered and that keeps queries waiting.
func (inv *invocation) recount(ctx context.Context) {
	if inv.counted() || inv.countIn(waiting) == 0 || inv.now().Before(inv.nextCount) || inv.mayStart() {
		return
	}
	inv.nextCount = inv.now().Add(recountPeriod)
	for _, k := range slices.SortedFunc(maps.Keys(inv.views), compareShards) {
		v := inv.views[k]
		if inv.interrupted() {
			return
		}
		if inv.heldByOthers(v) > 0 {
			inv.progress(ctx, &shard{run: v.run, shard: k.shard})
		}
	}
}

func compareShards(a, b shardKey) int {
	return cmp.Or(cmp.Compare(a.run, b.run), cmp.Compare(a.epoch, b.epoch), cmp.Compare(a.shard, b.shard))
}

// crowded returns why no query may be started, for people; empty if one may, or
// if only the worker's own queries are in the way.
func (inv *invocation) crowded() string {
	c := inv.census
	switch {
	case !inv.counted():
		return ""
	case inv.settings.Limit-inv.settings.Headroom-c.strangers-c.others <= 0 && c.strangers > 0:
		return fmt.Sprintf("%d queries of others are running, and the account allows %d in all", c.strangers, inv.settings.Limit)
	case inv.settings.Concurrency-c.others <= 0:
		return fmt.Sprintf("%d other queries of the stack are running, and insights_concurrency is %d", c.others, inv.settings.Concurrency)
	}
	return ""
}
