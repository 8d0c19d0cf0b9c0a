package checker

import (
	"slices"
	"strconv"
	"strings"

	"github.com/fanlight/fanlight/pkg/sim/history"
)

// New returns a checker for one history.
func New() *Checker {
	return &Checker{
		broken: map[string]bool{}, definitions: map[string]*history.Deployed{}, deployments: map[string][]history.Deployed{}, deployedAt: map[string][]int64{},
		named: map[string]int64{}, noted: map[string][]note{}, commands: map[string]*command{}, processes: map[string]*process{}, queries: map[string]*query{}, runs: map[string]*run{},
		held: map[string]history.Received{}, backfills: map[string]*backfill{}, groups: map[string]string{},
	}
}

// See looks at the next line.
func (c *Checker) See(l history.Line) {
	c.n, c.now = l.N, l.At
	p := c.processes[l.By]
	c.by = p
	switch {
	case l.World != nil:
		c.world = *l.World
	case l.Deployed != nil:
		c.deployed(l.Deployed)
	case l.Due != nil:
		c.due = append(c.due, *l.Due)
	case l.Fault != nil:
		c.fault, c.stalls = c.now, c.stalls || l.Fault.Kind == "early time"
		c.blurred = c.blurred || slices.Contains(blurring, l.Fault.Kind)
	case l.Begins != nil:
		c.processes[l.By] = &process{
			name: l.By, function: l.Begins.Function, begun: c.now, skew: l.Begins.Skew, line: c.n, starts: map[string]int{}, lost: map[string]int{}, refused: map[string]bool{},
			reads: map[string]int{}, knows: map[string][]reading{}, readAt: map[string]int64{}, doubtful: map[string]bool{}, missed: map[string]int{},
			messages: map[string]*holding{}, read: map[string]int64{},
		}
		c.jumped = c.jumped || max(l.Begins.Skew, -l.Begins.Skew) > skew
	case l.Ends != nil:
		c.ends(p, l.Ends)
	case l.Call != nil:
		c.called(p, l.Call)
	case l.Answer != nil:
		c.answered(p, l.Answer)
		p.lateAnswer(l.Answer)
	case l.Wrote != nil:
		c.wrote(p, l.Wrote)
	case l.Removed != nil:
		c.removed(l.Removed)
	case l.Command != nil, l.Answered != nil:
		c.commanded(l)
	case l.Query != nil, l.Started != nil, l.Read != nil, l.Stopped != nil:
		c.asked(p, l)
	case l.Sent != nil, l.Received != nil, l.Deleted != nil:
		c.queued(p, l)
	case l.Hidden != nil:
		c.hides(p, l.Hidden)
	case l.Document != nil:
		c.documented(l.Document)
	case l.Delivered != nil, l.Undelivered != nil:
		c.delivering(p, l)
	case l.Event != nil:
		c.event(p, l.Event)
	case l.Over != nil:
		c.over(l.Over)
	}
}

// End returns what was found. The history is over.
func (c *Checker) End() []Finding { return c.found }

func (c *Checker) deployed(d *history.Deployed) {
	if c.first == "" {
		c.first = d.Report
	}
	if d.Hash != "" {
		c.definitions[d.Hash] = d
	}
	c.deployments[d.Report] = append(c.deployments[d.Report], *d)
	c.deployedAt[d.Report] = append(c.deployedAt[d.Report], c.now)
}

func (c *Checker) ends(p *process, e *history.Ends) {
	p.ended, p.died = c.now, e.Died
	if e.Error == "" {
		c.checkBackfills(p)
	}
	if !e.Died && e.Error == "" && !p.faulted && !c.blurred {
		c.checkLeft(p)
		c.checkOverdue(p)
	}
	if r := p.counts; r != nil {
		if p.died || p.tried && len(r.waiting) == 0 && c.now < p.begun+minute { // else its time may have been over, and its claim does not count
			r.counted++
		}
		for _, part := range r.parts {
			if i := slices.Index(part.pending, p); i >= 0 {
				part.pending = slices.Delete(part.pending, i, i+1)
				part.excused++
			}
		}
	}
}

