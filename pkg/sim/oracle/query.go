package oracle

import (
	"slices"
	"time"

	"github.com/fanlight/fanlight/pkg/fanlight"
)

const maxTries = 3 // of a query, by rule W5

// query is a query of the service, by its script.
type query struct {
	Query
	kept     []fanlight.Row // of its rows, by its report
	recorded bool           // some progress item has its ID
	faults   []Fault        // that end it otherwise than with its rows
	excused  bool           // if it runs on although its query is settled
	at       time.Time      // when it was started
}

// Scripted takes note of what a query of the service does, when it is started.
func (o *Oracle) Scripted(q Query) {
	s := &query{Query: q, kept: q.Rows, excused: q.Estimate, at: o.world.Now()}
	if q.Fault != "" && (q.Fault != QueryTooWide || o.set.Bounded) {
		s.faults = []Fault{q.Fault}
	}
	left := o.set.MaxBytes
	for n, row := range q.Rows {
		if left -= size(row); o.set.MaxBytes > 0 && left < 0 {
			s.kept = q.Rows[:n]
			o.world.Count(RowsCut)
			break
		}
	}
	o.queries[q.ID] = s
}

func (e *epochState) query(index int) *queryState {
	if e.queries[index] == nil {
		e.queries[index] = &queryState{}
	}
	return e.queries[index]
}

// begun takes note of a start.
func (o *Oracle) begun(p *Process, s *query, ambiguous bool, in Start) {
	if s.Estimate {
		o.estimating(p, s)
		return
	}
	o.checkCleared(s)
	o.checkAsked(p, s, in)
	o.started(p, s, ambiguous)
}

// started holds that no query is started more often than tries, overlapping
// deliveries, crashes and lost answers explain.
func (o *Oracle) started(p *Process, s *query, ambiguous bool) {
	o.checkNotNewer(p, o.run(s.Run), "starts a query")
	q := o.epochOf(s).query(s.Index)
	q.starts++
	p.unrecorded = append(p.unrecorded, s.ID)
	o.checkConcurrency(p)
	if o.heldByAnother(p, s) || q.let.After(p.since(s)) {
		q.overlap++
	}
	if q.starts > maxTries+q.ambiguous+q.lost+q.overlap {
		o.violate("starts", "query %d of %s epoch %d was started %d times, %d of them with lost answers, %d lost to crashes, %d beside another worker",
			s.Index, s.Run, s.Epoch, q.starts, q.ambiguous, q.lost, q.overlap)
	}
	if ambiguous {
		o.lostAnswer(s)
		p.known.doubts(s)
		p.unclear(s.place(), o.world.Now())
	}
}

// lostAnswer excuses a start of which its process cannot know.
func (o *Oracle) lostAnswer(s *query) {
	if s.Estimate {
		return
	}
	s.excused = true
	o.epochOf(s).query(s.Index).ambiguous++
}

// epochOf returns the epoch that a query was started for.
func (o *Oracle) epochOf(q *query) *epochState { return o.run(q.Run).at(q.Epoch) }

func (o *Oracle) heldByAnother(p *Process, q *query) bool {
	return slices.ContainsFunc(o.live, func(other *Process) bool { return other != p && other.holds(q) })
}

