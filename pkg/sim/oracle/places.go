package oracle

import (
	"context"
	"errors"
	"slices"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/cloudwatchlogs"
)

// polls holds the answers about running queries that a worker goes by.
type polls struct {
	last, before *poll
	under        *poll     // under way
	asked        int       // starts without an answer
	mine         []string  // queries and estimates that it knows to have started
	misled       time.Time // when an answer last listed nothing although queries ran
}

// poll is an answer of the service about what runs.
type poll struct {
	running []string // by anybody, when it was asked for
	heard   time.Time
	whole   time.Time // when all of its pages were heard
	share   int       // queries that may be started by it
	started int       // since
}

// Numbers of rule W5.
const (
	pollCounts   = 10 * time.Second // for which a worker goes by an answer
	mostHeadroom = 10
	leastShare   = 3 // of a worker that sees no query of another one

	estimateWaits = time.Minute // for which a worker waits for an estimate (rule W8)
)

// polled takes note of what runs when the first page of an answer is made.
func (o *Oracle) polled(p *Process, in *cloudwatchlogs.DescribeQueriesInput) {
	if in.NextToken == nil && o.set.Limit > 0 {
		p.polls.under = &poll{running: o.world.Running()}
	}
}

// heard takes note of a page that a worker heard. One that shows nothing while queries run does
// not count.
func (o *Oracle) heard(p *Process, out *cloudwatchlogs.DescribeQueriesOutput) {
	k := p.polls.under
	if k == nil || len(out.Queries) == 0 && len(k.running) > 0 && k.heard.IsZero() {
		p.polls = polls{asked: p.polls.asked, mine: p.polls.mine, misled: o.world.Now()}
		return
	}
	if k.heard.IsZero() {
		k.heard = o.world.Now()
		p.polls.before, p.polls.last = p.polls.last, k
	}
	if out.NextToken == nil {
		k.whole = o.world.Now()
		u := o.uses(p, k)
		u.mine -= p.polls.asked // each may be refused before the worker takes its share
		k.share = max(leastShare, (o.places(u)+1)/2)
	}
}

// started takes note of a query that the process started. It does not know of one whose answer
// is lost.
func (s *polls) started(id string, f Fault) {
	if s.asked--; f != AmbiguousStart {
		s.mine = append(s.mine, id)
	}
}

// answered takes note of a start that was refused, or whose answer came too late.
func (s *polls) answered(in, out any, err error) {
	_, asked := in.(*cloudwatchlogs.StartQueryInput)
	start, _ := out.(*cloudwatchlogs.StartQueryOutput)
	switch {
	case !asked || err == nil:
	case start == nil:
		s.asked--
	case errors.Is(err, context.DeadlineExceeded):
		s.mine = slices.DeleteFunc(s.mine, func(id string) bool { return id == *start.QueryId })
	}
}

// use counts the places that are taken.
type use struct{ strangers, others, mine int }

func (u use) all() int { return u.strangers + u.others + u.mine }

// uses returns what a worker knows to run by an answer, as far as it still runs: what it does not
// know, and what has ended, is not held against it.
func (o *Oracle) uses(p *Process, k *poll) (u use) {
	unended := map[string]bool{}
	for _, id := range o.world.Unended() {
		unended[id] = true
	}
	for _, id := range k.running {
		switch q := o.queries[id]; {
		case !unended[id] || slices.Contains(p.polls.mine, id):
		case q == nil:
			u.strangers++
		case !o.isLeft(q):
			u.others++
		}
	}
	for _, id := range p.polls.mine {
		if q := o.queries[id]; unended[id] && q != nil && !o.isOver(q) {
			u.mine++
		}
	}
	u.mine += p.polls.asked
	return u
}

// isOver reports whether a worker may have let go of a query of its own: of an estimate after a minute
// (rule W8).
func (o *Oracle) isOver(q *query) bool {
	if q.Estimate {
		return o.world.Now().Sub(q.at) >= estimateWaits
	}
	return o.isLeft(q)
}

// isLeft reports whether a query runs although nobody waits for it: its worker may have let go
// of it.
func (o *Oracle) isLeft(q *query) bool {
	return q.excused && !q.Estimate || o.isSettled(q.message())
}

// message returns what identifies the messages that ask for a query.
func (q *query) message() queryMessage {
	m := queryMessage{Run: q.Run, Epoch: q.Epoch}
	m.Query.Index = q.Index
	return m
}

// places is how many queries may be started next to those that run.
func (o *Oracle) places(u use) int {
	headroom := min(mostHeadroom, o.set.Limit/10)
	return min(o.set.Limit-headroom-u.all(), o.set.Concurrent-u.others-u.mine)
}

// asks holds rule W5 when a worker is about to start a query: by what it heard last there is a
// place for it, beyond the headroom.
func (o *Oracle) asks(p *Process, f Fault) {
	defer func() { p.polls.asked++ }()
	if f != "" { // it may have decided long before the call is made
		return
	}
	k, now := p.polls.last, o.world.Now()
	if k == nil || k.whole.IsZero() || !k.whole.Before(now) { // it may have decided before it heard all of that
		return
	}
	k.started++
	if p.polls.before == nil || !p.is(worker) || o.set.Likely[PollCut] || o.set.Likely[EarlyTime] || now.Sub(k.heard) >= pollCounts {
		return
	}
	if now.Sub(p.blemish) < pollCounts { // it waited for some call, and did not look at answers
		return
	}
	if u := o.uses(p, k); o.places(u) <= 0 {
		o.violate("W5", "%s starts a query, and by what it heard %s ago %+v run of %d in all, %d of the stack", p.Name, now.Sub(k.heard), u, o.set.Limit, o.set.Concurrent)
	}
	if k.started > k.share {
		o.violate("W5", "%s starts %d queries by what it heard %s ago, and its share is %d", p.Name, k.started, now.Sub(k.heard), k.share)
	}
}
