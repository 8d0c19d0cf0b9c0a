package sim

import (
	"fmt"
	"math/rand/v2"
	"time"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/report"
	"github.com/fanlight/fanlight/pkg/sim/oracle"
)

// past says when the archive's editions are due, and what they are over. Its draws have random
// bits of their own: so a seed without a calendar is as it is whatever is drawn here.
type past struct {
	expression, zone string
	last             time.Time     // edition: the others are before it
	step             time.Duration // between two: a minute, or a day by clocks in the zone
	least            int           // editions that are asked for
	queries          int           // of the report; 0: none or one
	calendar         report.Calendar
	timezone         string // of the report
	away             bool   // the report is taken away while its backfill is open
	resent           bool   // editions of it are sent again meanwhile
	changed          bool   // the same editions are asked for again otherwise
	otherwise        oracle.Order
	changedAfter     time.Duration // the first command
	ahead            time.Duration // in the future ends what one more command asks for; 0: none does
}

// audiences of backfills.
var audiences = []fanlight.Audience{fanlight.ToNobody, fanlight.ToAll, fanlight.ToArchive}

// pastStream is the number of the random bits that decide on a past, askedStream that of those that
// decide on further commands; it leaves most seeds that mutants name as they were.
const (
	pastStream  = 1 << 62
	askedStream = laterStream + 929
)

// changes are nights in which clocks are changed at the hour at which the archive is due, on the
// day before the last: they show it twice, or not at all.
var changes = []past{
	{expression: "cron(30 1 * * ? *)", zone: "America/New_York", last: time.Date(2025, 11, 3, 6, 30, 0, 0, time.UTC)},
	{expression: "cron(30 2 * * ? *)", zone: "Europe/Berlin", last: time.Date(2025, 10, 27, 1, 30, 0, 0, time.UTC)},
	{expression: "cron(30 2 * * ? *)", zone: "Europe/Berlin", last: time.Date(2025, 3, 31, 0, 30, 0, 0, time.UTC)},
}

// plain is a past of one edition a day, up to yesterday.
func plain() past {
	return past{
		expression: "cron(0 3 * * ? *)", zone: "UTC", timezone: "UTC", step: 24 * time.Hour, least: 1,
		last: time.Date(Due.Year(), Due.Month(), Due.Day()-1, 3, 0, 0, 0, time.UTC),
	}
}

func drawPast(seed uint64) past {
	r, p := rand.New(rand.NewPCG(seed, pastStream)), plain()
	switch r.IntN(6) {
	case 0: // a minute's
		p.expression, p.step, p.last = "cron(* 3 * * ? *)", time.Minute, p.last.Add(59*time.Minute)
	case 1:
		change := oneOf(r, changes...)
		p.expression, p.zone, p.last, p.least = change.expression, change.zone, change.last, 3
	}
	if r.IntN(3) == 0 {
		p.calendar, p.timezone = oneOf(r, report.Day, report.Week, report.Month), oneOf(r, "UTC", "America/New_York", "Asia/Tokyo")
	}
	if r.IntN(5) == 0 {
		p.queries = oneOf(r, 12, 34, 51)
	}
	p.away, p.resent = r.IntN(5) == 0, r.IntN(3) == 0
	r = rand.New(rand.NewPCG(seed, askedStream))
	p.changed, p.otherwise, p.changedAfter = r.IntN(3) == 0, oracle.Order{Audience: oneOf(r, audiences...), Fill: r.IntN(2) == 0}, upTo(r, 20*time.Minute)
	if r.IntN(3) == 0 {
		p.ahead = 2*maxJump + upTo(r, 2*24*time.Hour) // by each clock
	}
	return p
}

// due returns when the edition of that number was due, counted backwards from the last, which is 1.
// It returns false if clocks did not show that time.
func (p *past) due(n int) (due time.Time, shown bool) {
	if p.step < time.Hour {
		return p.last.Add(-time.Duration(n-1) * p.step), true
	}
	local := p.last.In(must(time.LoadLocation(p.zone)))
	due = time.Date(local.Year(), local.Month(), local.Day()-n+1, local.Hour(), local.Minute(), 0, 0, local.Location())
	if first := due.Add(-time.Hour); first.Hour() == local.Hour() {
		due = first
	}
	return due.UTC(), due.Hour() == local.Hour()
}

// pace is how many editions of the archive are open at once.
func (p *past) pace() int { return min(10, max(1, 100/max(1, p.queries))) }

func (s *simulation) archiveDue(n int) time.Time {
	due, _ := s.calendar.past.due(n)
	return due
}

