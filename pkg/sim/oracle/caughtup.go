package oracle

import (
	"strings"
	"time"

	"github.com/fanlight/fanlight/pkg/fanlight"
)

// checkCaughtUp holds that a janitor starts an edition only when its schedule had the time to, and
// of those that are missed only a few at a time, none of which is too old (rule J8).
func (o *Oracle) checkCaughtUp(p *Process, r *runState, due time.Time) {
	if p.caughtUp == nil {
		p.caughtUp = map[string]int{}
	}
	name := reportOf(r.id)
	p.caughtUp[name]++
	due = due.Add(o.secondOf(p, name))
	early, old := due.Add(o.set.Late).Sub(p.clock()), p.begun.Add(p.Skew).Sub(due)
	switch {
	case early > 0:
		o.violate("J8", "%s starts %s %s before it is missed", p.Name, r.id, early)
	case old > o.set.CatchUpAge:
		o.violate("J8", "%s starts %s, which was due %s ago", p.Name, r.id, old)
	case p.caughtUp[name] > o.set.CatchUp:
		o.violate("J8", "%s starts %d editions of %s that were missed", p.Name, p.caughtUp[name], name)
	}
}

// secondOf returns the second of its minute at which a report is due, by its definition.
func (o *Oracle) secondOf(p *Process, name string) time.Duration {
	if all := o.deployedTo(p, name); len(all) > 0 {
		return all[0].Second
	}
	return 0
}

// checkLeftOut holds that the last of the editions that an event names as not started is too old, or is
// not of the newest, which are started (rule J8). An event of another schedule names all.
func (o *Oracle) checkLeftOut(p *Process, e fanlight.Event, last time.Time) {
	if !strings.Contains(e.Detail, "to run them: ") || p.clock().Sub(last) > o.set.CatchUpAge {
		return
	}
	newer := 0
	for due := last.Add(o.set.Calendar.Period); !due.After(p.clock().Add(-o.set.Late)); due = due.Add(o.set.Calendar.Period) {
		newer++
	}
	if newer < o.set.CatchUp {
		o.violate("J8", "%s leaves out the edition of %s, of which %d are newer", p.Name, last.UTC(), newer)
	}
}
