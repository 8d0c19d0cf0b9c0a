package source

import (
	"strings"
	"time"

	"github.com/fanlight/fanlight/pkg/report"
)

const wantUntil = "a day such as 2026-12-31"

// readPaused reads whether the report has no edition that is due.
func (b *builder) readPaused() {
	v, there := b.root.get("paused")
	if !there {
		return
	}
	if !b.root.has("schedule") {
		b.refuseWithoutSchedule(v)
		return
	}
	b.report.Paused = b.root.flag("paused")
}

// refuseWithoutSchedule refuses a key that would do nothing: without a schedule no edition
// is due.
func (b *builder) refuseWithoutSchedule(v value) {
	v.problem(v.at(), "", "%s in a report without schedule: want none, as no edition of it is due", v.what)
}

// readUntil reads the last day with an edition, in the report's time zone.
func (b *builder) readUntil() {
	v, there := b.root.get("until")
	if !there {
		return
	}
	if !b.root.has("schedule") {
		b.refuseWithoutSchedule(v)
		return
	}
	s, ok := v.scalar(wantUntil, "!!timestamp", "!!str")
	if !ok || s.unresolved {
		return
	}
	if report.CheckDay(s.text) != nil {
		s.invalid(wantUntil)
		return
	}
	if b.report.Schedule != nil {
		b.setUntil(s)
	}
}

// setUntil gives the schedule its last day. It refuses one that leaves no edition at all;
// one in the past is noted, because the file may stay where it is.
func (b *builder) setUntil(s scalar) {
	first, runs := b.report.Schedule.Next(time.Time{})
	over := b.isOver()
	b.report.Schedule.Until = s.text
	_, ends := b.report.Schedule.Next(time.Time{})
	switch {
	case strings.HasPrefix(b.report.Schedule.Expression, "at("):
		s.problem(s.at(), "leave it out", "until with at, which is one time")
	case runs && !ends:
		s.problem(s.at(), "", "until %s is before the first edition: want %s or later", s.text, first.In(b.report.Location()).Format(time.DateOnly))
	case !over && b.isOver():
		s.note(s.at(), "", "until %s is over: no edition is due any more", s.text)
	}
}
