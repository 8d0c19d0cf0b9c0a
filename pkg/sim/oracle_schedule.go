package sim

import (
	"fmt"
	"strings"
	"time"

	"github.com/fanlight/fanlight/pkg/fanlight"
)

// created checks a run when it is created: an edition is one minute's, and one of a
// time without a schedule is not the janitor's to start.
func (o *oracle) created(p *Process, r *runState) {
	due := r.id.Scheduled()
	if due.Second() != 0 {
		o.violate("D3", "%s creates %s, which is for no minute", p.name, r.id)
	}
	switch r.id.Report() {
	case oftenName:
		if strings.HasPrefix(p.name, "janitor") {
			o.owedNothing(due, p.name+" starts it")
		}
	case archiveName:
		o.createdEdition(p, r, due)
	}
}

// owedNothing holds that nothing is made of a due time of the time in which its
// schedule was away, once a sweep has found it so (rule J8), or its last day was over. A
// sweep that began at the very instant at which it went may have been before that.
func (o *oracle) owedNothing(due time.Time, what string) {
	c := &o.sim.calendar
	if c.ending {
		if c.away.has(due) && c.away.has(due.Add(maxSkew)) { // a wrong clock may see its return so early
			o.violate("J8", "%s of %s was due after the last day: %s", oftenName, due, what)
		}
		return
	}
	for _, sweep := range c.sweeps {
		if sweep.from.After(c.away.from) && c.away.has(sweep.to) && due.After(sweep.to) && due.Before(c.away.to) {
			o.violate("J8", "%s of %s was due without a schedule: %s", oftenName, due, what)
			return
		}
	}
}

// leftOut records the due times that an event names as not started. Each is named
// once, unless a janitor was in trouble.
func (o *oracle) leftOut(e fanlight.Event) {
	if e.Report != oftenName {
		return
	}
	_, times, _ := strings.Cut(e.Detail, "not started, from ")
	var first, last string
	if _, err := fmt.Sscanf(times, "%s to %s", &first, &last); err != nil {
		o.violate("J8", "an event without its times: %s", e.Detail)
		return
	}
	from, to := must(time.Parse(time.RFC3339, first)), must(time.Parse(time.RFC3339, strings.TrimSuffix(last, ";")))
	if c := &o.sim.calendar; !c.has(from) || !c.has(to) {
		o.violate("J8", "an event of editions that are not due: %s", e.Detail)
		return
	}
	for due := from; !due.After(to); due = due.Add(oftenPeriod) {
		if o.run(fanlight.NewRunID(oftenName, due, "")).exists() {
			continue
		}
		o.owedNothing(due, "it is named as missed")
		o.sim.calendar.left[due]++
		if o.sim.calendar.left[due] > 1 && !o.sim.calendar.troubled {
			o.violate("J8", "%s of %s is named twice", oftenName, due)
		}
	}
}

// has reports whether the report that is due often is due at t.
func (c *calendar) has(t time.Time) bool { return t.Sub(Due)%oftenPeriod == 0 && !c.until.IsZero() }

// checkDue holds that every edition that was due while its schedule existed has a run
// or was named (rule J8).
func (o *oracle) checkDue() {
	c := &o.sim.calendar
	if c.until.IsZero() {
		return
	}
	for due := Due.Add(-oftenPeriod); !due.After(c.until); due = due.Add(oftenPeriod) {
		if r := o.run(fanlight.NewRunID(oftenName, due, "")); !r.exists() && c.left[due] == 0 && o.owed(due) {
			o.violate("J8", "%s of %s never ran, and nobody was told", oftenName, due)
		}
	}
}

// owed reports whether the janitor must see to a due time: some sweep had seen the
// schedule before, and another came while it was still there, late enough to look at
// the due time.
func (o *oracle) owed(due time.Time) bool {
	c := &o.sim.calendar
	gone := c.away.from
	if c.ending { // until its return the schedule owes what was due by it
		gone = c.away.to
	}
	var seen, looked bool
	for _, sweep := range c.sweeps {
		back := sweep.from.After(c.away.to) || sweep.to.Before(gone)
		sameLife := due.Before(c.away.from) == sweep.to.Before(gone)
		if c.away.from.IsZero() {
			back, sameLife = true, true
		}
		if !back || !sameLife || c.away.has(due) {
			continue
		}
		seen = seen || sweep.to.Before(due.Add(-maxSkew))
		looked = looked || sweep.from.After(due.Add(o.sim.set.sweep.Late+maxSkew))
	}
	return seen && looked
}

// swept records a janitor's end.
func (o *oracle) swept(p *Process, begun time.Time) {
	c := &o.sim.calendar
	if p.failed() || p.faulted {
		c.troubled = true
	}
	if !p.failed() {
		c.sweeps = append(c.sweeps, span{begun, o.sim.Clock.now})
	}
}