// Ended records the starts and deliveries that an ended process left off the
// record. It failed if it died or returned an error, and was faulted if a fault struck
// one of its calls.
func (o *Oracle) Ended(p *Process, failed, faulted bool) {
	p.done = true
	if !failed && !faulted {
		o.checkHandedBack(p)
		o.checkDoneTogether(p)
		o.checkTold(p)
		o.checkOverdue(p)
		o.checkSentAll(p)
		o.checkDoubted(p)
		o.attended(p)
	}
	if !failed {
		o.checkReadSettled(p)
	}
	if p.misled() {
		o.set.FaultsUntil = latest(o.set.FaultsUntil, o.world.Now())
	}
	o.live = slices.DeleteFunc(o.live, func(other *Process) bool { return other == p })
	for _, id := range p.unrecorded {
		if s := o.queries[id]; !s.recorded && !s.excused {
			if !failed && !faulted {
				o.violate("W3", "%s leaves start %s of query %d running and off the record", p.Name, id, s.Index)
			}
			s.excused = true
			o.epochOf(s).query(s.Index).lost++
		}
	}
	for _, h := range p.messages {
		if h.query.Epoch > 0 {
			o.run(h.query.Run).at(h.query.Epoch).query(h.query.Query.Index).let = o.world.Now()
		}
	}
	if failed || faulted {
		o.struck(p)
	}
	if failed {
		for _, e := range p.settled {
			e.excused = true
		}
	}
	for _, r := range o.runs {
		r.excusePending(p)
	}
	if p.is(janitor) {
		o.swept(p, failed, faulted)
	}
}

// Deletes holds rule G3: a process that acknowledges a message has nothing left
// to do for it.
func (o *Oracle) Deletes(p *Process, receipt string) {
	i := slices.IndexFunc(p.messages, func(h held) bool { return h.Receipt == receipt })
	if i < 0 {
		o.violate("G3", "%s acknowledges a message that it was not given", p.Name)
		return
	}
	h := &p.messages[i]
	if h.unreadable {
		o.violate("G8", "%s acknowledges a message that it cannot read: %s", p.Name, h.Body)
		return
	}
	if h.url == o.set.ReportQueue {
		o.checkDropped(p, h.Body)
		return
	}
	if h.done {
		return
	}
	h.done = true
	if !o.settled(p, h.query) {
		o.violate("G3", "%s acknowledges query %d of %s epoch %d, with something left to do",
			p.Name, h.query.Query.Index, h.query.Run, h.query.Epoch)
	}
}

// settled reports whether the message's query is settled, and everything done that
// follows from the process' Process: after a full shard it has looked for one that
// is not, or announced the epoch. As long as the process keeps another message of the epoch,
// that one carries what is left to do.
func (o *Oracle) settled(p *Process, m queryMessage) bool {
	r := o.run(m.Run)
	if r.meta == nil || isFinal(r.state) || r.epoch != m.Epoch {
		return true
	}
	shard := r.at(m.Epoch).shard(m.Query.Index)
	if shard == nil || shard.winners[m.Query.Index] == "" {
		return false
	}
	if p.keeps(m.Run, m.Epoch) {
		return true
	}
	epoch := partition(m.Run, m.Epoch)
	key := epoch + " " + shardKey(shardIndex(m.Query.Index))
	return !slices.Contains(p.full, key) || slices.Contains(p.checked, key) || slices.Contains(p.announced, epoch)
}

// sent holds that only complete epochs are announced.
func (o *Oracle) sent(p *Process, url, body string) {
	if url != o.set.ReportQueue {
		o.checkSentToWorkers(p, o.parseQuery(body))
		return
	}
	m := parse[reportMessage](body)
	e := o.run(m.Run).at(m.Epoch)
	if !e.completed {
		o.violate("S4", "%s announces %s epoch %d, which is not complete", p.Name, m.Run, m.Epoch)
	}
	s := e.round(m.Round)
	o.checkOffered(p, e, s)
	if s.announced.IsZero() {
		s.announced = o.world.Now()
	}
	if s.offered.IsZero() && p.is(janitor) {
		s.offered = o.world.Now()
	}
}

// checkOffered holds rule J3: a janitor offers no round whose claim has lived since before it looked,
// and lives. An epoch that it completes itself, or goes on with (D2), it announces in any case.
func (o *Oracle) checkOffered(p *Process, e *epochState, s *roundState) {
	if !p.is(janitor) || !e.runsSince(p.begun) || !e.completedAt.Before(p.begun) {
		return
	}
	if s.holder != nil && s.state == "" && !s.released && s.taken.Before(p.begun) && time.UnixMilli(int64(s.lease)).After(p.clock()) {
		o.violate("J3", "%s offers epoch %d round %d of %s, whose claim lives until %s", p.Name, e.number, s.number, e.run.id, time.UnixMilli(int64(s.lease)).UTC())
	}
}

