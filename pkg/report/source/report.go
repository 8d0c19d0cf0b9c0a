package source

import (
	"strings"
	"time"
	"unicode/utf8"

	"go.yaml.in/yaml/v4"

	"github.com/fanlight/fanlight/pkg/report"
)

// The bounds and defaults of a report's settings.
const (
	defaultDelay    = report.Duration(5 * time.Minute)
	defaultDeadline = report.Duration(30 * time.Minute)
	defaultMaxRows  = 10_000

	minute  = report.Duration(time.Minute)
	maxRows = 100_000 // StartQuery's own limit
	maxText = 200     // characters of a title
)

var reportKeys = keys{
	known: strings.Fields("report title schedule window delay deadline max_rows max_scan owner log_groups queries sections deliver"),
	later: strings.Fields("for_each compare thresholds send_when tolerate tests region role"),
	elsewhere: map[string]string{
		"cron": "it belongs under schedule", "at": "it belongs under schedule",
		"rate": "it belongs under schedule", "timezone": "it belongs under schedule",
		"query": "it belongs under queries", "name": "a report's name is under report",
		"stdout": "it belongs under deliver", "file": "it belongs under deliver",
		"telegram": "it belongs under deliver", "email": "it belongs under deliver",
	},
}

func (l *loader) report(root *yaml.Node) *report.Report {
	m, ok := l.mapping(root, "the report", reportKeys, "a report file begins with report: and its name")
	if !ok {
		return nil
	}
	r := &report.Report{Timezone: "UTC"}
	r.Name = l.reportName(m)
	r.Title = or(l.title(m, "title"), r.Name)
	l.readSchedule(m, r)
	l.readWindow(m, r)
	r.Deadline = l.duration(m, "deadline", minute, report.Duration(report.Day24), defaultDeadline)
	r.MaxRows = l.number(m, "max_rows", 1, maxRows, defaultMaxRows)
	r.MaxScan = l.size(m, "max_scan", 0)
	r.LogGroups = l.logGroups(m)
	queries := l.readQueries(m, r)
	r.Sections = l.readSections(m, queries)
	l.readDestinations(m, r)
	return r
}

func (l *loader) reportName(m mapping) string {
	if !l.must(m, "report", "as in report: bot-usage") {
		return ""
	}
	s, ok := l.words(m, "report", "")
	if !ok {
		return ""
	}
	if !report.ValidName(s.text) {
		l.problem(placeOf(s.node), nameHint, "%s is no name for a report", quoted(s.text))
		return ""
	}
	l.name, l.nameAt = s.text, placeOf(s.node)
	return s.text
}

const nameHint = "a small letter, then up to 39 of a-z, 0-9 and -"

// title reads text for one line of a report or of a subject.
func (l *loader) title(m mapping, key string) string {
	s, ok := l.words(m, key, "")
	if !ok {
		return ""
	}
	if utf8.RuneCountInString(s.text) > maxText {
		l.problem(placeOf(s.node), "", "%s is longer than %d characters", quoted(key), maxText)
	}
	if strings.TrimSpace(s.text) != s.text || printable(s.text) != s.text || strings.Contains(s.text, "\t") {
		l.problem(placeOf(s.node), "", "%s must be one line without blanks around it", quoted(key))
	}
	return s.text
}

func (l *loader) readWindow(m mapping, r *report.Report) {
	r.Delay = l.duration(m, "delay", 0, report.Duration(7*report.Day24), defaultDelay)
	if !l.must(m, "window", "as in window: 24h, or day, week, month") {
		return
	}
	s, ok := l.words(m, "window", "as in 24h, or day, week, month")
	if !ok {
		return
	}
	switch c := report.Calendar(s.text); c {
	case report.Day, report.Week, report.Month:
		r.Window.Calendar, r.Delay = c, 0
		l.noDelay(m)
	default:
		r.Window.Length = l.windowLength(s)
	}
}

func (l *loader) windowLength(s scalar) report.Duration {
	if _, err := report.ParseDuration(s.text); err != nil {
		l.problem(placeOf(s.node), "as in 24h, 90m, or day, week, month", "`window` is no length of time: %s", quoted(s.text))
		return 0
	}
	return l.durationOf(s, "`window`", minute, report.Duration(366*report.Day24), 0)
}

// noDelay refuses a delay that would do nothing: a calendar window ends where
// its period does.
func (l *loader) noDelay(m mapping) {
	if n, there := m.values["delay"]; there {
		l.problem(placeOf(resolve(n)), "schedule the report later instead", "`delay` moves only windows with a length")
	}
}
