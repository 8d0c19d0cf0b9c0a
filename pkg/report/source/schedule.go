package source

import (
	"errors"
	"slices"
	"strings"

	"github.com/fanlight/fanlight/pkg/report"
)

var scheduleKeys = keys{known: []string{"cron", "at", "timezone"}, later: []string{"rate"}}

const (
	wantSchedule = `a mapping such as { cron: "30 12 * * ? *", timezone: UTC }`
	wantTimezone = "an IANA name such as UTC or Europe/Berlin"
)

// readSchedule reads when the report runs. The schedule's time zone is the
// report's as well.
func (b *builder) readSchedule() {
	b.report.Timezone = "UTC"
	v, there := b.root.get("schedule")
	if !there {
		return
	}
	m, ok := v.mapping(scheduleKeys, wantSchedule)
	if !ok {
		return
	}
	b.report.Timezone = readTimezone(m)
	v, ok = cronOrAt(m)
	if !ok {
		return
	}
	want := wantExpression[v.what]
	if s, ok := v.scalar(want, "!!str", "!!timestamp"); ok {
		b.report.Schedule = parseSchedule(s, b.report.Timezone, want)
		b.noteNoRun(s)
	}
}

// noteNoRun notes a schedule whose last run is in the past.
func (b *builder) noteNoRun(s scalar) {
	if b.report.Schedule == nil || b.options.Now.IsZero() {
		return
	}
	if _, runs := b.report.Schedule.Next(b.options.Now); !runs {
		s.note(s.at(), "", "last run of %s in the past: want a time in the future", s.what)
	}
}

func readTimezone(m mapping) string {
	s, ok := m.text("timezone", wantTimezone)
	if !ok {
		return "UTC"
	}
	if _, err := report.LoadZone(s.text); err != nil {
		s.invalid(wantTimezone)
		return "UTC"
	}
	return s.text
}

// cronOrAt returns the value of cron or of at, of which a schedule has one.
func cronOrAt(m mapping) (value, bool) {
	cron, hasCron := m.get("cron")
	at, hasAt := m.get("at")
	switch {
	case hasCron && hasAt:
		m.problem(later(cron, at), "", "both cron and at in schedule: want one of them")
		return value{}, false
	case hasCron:
		return cron, true
	case hasAt:
		return at, true
	}
	if !slices.Contains(m.refused, "rate") {
		m.missing("cron or at", wantSchedule)
	}
	return value{}, false
}

// later returns the place of the value that stands later in the file.
func later(a, b value) place {
	if at := b.at(); at.line > a.at().line || at.line == a.at().line && at.column > a.at().column {
		return at
	}
	return a.at()
}

// wantExpression says what to write under cron and under at.
var wantExpression = map[string]string{
	"cron": "6 fields such as 30 12 * * ? *",
	"at":   "a date and time such as 2026-01-02T12:30:00",
}

// parseSchedule parses a cron or an at, with or without that word around it.
func parseSchedule(s scalar, timezone, want string) *report.Schedule {
	if looksSecret.MatchString(s.text) { // the error would show it
		s.invalid("%s", want)
		return nil
	}
	before, after := "", ""
	if s.what == "at" && !strings.Contains(s.text, "(") {
		before, after = "at(", ")"
	}
	schedule, err := report.ParseSchedule(before+s.text+after, timezone)
	if bad := (*report.ExpressionError)(nil); errors.As(err, &bad) {
		s.problem(s.within(bad.Offset-len(before)), "", "%s", bad.Message)
		return nil
	}
	if err != nil {
		s.problem(s.at(), "", "%v", err)
		return nil
	}
	if !strings.HasPrefix(schedule.Expression, s.what+"(") {
		s.invalid("%s", want)
	}
	return schedule
}
