package sim

import (
	"slices"
	"strconv"

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

// started holds that no query is started more often than tries, overlapping deliveries, crashes and lost
// answers explain.
func (o *oracle) started(p *process, s script, id string) {
	q := o.run(fanlight.RunID(s.run)).at(s.epoch).query(s.index)
	q.starts++
	p.view.unrecorded = append(p.view.unrecorded, id)
	if o.heldBeside(p, s) {
		q.overlap++
	}
	if q.starts > maxTries+q.ambiguous+q.lost+q.overlap {
		o.violate("starts", "query %d of %s epoch %d was started %d times, %d of them with lost answers, %d lost to crashes, %d beside another worker",
			s.index, s.run, s.epoch, q.starts, q.ambiguous, q.lost, q.overlap)
	}
}

func (o *oracle) heldBeside(p *process, s script) bool {
	return slices.ContainsFunc(o.w.tasks, func(t task) bool {
		other, ok := t.(*process)
		return ok && other != p && other.view.holds(fanlight.RunID(s.run), s.epoch, s.index)
	})
}

// ambiguous notes a start whose answer was lost.
func (o *oracle) ambiguous(id string) {
	s := o.w.scripts[id]
	s.excused = true
	o.run(fanlight.RunID(s.run)).at(s.epoch).query(s.index).ambiguous++
}

// ended notes what an invocation leaves behind.
func (o *oracle) ended(p *process) {
	for _, id := range p.view.unrecorded {
		if s := o.w.scripts[id]; !s.recorded && !s.excused {
			if !p.failed() && !p.struck {
				o.violate("W3", "%s leaves start %s of query %d running and off the record", p.name, id, s.index)
			}
			s.excused = true
			o.run(fanlight.RunID(s.run)).at(s.epoch).query(s.index).lost++
		}
	}
	if p.failed() {
		for _, e := range p.view.settled {
			e.excused = true
		}
	}
	for _, r := range o.runs {
		r.leftBy(p)
	}
}

// deletes holds rule G3: whoever acknowledges a message has nothing left to do for it.
func (o *oracle) deletes(p *process, receipt string) {
	i := slices.IndexFunc(p.view.messages, func(h held) bool { return h.Receipt == receipt })
	if i < 0 {
		o.violate("G3", "%s acknowledges a message that it was not given", p.name)
		return
	}
	h := &p.view.messages[i]
	if h.done || h.url == reportURL {
		return
	}
	h.done = true
	if !o.settled(p, h.query) {
		o.violate("G3", "%s acknowledges query %d of %s epoch %d, with something left to do",
			p.name, h.query.Query.Index, h.query.Run, h.query.Epoch)
	}
}

// settled says whether the message's query is settled, with everything done that follows from what the
// invocation was told: a full shard is counted, and a complete epoch announced. As long as it keeps another
// message of the epoch, that one carries what is left to do.
func (o *oracle) settled(p *process, m fanlight.QueryMessage) bool {
	r := o.run(m.Run)
	if r.meta == nil || r.state.Final() || r.epoch != m.Epoch {
		return true
	}
	shard := r.at(m.Epoch).shard(m.Query.Index)
	if shard == nil || shard.winners[m.Query.Index] == "" {
		return false
	}
	if p.view.keeps(m.Run, m.Epoch) {
		return true
	}
	epoch := partition(m.Run, m.Epoch)
	number := fanlight.ShardOf(m.Query.Index)
	complete := slices.Contains(p.view.full, epoch+" "+shardKey(number))
	if fanlight.Shards(num(r.meta, "total")) > 1 {
		if complete && !slices.Contains(p.view.counted, epoch+" "+strconv.Itoa(number)) {
			return false
		}
		complete = slices.Contains(p.view.complete, epoch)
	}
	return !complete || slices.Contains(p.view.announced, epoch)
}

// sent holds that only complete epochs are announced.
func (o *oracle) sent(p *process, url, body string) {
	if url != reportURL {
		return
	}
	m := must(fanlight.ParseReportMessage(body))
	e := o.run(m.Run).at(m.Epoch)
	if !e.completed {
		o.violate("S4", "%s announces %s epoch %d, which is not complete", p.name, m.Run, m.Epoch)
	}
}

// checkStopped holds that no query of an ended run goes on without a reason.
func (o *oracle) checkStopped() {
	for _, q := range o.w.logs.Queries() {
		s := o.w.scripts[q.ID]
		live := q.Status == types.QueryStatusRunning || q.Status == types.QueryStatusScheduled
		if live && !s.excused && !o.run(fanlight.RunID(s.run)).at(s.epoch).excused {
			o.violate("G4", "query %d of epoch %d runs on as %s though its run has ended", s.index, s.epoch, q.ID)
		}
	}
}
