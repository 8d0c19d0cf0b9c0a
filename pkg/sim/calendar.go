package sim

import (
	"errors"
	"time"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/report"
	"github.com/fanlight/fanlight/pkg/sim/history"
	"github.com/fanlight/fanlight/pkg/sim/oracle"
	"github.com/fanlight/fanlight/pkg/stack"
)

// The reports of a calendar: one that is due every twenty minutes, and one whose
// editions of days ago are asked for.
const (
	oftenName   = "often"
	archiveName = "archive"
)

// oftenPeriod is the time between two due times of the report that is due often.
const oftenPeriod = 20 * time.Minute

// archiveExtra is how many more queries a calendar's reports have open at once: a
// portion of the archive, and what is made up for after an outage.
const archiveExtra = 20

// calendar says what a seed does with several reports and their editions, for some
// seeds.
type calendar struct {
	until    time.Time // when the last edition is due
	outages  []outage
	away     span   // in which the report that is due often has no schedule, is paused, or its last day is over
	zone     string // of its schedule
	ending   bool   // its last day is over then: its schedule is still there
	past     past   // the archive's editions
	editions int    // how many of them
	fill     bool   // a backfill of it lets later editions be compared with its own
}

// order is what most commands say of the archive's editions.
func (c *calendar) order() oracle.Order {
	return oracle.Order{Audience: audiences[c.editions%len(audiences)], Fill: c.fill}
}

// span is the time between two instants; zero: none.
type span struct{ from, to time.Time }

// has reports whether t is in the span. Its end is not.
func (s span) has(t time.Time) bool { return !t.Before(s.from) && t.Before(s.to) }

// outage is a span in which the Scheduler, or only the janitor, does not run.
type outage struct {
	span
	kind Fault
}

// schedules draws the calendar, and makes it happen.
func (s *simulation) schedules() {
	if s.rng.IntN(12) > 0 {
		return
	}
	s.set.extra = archiveExtra
	s.calendar.until = Due.Add(time.Duration(1+s.rng.IntN(8)) * oftenPeriod)
	s.drawOutages()
	s.calendar.zone = "UTC"
	s.putOften(nil)
	s.interrupt()
	for due := Due.Add(-oftenPeriod); !due.After(s.calendar.until); due = due.Add(oftenPeriod) {
		if due.After(s.Clock.now) {
			s.record.due(oftenName, due)
		}
		if due.After(s.Clock.now) && !s.oneIn(15, ScheduleLost) {
			s.after(due.Sub(s.Clock.now), func() { s.fire(oftenName, due) })
		}
	}
	s.archive()
	s.replayInTurn()
	s.after(latest(s.calendar.until, s.drawn.until).Sub(s.Clock.now)+s.set.sweep.Late+3*s.set.sweepEvery+stack.Janitor.Timeout(), func() {})
}

// drawOutages draws an outage of the Scheduler, which starts the janitor too, and one
// of the janitor. Faults last at least until these end.
func (s *simulation) drawOutages() {
	for _, kind := range []Fault{SchedulerOutage, JanitorOutage} {
		if s.oneIn(3, kind) {
			from := s.Clock.now.Add(s.upTo(time.Hour))
			o := outage{span{from, from.Add(10*time.Minute + s.upTo(2*time.Hour))}, kind}
			s.calendar.outages = append(s.calendar.outages, o)
			s.drawn.until = latest(s.drawn.until, o.to)
		}
	}
}

// out reports whether the janitor, or with scheduler the Scheduler, is out now.
func (s *simulation) out(scheduler bool) bool {
	for _, o := range s.calendar.outages {
		if o.has(s.Clock.now) && (o.kind == SchedulerOutage || !scheduler) {
			return true
		}
	}
	return false
}

// fire is a schedule that starts its report, unless it is away or the Scheduler is
// out.
func (s *simulation) fire(name string, due time.Time) {
	if !s.out(true) && !(name == oftenName && s.calendar.away.has(s.Clock.now)) {
		s.startReport(name, due, 1)
	}
}

// putOften deploys the report that is due often, unless change is nil with a change.
func (s *simulation) putOften(change func(r *report.Report)) {
	r := s.definition(1)
	r.Name, r.Window.Length = oftenName, report.Duration(oftenPeriod) // each compared with the one before
	r.Schedule = must(report.ParseSchedule("cron(10/20 * * * ? *)", s.calendar.zone))
	if change != nil {
		change(&r)
	}
	must(r, s.put(r))
}

// interrupt lets no edition be due for some time, for some seeds: the schedule is taken
// away, or the report is; the report is paused; or its last day is over.
func (s *simulation) interrupt() {
	switch {
	case s.oneIn(6, ScheduleTakenAway):
		s.away(func() { s.takeAway(oftenName) })
	case s.oneIn(6, ScheduleTakenAway):
		s.away(func() { s.putOften(func(r *report.Report) { r.Schedule = nil }) })
	case s.oneIn(5, Paused):
		s.away(func() { s.putOften(func(r *report.Report) { r.Paused = true }) })
	case s.oneIn(4, LastDayOver):
		s.end()
	}
}

// away deploys the report so that no edition of it is due, and later as it was.
func (s *simulation) away(begin func()) {
	from := s.Clock.now.Add(s.upTo(90 * time.Minute))
	s.calendar.away = span{from, from.Add(time.Minute + s.upTo(90*time.Minute))}
	s.after(from.Sub(s.Clock.now), func() {
		s.calendar.away.from = s.Clock.now // time may have passed over it
		s.oracle.WentAway()
		begin()
		s.after(max(0, s.calendar.away.to.Sub(s.Clock.now)), func() { s.putOften(nil) }) // time may have passed over both
	})
}

