package source

import (
	"errors"
	"strings"

	"go.yaml.in/yaml/v4"

	"github.com/fanlight/fanlight/pkg/report"
)

var scheduleKeys = keys{known: []string{"cron", "at", "timezone"}, later: []string{"rate"}}

const scheduleHint = `as in schedule: { cron: "30 12 * * ? *", timezone: UTC }`

// readSchedule reads when a report runs. Its time zone is the report's too.
func (l *loader) readSchedule(m mapping, r *report.Report) {
	n, there := m.values["schedule"]
	if !there {
		return
	}
	sm, ok := l.mapping(n, "`schedule`", scheduleKeys, scheduleHint)
	if !ok {
		return
	}
	r.Timezone = l.timezone(sm)
	key, ok := l.oneOf(sm)
	if !ok {
		return
	}
	if s, ok := l.scalar(sm.values[key], quoted(key), scheduleHint, "!!str", "!!timestamp"); ok {
		r.Schedule = l.expression(s, key, r.Timezone)
		l.noteIfOver(r.Schedule, s, key)
	}
}

func (l *loader) noteIfOver(schedule *report.Schedule, s scalar, key string) {
	if schedule == nil || l.options.Now.IsZero() {
		return
	}
	if _, runs := schedule.Next(l.options.Now); !runs {
		l.note(placeOf(s.node), "", "`%s` is over: it has no run in the future", key)
	}
}

func (l *loader) timezone(m mapping) string {
	s, ok := l.words(m, "timezone", "")
	if !ok {
		return "UTC"
	}
	if _, err := report.LoadZone(s.text); err != nil {
		l.problem(placeOf(s.node), "an IANA name, as in UTC or Europe/Berlin", "unknown time zone %s", quoted(s.text))
		return "UTC"
	}
	return s.text
}

// oneOf returns which of cron and at the schedule has.
func (l *loader) oneOf(m mapping) (string, bool) {
	cron, hasCron := m.values["cron"]
	at, hasAt := m.values["at"]
	switch {
	case hasCron && hasAt:
		l.problem(later(cron, at), "", "a schedule has `cron` or `at`, not both")
		return "", false
	case hasCron:
		return "cron", true
	case hasAt:
		return "at", true
	}
	if !hasKey(m.node, "rate") { // which was refused already
		l.problem(placeOf(m.node), scheduleHint, "`cron` or `at` is missing in `schedule`")
	}
	return "", false
}

func later(a, b *yaml.Node) place {
	if b.Line > a.Line || b.Line == a.Line && b.Column > a.Column {
		return placeOf(b)
	}
	return placeOf(a)
}

func hasKey(n *yaml.Node, key string) bool {
	for i := 0; i+1 < len(n.Content); i += 2 {
		if n.Content[i].Value == key {
			return true
		}
	}
	return false
}

// expression reads a cron or an at, with or without that word around it.
func (l *loader) expression(s scalar, key, timezone string) *report.Schedule {
	before, after := "", ""
	if key == "at" && !strings.Contains(s.text, "(") {
		before, after = "at(", ")"
	}
	schedule, err := report.ParseSchedule(before+s.text+after, timezone)
	if bad := (*report.ExpressionError)(nil); errors.As(err, &bad) {
		l.problem(l.within(s, bad.Offset-len(before)), "", "`%s`: %s", key, bad.Message)
		return nil
	}
	if err != nil {
		l.problem(placeOf(s.node), "", "`%s`: %v", key, err)
		return nil
	}
	if !strings.HasPrefix(schedule.Expression, key+"(") {
		l.problem(placeOf(s.node), "", "`%s` holds another kind of schedule: %s", key, quoted(schedule.Expression))
	}
	return schedule
}
