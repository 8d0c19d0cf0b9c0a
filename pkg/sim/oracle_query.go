package sim

import (
	"slices"
	"strings"

	"github.com/aws/aws-sdk-go-v2/service/cloudwatchlogs/types"

	"github.com/fanlight/fanlight/pkg/fanlight"
)

const maxTries = 3 // of a query, by rule W5

func (e *epochState) query(index int) *queryState {
	if e.queries[index] == nil {
		e.queries[index] = &queryState{}
	}
	return e.queries[index]
}

// begun takes note of a start.
func (o *oracle) begun(p *Process, s *script, ambiguous bool) {
	if s.estimate {
		o.estimating(p, s)
		return
	}
	o.checkCleared(s.Query)
	o.started(p, s, ambiguous)
}

// started holds that no query is started more often than tries, overlapping
// deliveries, crashes and lost answers explain.
func (o *oracle) started(p *Process, s *script, ambiguous bool) {
	o.checkNotNewer(p, o.run(s.Run), "starts a query")
	q := o.epochOf(s.Query).query(s.Index)
	q.starts++
	p.known.unrecorded = append(p.known.unrecorded, s.ID)
	o.checkConcurrency(p)
	if o.heldByAnother(p, s.Query) || q.let.After(p.known.since(s.Query)) {
		q.overlap++
	}
	if q.starts > maxTries+q.ambiguous+q.lost+q.overlap {
		o.violate("starts", "query %d of %s epoch %d was started %d times, %d of them with lost answers, %d lost to crashes, %d beside another worker",
			s.Index, s.Run, s.Epoch, q.starts, q.ambiguous, q.lost, q.overlap)
	}
	if ambiguous {
		o.lostAnswer(s)
	}
}

// lostAnswer excuses a start of which its process cannot know.
func (o *oracle) lostAnswer(s *script) {
	if s.estimate {
		return
	}
	s.excused = true
	o.epochOf(s.Query).query(s.Index).ambiguous++
}

// epochOf returns the epoch that a query was started for.
func (o *oracle) epochOf(q Query) *epochState { return o.run(q.Run).at(q.Epoch) }

func (o *oracle) heldByAnother(p *Process, q Query) bool {
	return slices.ContainsFunc(o.sim.tasks, func(t task) bool {
		other, ok := t.(*invocation)
		return ok && other.Process != p && other.known.holds(q)
	})
}

// ended records the starts and deliveries that an ended process left off the
// record.
func (o *oracle) ended(p *Process) {
	for _, id := range p.known.unrecorded {
		if s := o.sim.scripts[id]; !s.recorded && !s.excused {
			if !p.failed() && !p.faulted {
				o.violate("W3", "%s leaves start %s of query %d running and off the record", p.name, id, s.Index)
			}
			s.excused = true
			o.epochOf(s.Query).query(s.Index).lost++
		}
	}
	for _, h := range p.known.messages {
		if h.query.Epoch > 0 {
			o.epochOf(Query{Run: h.query.Run, Epoch: h.query.Epoch}).query(h.query.Query.Index).let = o.sim.Clock.now
		}
	}
	if p.failed() {
		for _, e := range p.known.settled {
			e.excused = true
		}
	}
	for _, r := range o.runs {
		r.excusePending(p)
	}
}

// deletes holds rule G3: a process that acknowledges a message has nothing left
// to do for it.
func (o *oracle) deletes(p *Process, receipt string) {
	i := slices.IndexFunc(p.known.messages, func(h held) bool { return h.Receipt == receipt })
	if i < 0 {
		o.violate("G3", "%s acknowledges a message that it was not given", p.name)
		return
	}
	h := &p.known.messages[i]
	if h.done || h.url == o.sim.Names.ReportQueue {
		return
	}
	h.done = true
	if !o.settled(p, h.query) {
		o.violate("G3", "%s acknowledges query %d of %s epoch %d, with something left to do",
			p.name, h.query.Query.Index, h.query.Run, h.query.Epoch)
	}
}

// settled reports whether the message's query is settled, and everything done that
// follows from the process' knowledge: after a full shard it has looked for one that
// is not, or announced the epoch. As long as the process keeps another message of the epoch,
// that one carries what is left to do.
func (o *oracle) settled(p *Process, m fanlight.QueryMessage) bool {
	r := o.run(m.Run)
	if r.meta == nil || r.state.Final() || r.epoch != m.Epoch {
		return true
	}
	shard := r.at(m.Epoch).shard(m.Query.Index)
	if shard == nil || shard.winners[m.Query.Index] == "" {
		return false
	}
	if p.known.keeps(m.Run, m.Epoch) {
		return true
	}
	epoch := partition(m.Run, m.Epoch)
	key := epoch + " " + shardKey(shardIndex(m.Query.Index))
	return !slices.Contains(p.known.full, key) || slices.Contains(p.known.checked, key) || slices.Contains(p.known.announced, epoch)
}

// sent holds that only complete epochs are announced.
func (o *oracle) sent(p *Process, url, body string) {
	if url != o.sim.Names.ReportQueue {
		return
	}
	m := must(fanlight.ParseReportMessage(body))
	e := o.run(m.Run).at(m.Epoch)
	if !e.completed {
		o.violate("S4", "%s announces %s epoch %d, which is not complete", p.name, m.Run, m.Epoch)
	}
	if s := e.round(m.Round); s.offered.IsZero() && strings.HasPrefix(p.name, "janitor") {
		s.offered = o.sim.Clock.now
	}
}

// checkStopped holds that no query of an ended run goes on without a reason. Those
// of a run that was ended without settling, because its layout was not known, end
// by themselves (rule G8).
func (o *oracle) checkStopped() {
	for _, q := range o.sim.Logs.Queries() {
		s := o.sim.scripts[q.ID]
		if s == nil { // a stranger's
			continue
		}
		live := q.Status == types.QueryStatusRunning || q.Status == types.QueryStatusScheduled
		e := o.epochOf(s.Query)
		if live && !s.excused && !e.excused && (e.completed || !e.run.wasNewer) {
			o.violate("G4", "query %d of epoch %d runs on as %s though its run has ended", s.Index, s.Epoch, q.ID)
		}
	}
}