// lastDays are time zones in which a day ends soon after a simulation starts.
var lastDays = []string{"Asia/Magadan", "Australia/Brisbane"} // 13:00 and 14:00 UTC

// end deploys the report with a last day that ends soon, and some time after that without
// one.
func (s *simulation) end() {
	s.calendar.zone, s.calendar.ending = oneOf(s.rng, lastDays...), true
	day := s.Clock.now.In(must(time.LoadLocation(s.calendar.zone))).Format(time.DateOnly)
	over := endOfDay(day, s.calendar.zone)
	s.calendar.away = span{over, over.Add(time.Minute + s.upTo(90*time.Minute))}
	s.putOften(func(r *report.Report) { r.Schedule.Until = day })
	s.after(s.calendar.away.to.Sub(s.Clock.now), func() { s.putOften(nil) })
}

// endOfDay returns the first moment after a day, by steps from its noon: production's arithmetic is
// what the simulation judges.
func endOfDay(day, zone string) time.Time {
	local := must(time.LoadLocation(zone))
	t := must(time.ParseInLocation(time.DateTime, day+" 12:00:00", local))
	for t.In(local).Format(time.DateOnly) == day {
		t = t.Add(15 * time.Minute)
	}
	return t
}

// replayInTurn lets an operator replay an edition, and then replay or correct the one after
// it, for some seeds: the second keeps what its edition was compared with, although that
// changed.
func (s *simulation) replayInTurn() {
	if !s.oneIn(2, ReplayingAll) {
		return
	}
	first := s.calendar.until.Add(-time.Duration(1+s.rng.IntN(3)) * oftenPeriod)
	second := oneOf(s.rng, ReplayingAll, Correcting)
	for n, kind := range []Fault{ReplayingAll, second} {
		due := first.Add(time.Duration(n) * oftenPeriod)
		at := s.calendar.until.Add(time.Duration(n)*oftenPeriod + s.upTo(oftenPeriod))
		s.after(at.Sub(s.Clock.now), func() { s.replayEdition(kind, fanlight.NewRunID(oftenName, due, "")) })
	}
}

// replayEdition is a command on a run that has ended; it may have none yet.
func (s *simulation) replayEdition(kind Fault, id fanlight.RunID) {
	if r, exists := s.oracle.Run(id); exists && !r.Open {
		s.give(kind, r, 0)
	}
}

// backfill is the command of an operator, who tries again if no answer comes.
func (s *simulation) backfill() {
	s.count(BackfillAsked)
	s.backfillFor("backfill", s.calendar.order(), s.archiveDue(1), 1)
}

// backfillFor is a command with a name for the editions until a time.
func (s *simulation) backfillFor(name string, o oracle.Order, until time.Time, try int) {
	again := func(try int) { s.backfillFor(name, o, until, try) }
	p := s.ask(name, try, again, func(p *Process) error {
		return p.carryOut(fanlight.Command{
			Action: fanlight.ActionBackfill, Report: archiveName, From: s.archiveDue(s.calendar.editions), To: until, Fill: o.Fill, Audience: o.Audience,
		})
	})
	s.oracle.Ordered(p.seen, o, until)
	l := s.archiveLine(name, "backfill")
	l.For, l.Fill, l.Until = string(o.Audience), o.Fill, until.UnixMilli()
	s.record.command(p, l)
}

// cancelsBackfill is the kind of the command that ends a backfill.
const cancelsBackfill = "cancel backfill"

func (s *simulation) cancelBackfill(try int) {
	id := fanlight.NewBackfillID(archiveName, s.archiveDue(s.calendar.editions), s.archiveDue(1))
	p := s.ask(cancelsBackfill, try, s.cancelBackfill, func(p *Process) error {
		return p.carryOut(fanlight.Command{Action: fanlight.ActionCancel, Run: fanlight.RunID(id)})
	})
	s.oracle.Stops(p.seen, id)
	s.record.command(p, s.archiveLine(cancelsBackfill, cancelsBackfill))
}

func (s *simulation) ask(name string, try int, again func(int), body func(*Process) error) *Process {
	return s.invoke("dispatcher", stack.Dispatcher.Timeout(), func(p *Process) error {
		err := body(p)
		s.record.answeredCommand(p, name, err)
		if refused, ok := errors.AsType[*fanlight.Refusal](err); ok {
			p.note("refuses", refused.Reason)
			s.oracle.Refused(p.seen, oracle.Command{Kind: oracle.Backfill}, refused.Reason)
			return nil
		}
		switch {
		case err != nil:
		case name == cancelsBackfill:
			s.oracle.Stopped(p.seen)
		default:
			s.oracle.Backfills(p.seen)
		}
		return err
	}, func(p *Process) {
		if p.failed() && try < 3 {
			s.after(s.upTo(time.Minute), func() { again(try + 1) })
		}
	})
}

// archiveLine is a command on the archive's editions as a history shows it.
func (s *simulation) archiveLine(name, kind string) history.Command {
	l := history.Command{ID: name, Kind: kind}
	for n := s.calendar.editions; n > 0; n-- {
		if due, shown := s.calendar.past.due(n); shown {
			l.Runs = append(l.Runs, string(fanlight.NewRunID(archiveName, due, "")))
		}
	}
	return l
}
