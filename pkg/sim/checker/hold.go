package checker

import (
	"slices"

	"github.com/fanlight/fanlight/pkg/sim/history"
)

// holding is a message as a process has it.
type holding struct {
	history.Message
	hidden int64 // for which it was hidden last; 0: as its queue hides it
	until  int64 // when it becomes visible
	given  bool  // the process let it go, for now or for good, or another one has it
}

// blurring are faults by which a process did not know what there is, or came to nothing for some time,
// though no call of it was struck.
var blurring = []string{"early time", "stale index", "polls list nothing", "polls refused"}

const renewal = 90 * second // for which what a worker holds is hidden (W1)

func (c *Checker) receives(p *process, m *history.Received) {
	for _, other := range c.processes {
		if h := other.messages[m.ID]; h != nil {
			h.given = true
		}
	}
	if p != nil {
		p.messages[m.ID] = &holding{Message: m.Message, hidden: m.Hidden, until: c.now + m.Hidden}
	}
}

// hides takes note of a message that is hidden from now on. The lease of a claim that is given back
// ends before its message returns (R5).
func (c *Checker) hides(p *process, l *history.Hidden) {
	h := p.messages[l.ID]
	if h == nil {
		return
	}
	if l.Refused { // a message that came too often is a dead letter now
		h.given = true
		return
	}
	h.hidden, h.until, h.given = l.For, c.now+l.For, h.given || l.For != renewal
	if h.Queue != "report" || h.Run == "" {
		return
	}
	r := c.run(h.Run).at(h.Epoch).round(h.Round)
	if back := r.send["released"] != "" && r.send["released"] == r.send["fence"]; back && r.owner == p && p.skew == 0 && r.send.num("lease") >= h.until {
		c.find("release", h.Run, []int{r.line}, "the message of epoch %d round %d returns while its claim lives", h.Epoch, h.Round)
	}
}

// What a worker holds is hidden from others as long as it has no answer (W1).
func (c *Checker) checkHeld(p *process) {
	if !p.is("worker") || p.faulted || c.blurred {
		return
	}
	for _, h := range p.messages {
		if h.Queue == "query" && h.Run != "" && !h.given && h.hidden > 0 && h.until < c.now && c.waitsFor(h.Message) {
			h.given = true
			c.find("held", h.Run, []int{p.line}, "%s holds query %d of epoch %d, whose message is visible", p.name, h.Index, h.Epoch)
		}
	}
}

// What a worker leaves without an answer when it ends is visible at once (W6).
func (c *Checker) checkLeft(p *process) {
	if !p.is("worker") {
		return
	}
	for _, h := range p.messages {
		if h.Queue == "query" && h.Run != "" && !h.given && h.until > c.now && c.waitsFor(h.Message) {
			c.find("held", h.Run, []int{p.line}, "%s ends, and hides query %d of epoch %d", p.name, h.Index, h.Epoch)
		}
	}
}

// waitsFor reports whether the query of a message has no answer, and its epoch goes on.
func (c *Checker) waitsFor(m history.Message) bool {
	r := c.run(m.Run)
	return r.exists() && r.open() && r.epochNow() == m.Epoch && r.at(m.Epoch).winners[m.Index] == ""
}

// readsNot reports whether the process was given a message that it cannot read.
func (p *process) readsNot() bool {
	for _, h := range p.messages {
		if h.Run == "" {
			return true
		}
	}
	return false
}

// A sweep says of each run that is open after its deadline that it is late (J4).
func (c *Checker) checkOverdue(p *process) {
	if !p.is("janitor") || c.jumped {
		return
	}
	for _, r := range c.sortedRuns() {
		e := c.open(r, p)
		if e == nil || r.strange || slices.Contains(p.overdue, r.id) {
			continue
		}
		c.find("late", r.id, []int{r.line}, "%s ends, and does not say that it is open after its deadline", p.name)
	}
}

// open returns the first round's epoch of a run that was late and open all the time that a process
// was at work; nil if it was not.
func (c *Checker) open(r *run, p *process) *epoch {
	if !r.exists() || !r.open() || r.roundNow() != 1 {
		return nil
	}
	e := r.at(r.epochNow())
	if rd := e.round(1); e.begun+r.deadline() > p.begun-skew || rd.ended != 0 && rd.ended < c.now {
		return nil
	}
	return e
}

// A worker keeps a result no longer than it waits for others of its shard, and not at all if it has
// no other one (S2).
func (c *Checker) checkKept(p *process, e *epoch, index int, winner string) {
	head, _ := e.head(index, winner)
	at, ok := p.gotRows(head["query_id"])
	if !ok || !p.is("worker") || p.faulted || c.blurred {
		return
	}
	most, from := int64(2*second), at
	for _, h := range p.messages {
		if h.Run == e.run.id && h.Epoch == e.number && h.Index != index && h.Index/shardSize == index/shardSize {
			read, has := c.readOf(p, h.Message)
			if from = max(from, read); !has {
				from = c.now
			}
		}
	}
	if c.now-at > 5*second+most || c.now-from > most {
		c.find("late", e.run.id, []int{p.line}, "%s settles query %d of epoch %d %d ms after it has read the result", p.name, index, e.number, c.now-at)
	}
}

func (p *process) gotRows(query string) (at int64, ok bool) {
	if p == nil || query == "" {
		return 0, false
	}
	at, ok = p.read[query]
	return at, ok
}

// readOf returns when a process read the result of a query.
func (c *Checker) readOf(p *process, m history.Message) (at int64, has bool) {
	for id, read := range p.read {
		if q := c.queries[id]; q.Run == m.Run && q.Epoch == m.Epoch && q.Index == m.Index {
			return read, true
		}
	}
	return 0, false
}
