package oracle

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/fanlight/fanlight/pkg/fanlight"
)

// created checks a run when it is created: an edition is one minute's, and one of a
// time without a schedule is not the janitor's to start.
func (o *Oracle) created(p *Process, r *runState) {
	due := dueOf(r.id)
	if due.Second() != 0 {
		o.violate("D3", "%s creates %s, which is for no minute", p.Name, r.id)
	}
	if p.is(janitor) && !o.isBegun(reportOf(r.id), due) {
		o.checkCaughtUp(p, r, due)
	}
	switch reportOf(r.id) {
	case o.set.Calendar.Often:
		if p.is(janitor) {
			o.owedNothing(due, p.Name+" starts it")
		}
	case o.set.Calendar.Archive:
		o.createdEdition(p, r, due)
	}
}

// isBegun reports whether a backfill of a report has begun the edition of a due time.
func (o *Oracle) isBegun(report string, due time.Time) bool {
	for id, b := range o.backfills {
		if strings.HasPrefix(id, report+"@") && slices.ContainsFunc(b.begun, func(t time.Time) bool { return t.Truncate(time.Minute).Equal(due) }) {
			return true
		}
	}
	return false
}

// owedNothing holds that nothing is made of a due time of the time in which its
// schedule was away, once a sweep has found it so (rule J8), or its last day was over. A
// sweep that began at the very instant at which it went may have been before that.
func (o *Oracle) owedNothing(due time.Time, what string) {
	c := &o.set.Calendar
	if o.late > 0 { // a janitor goes by its clock (rule G9)
		return
	}
	if c.Ending {
		if c.Away.has(due) && c.Away.has(due.Add(o.set.Skew)) { // a wrong clock may see its return so early
			o.violate("J8", "%s of %s was due after the last day: %s", o.set.Calendar.Often, due, what)
		}
		return
	}
	for _, sweep := range o.sweeps {
		if sweep.From.After(c.Away.From) && c.Away.has(sweep.To) && due.After(sweep.To) && due.Before(c.Away.To) {
			o.violate("J8", "%s of %s was due without a schedule: %s", o.set.Calendar.Often, due, what)
			return
		}
	}
}

// leftOut records the due times that an event names as not started. Each is named
// once, unless a janitor was in trouble.
func (o *Oracle) leftOut(p *Process, e fanlight.Event) {
	if e.Report != o.set.Calendar.Often {
		o.passedOver = true
		return
	}
	_, times, _ := strings.Cut(e.Detail, "not started, from ")
	var first, last string
	if _, err := fmt.Sscanf(times, "%s to %s", &first, &last); err != nil {
		o.violate("J8", "an event without its times: %s", e.Detail)
		return
	}
	from, to := must(time.Parse(time.RFC3339, first)), must(time.Parse(time.RFC3339, strings.TrimSuffix(last, ";")))
	if c := &o.set.Calendar; !c.has(from) || !c.has(to) {
		o.violate("J8", "an event of editions that are not due: %s", e.Detail)
		return
	}
	o.checkLeftOut(p, e, to)
	o.checkNamed(p, e, from, to)
	for due := from; !due.After(to); due = due.Add(o.set.Calendar.Period) {
		if o.run(runAt(o.set.Calendar.Often, due)).exists() {
			continue
		}
		o.owedNothing(due, "it is named as missed")
		o.named[due]++
		if o.named[due] > 1 && !o.troubled {
			o.violate("J8", "%s of %s is named twice", o.set.Calendar.Often, due)
		}
	}
}

// checkDue holds that every edition that was due while its schedule existed has a run
// or was named (rule J8).
func (o *Oracle) checkDue() {
	c := &o.set.Calendar
	if c.Until.IsZero() {
		return
	}
	for due := c.First.Add(-o.set.Calendar.Period); !due.After(c.Until); due = due.Add(o.set.Calendar.Period) {
		if r := o.run(runAt(o.set.Calendar.Often, due)); !r.exists() && o.named[due] == 0 && o.owed(due) {
			o.violate("J8", "%s of %s never ran, and nobody was told", o.set.Calendar.Often, due)
		}
	}
}

// owed reports whether the janitor must see to a due time: some sweep had seen the
// schedule before, and another came while it was still there, late enough to look at
// the due time.
func (o *Oracle) owed(due time.Time) bool {
	c := &o.set.Calendar
	gone := c.Away.From
	if c.Ending { // until its return the schedule owes what was due by it
		gone = c.Away.To
	}
	var seen, looked bool
	for _, sweep := range o.sweeps {
		back := sweep.From.After(c.Away.To) || sweep.To.Before(gone)
		sameLife := due.Before(c.Away.From) == sweep.To.Before(gone)
		if c.Away.From.IsZero() {
			back, sameLife = true, true
		}
		if !back || !sameLife || c.Away.has(due) {
			continue
		}
		seen = seen || sweep.To.Before(due.Add(-o.set.Skew))
		looked = looked || sweep.From.After(due.Add(o.set.Late+o.set.Skew))
	}
	return seen && looked
}

// swept records a janitor's end.
func (o *Oracle) swept(p *Process, failed, faulted bool) {
	o.troubled = o.troubled || failed || faulted
	o.checkSweepFailed(p, failed, faulted)
	if !failed && !faulted {
		o.checkBackfills(p)
	}
	if !failed {
		o.sweeps = append(o.sweeps, Span{p.begun, o.world.Now()})
	}
}