func (c *Checker) called(p *process, call *history.Call) {
	if p == nil {
		return
	}
	p.asked, p.reads[call.On] = call.Asked, c.n
	c.checkConsistent(p, call)
	c.checkFresh(p, call)
	c.checkOnce(p, call)
	c.checkHeld(p)
	if call.Fault == "" {
		return
	}
	p.faulted = p.faulted || call.Op != "Deliver"
	switch call.Op {
	case "StartQuery":
		id, epoch, index := place(call.On)
		if call.Fault == "query malformed" || call.Fault == "query without data" || strings.Contains(call.Fault, "denied") {
			e := c.run(id).at(epoch)
			e.faults[index] = append(e.faults[index], call.Fault)
		}
		if call.Fault == "ambiguous start" {
			p.lost[call.On]++
			p.doubtful[call.On] = true
		}
	case "GetQueryResults":
		if q := c.queries[call.On]; q != nil && call.Fault == "query lost" {
			q.lost = true
		} else if q != nil && strings.Contains(call.Fault, "denied") {
			e := c.run(q.Run).at(q.Epoch)
			e.faults[q.Index] = append(e.faults[q.Index], call.Fault)
		}
	}
}

// answered takes note of what a process knows from then on.
func (c *Checker) answered(p *process, a *history.Answer) {
	if a.Op == "GetQueryResults" && strings.HasPrefix(a.Error, "ResourceNotFound") {
		p.doubts(c.queries[a.On])
	}
	if p != nil && a.Op == "DescribeQueries" && a.Error == "" {
		p.polled = c.now
	}
	if p != nil && strings.Contains(a.On, " PROGRESS#") && (a.Error == "" || strings.HasPrefix(a.Error, "ConditionalCheckFailed")) {
		item := a.On
		if strings.HasSuffix(item, "PROGRESS#") {
			item += "00000" // of the shards that it read, the first is enough here
		}
		p.sees(a.On, c.now)
		p.knows[item] = append(p.knows[item], reading{p.reads[a.On], c.now})
	}
}

// lateAnswer notes a start of which its process does not know.
func (p *process) lateAnswer(a *history.Answer) {
	if p != nil && a.Op == "StartQuery" && strings.Contains(a.Error, "deadline exceeded") {
		p.lost[a.On]++
	}
}

// place reads "<run> <epoch> <index>".
func place(on string) (run string, epoch, index int) {
	words := strings.Fields(on)
	if len(words) < 3 {
		return "", 0, 0
	}
	epoch, _ = strconv.Atoi(words[1])
	index, _ = strconv.Atoi(words[2])
	return words[0], epoch, index
}

func key(run string, epoch, index int) string {
	return run + " " + strconv.Itoa(epoch) + " " + strconv.Itoa(index)
}

func (c *Checker) commanded(l history.Line) {
	if l.Command != nil {
		k := c.commands[l.Command.ID]
		if k == nil {
			k = &command{Command: *l.Command, given: c.now, line: c.n, by: l.By}
			c.commands[l.Command.ID] = k
		}
		return
	}
	k := c.commands[l.Answered.ID]
	if k == nil {
		return
	}
	k.by, k.answered, k.refused = l.By, c.now, l.Answered.Refused != ""
	k.done = k.done || !k.refused
	c.checkStopped(k)
	c.checkBackfilled(k)
	c.checkAnswer(k, l.Answered)
}

func (c *Checker) asked(p *process, l history.Line) {
	switch {
	case l.Query != nil:
		c.queries[l.Query.ID] = &query{Query: *l.Query, line: c.n, begun: c.now}
	case l.Read != nil:
		if q := c.queries[l.Read.ID]; q != nil {
			if q.read = l.Read.Status; q.read == "Failed" || q.read == "Cancelled" {
				p.doubts(q)
			}
			if p != nil && !l.Read.More && q.read == "Complete" && !q.Estimate {
				p.read[q.ID] = c.now
			}
		}
	case l.Stopped != nil:
		if q := c.queries[l.Stopped.ID]; q != nil {
			q.stopped = true
		}
	case l.Started != nil:
		q := c.queries[l.Started.ID]
		c.checkPlaces(p, q)
		if q == nil || q.Estimate || q.Run == "" {
			return
		}
		e := c.run(q.Run).at(q.Epoch)
		c.checkStart(p, e, q, l.Started.Asked)
		p.starts[key(q.Run, q.Epoch, q.Index)]++
		e.starts[q.Index] = append(e.starts[q.Index], q)
	}
}

