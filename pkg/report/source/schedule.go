package source

import (
	"errors"
	"strings"

	"github.com/fanlight/fanlight/pkg/report"
)

var scheduleKeys = keys{
	known:     []string{"cron", "rate", "at", "timezone"},
	elsewhere: map[string]string{"paused": atTheTop, "until": atTheTop},
}

const atTheTop = "it belongs at the top of the file, next to schedule"

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
	v, ok = expressionOf(m)
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
	if b.report.Schedule != nil && b.isOver() {
		s.note(s.at(), "", "last run of %s in the past: want a time in the future", s.what)
	}
}

// isOver reports whether the schedule does not run any more.
func (b *builder) isOver() bool {
	_, runs := b.report.Schedule.Next(b.options.Now)
	return !runs && !b.options.Now.IsZero()
}

func readTimezone(m mapping) string {
	s, ok := m.text("timezone", wantTimezone)
	if !ok {
		return "UTC"
	}
	if _, err := report.LoadZone(s.text); err != nil {
		hint := ""
		if near := nearestZone(s.text); near != "" && !s.full() {
			hint = "did you mean " + quoted(near) + "?"
		}
		s.invalidText(s.text, hint, wantTimezone)
		return "UTC"
	}
	return s.text
}

// expressionOf returns the value of cron, rate or at, of which a schedule has one.
func expressionOf(m mapping) (one value, ok bool) {
	for _, key := range []string{"cron", "rate", "at"} {
		v, there := m.get(key)
		switch {
		case there && ok:
			m.problem(later(one, v), "", "both %s and %s in schedule: want one of them", one.what, key)
			return value{}, false
		case there:
			one, ok = v, true
		}
	}
	if !ok {
		m.missing("cron, rate or at", wantSchedule)
	}
	return one, ok
}

// later returns the place of the value that stands later in the file.
func later(a, b value) place {
	if at := b.at(); at.line > a.at().line || at.line == a.at().line && at.column > a.at().column {
		return at
	}
	return a.at()
}

// wantExpression says what to write under cron, rate and at.
var wantExpression = map[string]string{
	"cron": "6 fields such as 30 12 * * ? *",
	"rate": "a number and its unit, such as 15 minutes, 6 hours or 1 day",
	"at":   "a date and time such as 2026-01-02T12:30:00",
}

// aroundExpression returns what stands around the text of an expression that has not its
// word and parentheses. It refuses those of another key.
func aroundExpression(s scalar, want string) (before, after string, ok bool) {
	word, _, called := strings.Cut(s.text, "(")
	word = strings.TrimSpace(word)
	switch {
	case called && word != s.what:
		hint := ""
		if wantExpression[word] != "" {
			hint = "it belongs under " + word
		}
		s.invalidText(s.text, hint, want)
		return "", "", false
	case called || s.what == "cron":
		return "", "", true
	}
	return s.what + "(", ")", true
}

// parseSchedule parses a cron, a rate or an at, with or without that word around it.
func parseSchedule(s scalar, timezone, want string) *report.Schedule {
	if looksSecret().MatchString(s.text) { // the error would show it
		s.invalid("%s", want)
		return nil
	}
	before, after, ok := aroundExpression(s, want)
	if !ok {
		return nil
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
	return schedule
}