func (c *calendar) archiveLast() time.Time { return c.past.last }

// archive lets an operator ask for editions of days ago, change their mind and ask
// again.
func (s *simulation) archive() {
	p, n := drawPast(s.seed), 1+s.rng.IntN(15)
	s.calendar.past, s.calendar.editions, s.calendar.fill = p, max(p.least, n), s.rng.IntN(2) == 0
	queries := s.rng.IntN(2)
	if p.queries > 0 && s.set.rows == 1 {
		queries, s.calendar.editions = p.queries, min(max(s.calendar.editions, p.pace()+1), p.pace()+3)
		s.set.extra += p.pace() * queries
	}
	r := s.definition(queries)
	r.Name, r.Schedule = archiveName, must(report.ParseSchedule(p.expression, p.zone))
	if p.calendar != "" {
		r.Window, r.Timezone = report.Window{Calendar: p.calendar}, p.timezone
	}
	if s.calendar.order().Audience == fanlight.ToArchive || p.changed && p.otherwise.Audience == fanlight.ToArchive {
		last := &r.Deliver[len(r.Deliver)-1]
		last.Kind, last.Telegram, last.S3 = report.KindS3, nil, &report.S3{Bucket: "editions", Prefix: "archive/"}
	}
	must(r, s.put(r))
	s.askForArchive(r)
}

func (s *simulation) askForArchive(r report.Report) {
	first := s.upTo(30 * time.Minute)
	s.after(first, s.backfill)
	if s.oneIn(4, TwoOperators) {
		s.after(first, s.backfill)
	}
	if s.oneIn(3, BackfillCancelled) {
		second := first + s.upTo(20*time.Minute)
		s.after(second, func() { s.cancelBackfill(1) })
		if s.oneIn(2, BackfillResumed) {
			s.after(second+s.upTo(20*time.Minute), s.backfill)
		}
	}
	if s.oneIn(3, BackfillChanged) {
		changed := first + s.upTo(30*time.Minute)
		s.after(changed, func() { s.reschedule(r) })
		s.after(changed+s.upTo(20*time.Minute), s.backfill)
	}
	s.askOtherwise(first)
	if s.calendar.past.resent && !s.options.FaultFree {
		for n := range 4 {
			s.after(first+time.Duration(1+3*n)*time.Minute, s.resendPast)
		}
	}
	if s.calendar.past.away && !s.options.FaultFree && s.drawn.strikes(ScheduleTakenAway) {
		s.after(first+time.Duration(s.seed%10)*time.Minute, func() { s.takeAway(archiveName) })
	}
}

// askOtherwise lets an operator ask for the same editions for others, or for some that are not
// due yet.
func (s *simulation) askOtherwise(first time.Duration) {
	p := s.calendar.past
	if p.changed && !s.options.FaultFree && s.drawn.strikes(BackfillResumed) {
		s.after(first+p.changedAfter, func() { s.backfillFor("backfill otherwise", p.otherwise, s.archiveDue(1), 1) })
	}
	if p.ahead > 0 && !s.options.FaultFree && s.drawn.strikes(BackfillAsked) {
		s.after(first+time.Minute, func() { s.backfillFor("backfill ahead", s.calendar.order(), s.Clock.now.Add(p.ahead), 1) })
	}
}

// resendPast is an operator who sends an edition of the archive again that has ended: the round
// may still be open when the next editions are to begin.
func (s *simulation) resendPast() {
	for _, r := range s.oracle.Runs() {
		if r.ID.Report() == archiveName && !r.Open && r.Epoch == 1 && r.Round == 1 && s.drawn.strikes(Resending) {
			s.give(Resending, r, 0)
			return
		}
	}
}

// takeAway ends the deployment of a report.
func (s *simulation) takeAway(name string) {
	s.oracle.Undeployed(name)
	s.undeploy(name)
}

// reschedule deploys the archive with another schedule, by which its first and last
// edition are due too: the same backfill is asked for. It is due more often, or at
// these two only. One that is not due at three is deployed as it is.
func (s *simulation) reschedule(r report.Report) {
	expression := "cron(0 2,3 * * ? *)"
	if s.rng.IntN(2) == 0 {
		expression = fmt.Sprintf("cron(0 3 %d,%d * ? *)", s.archiveDue(s.calendar.editions).Day(), s.archiveDue(1).Day())
	}
	if s.calendar.past.expression == plain().expression {
		r.Schedule = must(report.ParseSchedule(expression, "UTC"))
	}
	must(r, s.put(r))
}