func (c *Checker) queued(p *process, l history.Line) {
	switch {
	case l.Sent != nil:
		e := c.run(l.Sent.Run).at(l.Sent.Epoch)
		c.checkSent(p, e, l.Sent)
		c.checkGroup(l.Sent)
		if l.Sent.Queue == "report" {
			e.announced = c.n
			if rd := e.round(l.Sent.Round); p.is("janitor") && rd.offered == 0 {
				rd.offered = c.n
			}
		} else {
			e.sent[l.Sent.Index]++
		}
	case l.Received != nil:
		c.held[l.Received.ID] = *l.Received
		c.receives(p, l.Received)
		if l.Received.Queue == "report" && p != nil {
			p.claims = l.Received.Message
		}
	case l.Deleted != nil:
		switch {
		case l.Deleted.Run != "":
			delete(c.held, l.Deleted.ID)
			delete(p.messages, l.Deleted.ID)
			c.checkAcknowledged(p, l.Deleted)
		case l.Deleted.Queue != "":
			c.find("acknowledged", "", []int{p.line}, "%s acknowledges a message that it cannot read", p.name)
		}
	}
}

func (c *Checker) documented(d *history.Document) {
	e := c.run(d.Run).at(d.Epoch)
	c.checkDocument(e, d)
	e.document, e.docLine = d, c.n
}

func (c *Checker) delivering(p *process, l history.Line) {
	if d := l.Delivered; d != nil {
		if d.Epoch == 0 {
			c.told(d.Run)
			return
		}
		r := c.run(d.Run).at(d.Epoch).round(d.Round)
		c.tries(p, r, d.To, d.Part)
		c.checkMarked(r, d)
		c.checkDelivered(p, r, d)
		r.part(d.To, d.Part).doubt = r.part(d.To, d.Part).doubt || d.Lost
		delete(r.waiting, d.To)
		return
	}
	u := l.Undelivered
	if u.Epoch == 0 {
		return
	}
	r := c.run(u.Run).at(u.Epoch).round(u.Round)
	r.failed[u.To] = c.n
	if u.Why == "unknown" {
		r.doubt[u.To] = c.n
		r.part(u.To, u.Part).doubt = true
	}
	if delete(r.waiting, u.To); u.Why == "wait" {
		r.waiting[u.To] = true
		r.asked[u.To], r.askedBy[u.To] = c.now+u.Wait, p
	} else {
		c.tries(p, r, u.To, u.Part)
		r.asked[u.To], r.askedBy[u.To] = c.now+5000, p
	}
}

// tries counts a try, and the claim under which it is the first.
func (c *Checker) tries(p *process, r *round, to string, part int) {
	c.checkTry(p, r, to)
	p.counts, p.tried = r, true
	r.part(to, part).tries++
	c.checkTries(r, to, part)
}

func (c *Checker) told(id string) {
	r := c.run(id)
	if r.exists() {
		r.at(r.epochNow()).round(r.roundNow()).told = true
	}
}

func (c *Checker) event(p *process, ev *history.Event) {
	switch ev.Kind {
	case "Overdue":
		p.overdue = append(p.overdue, ev.Run)
	case "MissedEditions":
		c.named[ev.Report] = c.now
	case "GaveUp", "Held", "Skipped", "OwnerUnreached":
		if r := c.run(ev.Run); r.exists() {
			rd := r.at(r.epochNow()).round(r.roundNow())
			rd.alarm = rd.alarm || ev.Kind != "OwnerUnreached"
			rd.told = rd.told || ev.Kind == "OwnerUnreached"
		}
	case "Broken":
		if p.readsNot() { // it was sent by another version
			return
		}
		c.find("broken", ev.Run, nil, "%s", ev.Detail)
	}
}

func (c *Checker) removed(w *history.Removed) {
	if id, ok := strings.CutPrefix(w.PK, "RUN#"); ok {
		id, _, _ = strings.Cut(id, "#")
		r := c.run(id)
		r.expired = true
		if w.SK == "META" {
			delete(c.runs, id)
			c.runs[id] = &run{id: id, epochs: map[int]*epoch{}, expired: true, closed: r.closed}
		}
	}
}