// checkSettledFirst holds rule G4: the start on record is stopped only when its query is settled.
// Whoever went on with the query would find it stopped, and pay for another one.
func (o *Oracle) checkSettledFirst(p *Process, q *query) {
	if q.Estimate {
		return
	}
	e := o.epochOf(q)
	shard := e.shard(q.Index)
	if shard == nil || shard.winners[q.Index] != "" || !e.run.open || e.run.epoch != e.number {
		return
	}
	if shard.starts[q.Index].id == q.ID {
		o.violate("G4", "%s stops query %d of %s epoch %d, which is on record and not settled", p.Name, q.Index, q.Run, q.Epoch)
	}
}

// checkStopped holds that no query of an ended run goes on without a reason. Those
// of a run that was ended without settling, because its layout was not known, end
// by themselves (rule G8).
func (o *Oracle) checkStopped() {
	for _, id := range o.world.Unended() {
		s := o.queries[id]
		if s == nil { // a stranger's
			continue
		}
		e := o.epochOf(s)
		if !s.excused && !e.excused && (e.completed || !e.run.wasNewer) {
			o.violate("G4", "query %d of epoch %d runs on as %s though its run has ended", s.Index, s.Epoch, id)
		}
	}
}

// checkDropped holds rule R5: a reporter that gave its claim back keeps the message, because
// the round goes on with it. Without it the round waits for a janitor.
func (o *Oracle) checkDropped(p *Process, body string) {
	m := o.parseReport(body)
	r := o.run(m.Run)
	s := r.at(m.Epoch).round(m.Round)
	if s.holder == p && s.released && !s.woken && s.state == "" && r.open && r.epoch == m.Epoch && r.round == m.Round {
		o.violate("R5", "%s gives back the claim of %s epoch %d round %d, and acknowledges its message", p.Name, m.Run, m.Epoch, m.Round)
	}
}

// checkSentToWorkers holds that a query is sent once more only while it is not settled, and by a
// janitor only when it has been quiet (rules D1, J2): each message may cost a scan.
func (o *Oracle) checkSentToWorkers(p *Process, m queryMessage) {
	r := o.run(m.Run)
	e := r.at(m.Epoch)
	shard := e.shard(m.Query.Index)
	e.query(m.Query.Index).sent++
	if shard != nil {
		o.sentAgain(p, e, m.Query.Index)
	}
	if s := e.round(1); s.state == fanlight.Cancelled && s.ended.Before(p.begun) {
		o.violate("J7", "%s sends query %d of %s epoch %d, whose cancel was begun before", p.Name, m.Query.Index, m.Run, m.Epoch)
	}
	o.checkStuck(p, e)
	for n := range shardIndex(m.Query.Index) + 1 {
		if e.shards[shardKey(n)] == nil {
			o.violate("D1", "%s sends query %d of %s epoch %d, and shard %d has no progress", p.Name, m.Query.Index, m.Run, m.Epoch, n)
		}
	}
	switch {
	case m.Query.Index >= max(1, num(r.meta, "total")):
		o.violate("D1", "%s sends query %d of %s epoch %d, which has fewer", p.Name, m.Query.Index, m.Run, m.Epoch)
	case shard != nil && p.is(janitor) && !e.running.IsZero() && e.running.Before(p.begun) && shard.changed.Before(p.begun) && o.world.Now().Sub(shard.changed) < o.set.Quiet-o.set.Skew*2-o.set.Patience:
		o.violate("J2", "%s sends query %d of %s epoch %d again %s after its shard changed", p.Name, m.Query.Index, m.Run, m.Epoch, o.world.Now().Sub(shard.changed))
	}
}
