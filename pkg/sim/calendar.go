package sim

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/report"
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
	editions int    // of the archive
	fill     bool   // a backfill of it lets later editions be compared with its own
}

// audience is who gets the reports of the archive's editions: for some seeds nobody.
func (c *calendar) audience() fanlight.Audience {
	if c.editions%3 == 0 {
		return fanlight.ToNobody
	}
	return fanlight.ToAll
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
		s.away(func() { s.undeploy(oftenName) })
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
	over, _ := report.Schedule{Timezone: s.calendar.zone, Until: day}.End()
	s.calendar.away = span{over, over.Add(time.Minute + s.upTo(90*time.Minute))}
	s.putOften(func(r *report.Report) { r.Schedule.Until = day })
	s.after(s.calendar.away.to.Sub(s.Clock.now), func() { s.putOften(nil) })
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

// archiveDue is the due time of the archive's edition of days ago.
func archiveDue(days int) time.Time {
	return time.Date(Due.Year(), Due.Month(), Due.Day()-days, 3, 0, 0, 0, time.UTC)
}

// archive lets an operator ask for editions of days ago, change their mind and ask
// again.
func (s *simulation) archive() {
	s.calendar.editions, s.calendar.fill = 1+s.rng.IntN(15), s.rng.IntN(2) == 0
	r := s.definition(s.rng.IntN(2))
	r.Name, r.Schedule = archiveName, must(report.ParseSchedule("cron(0 3 * * ? *)", "UTC"))
	must(r, s.put(r))
	s.askForArchive(r)
}

func (s *simulation) askForArchive(r report.Report) {
	first := s.upTo(30 * time.Minute)
	s.after(first, func() { s.backfill(1) })
	if s.oneIn(4, TwoOperators) {
		s.after(first, func() { s.backfill(1) })
	}
	if s.oneIn(3, BackfillCancelled) {
		second := first + s.upTo(20*time.Minute)
		s.after(second, func() { s.cancelBackfill(1) })
		if s.oneIn(2, BackfillResumed) {
			s.after(second+s.upTo(20*time.Minute), func() { s.backfill(1) })
		}
	}
	if s.oneIn(3, BackfillChanged) {
		changed := first + s.upTo(30*time.Minute)
		s.after(changed, func() { s.reschedule(r) })
		s.after(changed+s.upTo(20*time.Minute), func() { s.backfill(1) })
	}
}

// reschedule deploys the archive with another schedule, by which its first and last
// edition are due too: the same backfill is asked for. It is due more often, or at
// these two only.
func (s *simulation) reschedule(r report.Report) {
	expression := "cron(0 2,3 * * ? *)"
	if s.rng.IntN(2) == 0 {
		expression = fmt.Sprintf("cron(0 3 %d,%d * ? *)", archiveDue(s.calendar.editions).Day(), archiveDue(1).Day())
	}
	r.Schedule = must(report.ParseSchedule(expression, "UTC"))
	must(r, s.put(r))
}

// backfill is the command of an operator, who tries again if no answer comes.
func (s *simulation) backfill(try int) {
	s.count(BackfillAsked)
	s.ask(try, s.backfill, func(p *Process) error {
		_, err := p.Dispatcher().Backfill(context.Background(), fanlight.Command{
			Report: archiveName, From: archiveDue(s.calendar.editions), To: archiveDue(1), Fill: s.calendar.fill, Audience: s.calendar.audience(),
		})
		return err
	})
}

func (s *simulation) cancelBackfill(try int) {
	id := fanlight.NewBackfillID(archiveName, archiveDue(s.calendar.editions), archiveDue(1))
	s.ask(try, s.cancelBackfill, func(p *Process) error {
		_, err := p.Dispatcher().CancelBackfill(context.Background(), id)
		return err
	})
}

func (s *simulation) ask(try int, again func(int), body func(*Process) error) {
	s.invoke("dispatcher", stack.Dispatcher.Timeout(), func(p *Process) error {
		err := body(p)
		if refused, ok := errors.AsType[*fanlight.Refusal](err); ok {
			p.note("refuses", refused.Reason)
			s.oracle.Refused(p.seen, oracle.Command{Kind: oracle.Backfill}, refused.Reason)
			return nil
		}
		return err
	}, func(p *Process) {
		if p.failed() && try < 3 {
			s.after(s.upTo(time.Minute), func() { again(try + 1) })
		}
	})
}
