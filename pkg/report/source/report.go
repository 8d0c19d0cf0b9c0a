package source

import (
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/fanlight/fanlight/pkg/report"
)

// The bounds and defaults of a report's settings.
const (
	defaultDelay    = report.Duration(5 * time.Minute)
	maxDelay        = report.Duration(7 * report.Day24)
	defaultDeadline = report.Duration(30 * time.Minute)
	maxDeadline     = report.Duration(report.Day24)
	minute          = report.Duration(time.Minute)

	defaultMaxRows = 10_000
	// maxRows is StartQuery's limit.
	//
	// Source: docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_StartQuery.html
	maxRows = 100_000

	maxTitle = 200 // characters
)

var reportKeys = keys{
	known: strings.Fields("report title schedule paused until environments window delay deadline max_rows max_scan max_bytes owner log_groups log_class parameters compare send_when at_least tolerate on_partial for_each queries sections deliver tests"),
	later: strings.Fields("region role"),
	elsewhere: map[string]string{
		"cron": "it belongs under schedule", "at": "it belongs under schedule",
		"rate": "it belongs under schedule", "timezone": "it belongs under schedule",
		"query": "it belongs under queries", "name": "a report's name is under report",
		"stdout": "it belongs under deliver", "file": "it belongs under deliver",
		"telegram": "it belongs under deliver", "email": "it belongs under deliver",
	},
}

// holdsSecrets reports whether a value under a key of the report may hold a secret
// in plain text.
func holdsSecrets(key string) bool { return slices.Contains([]string{"deliver", "owner"}, key) }

const (
	wantReport = "a mapping that begins with report: and its name"
	wantName   = "a small letter, then up to 39 of a-z, 0-9 and -"
	wantTitle  = "one line of at most 200 characters, without spaces around it"
)

// builder makes a report of the values that a reader has checked.
type builder struct {
	options Options
	root    mapping
	report  *report.Report
	name    scalar           // empty if it is missing or invalid
	queries map[string]query // by ID

	conditions []named // whose names are to be checked
	parameters parameters
	items      items // of for_each on the report
	each       eachQueries
	groups     logGroups // of the report
	groupsRead bool      // a query reads the report's log groups

	environments []string // that the report is deployed to; none: to every one
}

func (b *builder) build(root value) {
	m, ok := root.mapping(reportKeys, wantReport)
	if !ok {
		return
	}
	b.root = m
	b.readEnvironments()
	b.readName()
	b.report.Title = or(readTitle(m), b.report.Name)
	b.readSchedule()
	b.readPaused()
	b.readUntil()
	b.readWindow()
	b.report.Deadline = m.duration("deadline", minute, maxDeadline, defaultDeadline)
	b.report.MaxRows = m.number("max_rows", 1, maxRows, defaultMaxRows)
	b.report.MaxScan = m.size("max_scan", 0)
	b.report.MaxBytes = m.maxBytes(0)
	b.groups = readLogGroups(m)
	b.report.LogGroups = b.groups.names
	b.report.Compare = readCompare(m)
	b.readParameters()
	b.readQueries()
	b.noteUnreadGroups()
	b.noteShared()
	b.parameters.noteUnused()
	b.readSections()
	b.readSending()
	b.readDestinations()
	b.checkLimits()
}

// checkLimits reports a report that is larger than what a deployment takes, at its
// name.
func (b *builder) checkLimits() {
	if err := b.report.CheckLimits(); err != nil && b.name.text != "" {
		b.name.problem(b.name.at(), "", "%v", err)
	}
}

func (b *builder) readName() {
	v, there := b.root.need("report", "a name such as bot-usage")
	if !there {
		return
	}
	v.each = nil
	s, ok := v.scalar(wantName, "!!str")
	switch {
	case !ok:
	case !report.ValidName(s.text):
		s.invalid(wantName)
	default:
		b.nameReport(s)
	}
}

// readTitle reads the text under title, for one line of a report or a subject.
func readTitle(m mapping) string {
	s, ok := m.text("title", wantText)
	if !ok {
		return ""
	}
	if utf8.RuneCountInString(s.text) > maxTitle || strings.TrimSpace(s.text) != s.text || strings.ContainsFunc(s.text, unicode.IsControl) {
		s.invalid(wantTitle)
	}
	s.noteEach()
	return s.text
}
