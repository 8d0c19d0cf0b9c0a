package checker

import (
	"strings"

	"github.com/fanlight/fanlight/pkg/sim/history"
)

// All messages of a report form one group, and no other report's are in it (D1).
func (c *Checker) checkGroup(s *history.Sent) {
	if s.Queue != "query" {
		return
	}
	report, _, _ := strings.Cut(s.Run, "@")
	before, known := c.groups[report]
	c.groups[report] = s.Group
	for other, group := range c.groups {
		if known && before != s.Group || s.Group == "" || other != report && group == s.Group {
			c.find("group", s.Run, []int{c.run(s.Run).line}, "its message is in the group %q, those before in %q, those of %s in %q", s.Group, before, other, group)
			return
		}
	}
}

// A part bears the mark of a possible duplicate if its destination may have it, and goes with the
// receipts of the parts before it (R4).
func (c *Checker) checkMarked(r *round, d *history.Delivered) {
	if r.stolen > 0 {
		return
	}
	part := r.part(d.To, d.Part)
	if d.Again != part.doubt && !r.epoch.run.skips(d.To) || d.After != r.records[d.To]["receipt"] {
		c.find("words", r.epoch.run.id, []int{r.line}, "part %d for %s is marked as a possible duplicate: %t, and may be one: %t; it follows %q, on record are %q",
			d.Part, d.To, d.Again, part.doubt, d.After, r.records[d.To]["receipt"])
	}
}

// An epoch or a round begins in the oldest layout that has all that is on META (G8).
func (c *Checker) checkLayout(p *process, r *run, before, it item) {
	want := int64(1)
	if it["audience"] != "" {
		want = 2
	}
	begins := before == nil || before["epoch"] != it["epoch"] || before["round"] != it["round"]
	if begins && p != nil && p.function != "" && !r.strange && it.num("layout") != want {
		c.find("layout", r.id, []int{r.line}, "epoch %s round %s begins in layout %s, and %d has all of it", it["epoch"], it["round"], it["layout"], want)
	}
}

// A worker leaves the headroom of the account to others: by those of them that run since before it
// heard last what runs (W5).
func (c *Checker) checkPlaces(p *process, q *query) {
	if p == nil || q == nil || c.world.Limit == 0 {
		return
	}
	taken := 0
	for _, other := range c.queries {
		if other.Run == "" && other.Ends > c.now && other.begun < p.polled {
			taken++
		}
	}
	for _, other := range p.mine {
		if !other.stopped && other.Ends > c.now {
			taken++
		}
	}
	p.mine = append(p.mine, q)
	room := c.world.Limit - min(10, c.world.Limit/10)
	if p.is("worker") && !p.faulted && !c.blurred && p.polled > 0 && c.now-p.polled < 10*second && taken >= room {
		c.find("concurrency", q.Run, []int{p.line}, "%s starts a query while %d run, and %d may", p.name, taken, room)
	}
}
