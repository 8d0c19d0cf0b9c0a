package killtest

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/logfile"
	"github.com/fanlight/fanlight/pkg/report"
)

// event is one line of the sample.
type event struct {
	at      time.Time
	tenant  int
	isGroup int
	isNew   bool
}

// tenants is more than a shard holds, so that the wide report has two shards.
const tenants = fanlight.ShardSize + 2

// firstHour begins the sample.
var firstHour = time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)

// sample returns one to three calls of every tenant in each hour. No two
// consecutive hours are alike.
func sample(hours int) []event {
	var events []event
	for hour := range hours {
		for tenant := range tenants {
			for n := range 1 + (hour*hour+tenant*5)%3 {
				at := firstHour.Add(time.Duration(hour)*time.Hour + time.Duration(60*tenant+n)*time.Second)
				events = append(events, event{at, tenant, (hour + tenant) % 2, n == 0 && (hour+tenant)%5 == 0})
			}
		}
	}
	return events
}

// openSample writes the events to a log file in embedded metric format, as the
// bot does.
func openSample(t *testing.T, events []event) *logfile.Set {
	t.Helper()
	var text strings.Builder
	for _, e := range events {
		line, err := json.Marshal(map[string]any{
			"_aws":   map[string]int64{"Timestamp": e.at.UnixMilli()},
			"tenant": e.tenant, "is_group": e.isGroup, "is_new_user": e.isNew,
		})
		if err != nil {
			t.Fatal(err)
		}
		text.Write(append(line, '\n'))
	}
	file := filepath.Join(t.TempDir(), "bot.log")
	if err := os.WriteFile(file, []byte(text.String()), 0o600); err != nil {
		t.Fatal(err)
	}
	set, err := logfile.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	return set
}

// section is a section of a report, with its query and the events that the query
// counts.
type section struct {
	title  string
	query  string
	counts func(event) bool
}

// kind is a report of the test.
type kind struct {
	name, title string
	sections    []section
}

var narrow = kind{"narrow", "Bot usage", []section{
	{"Requests from groups", "filter (is_group=1)", func(e event) bool { return e.isGroup == 1 }},
	{"Private requests", "filter (is_group=0)", func(e event) bool { return e.isGroup == 0 }},
	{"New users", "filter (is_new_user=1)", func(e event) bool { return e.isNew }},
}}

var wide = kind{"wide", "Bot usage by tenant", byTenant()}

func byTenant() []section {
	sections := make([]section, tenants)
	for tenant := range sections {
		sections[tenant] = section{
			fmt.Sprintf("Tenant %d", tenant), fmt.Sprintf("filter tenant = %d", tenant),
			func(e event) bool { return e.tenant == tenant },
		}
	}
	return sections
}

const logGroup = "/bot"

// chat and token are those of the Telegram server.
const (
	chat     = "-100777"
	token    = "123456:AAsecret-Token_1"
	tokenEnv = "BOT_TOKEN"
)

// report returns the definition; its window is the hour before the scheduled
// time.
func (k kind) report() *report.Report {
	r := &report.Report{
		Name: k.name, Title: k.title, Timezone: "UTC", Window: report.Window{Length: report.Duration(time.Hour)},
		Deadline: report.Duration(30 * time.Minute), MaxRows: 10, LogGroups: []string{logGroup},
		Deliver: []report.Destination{{
			Name: "telegram", Kind: report.KindTelegram, OnUnknown: report.Resend,
			Telegram: &report.Telegram{Chat: chat, Token: "env:" + tokenEnv},
		}},
	}
	for i, s := range k.sections {
		id := fmt.Sprintf("query_%d", i)
		r.Queries = append(r.Queries, report.Query{
			ID: id, Text: s.query + " | stats count(*) as calls", LogGroups: r.LogGroups, MaxRows: r.MaxRows,
		})
		r.Sections = append(r.Sections, report.Section{Title: s.title, Query: id, Show: report.ShowNumber, Value: "calls"})
	}
	return r
}

// edition is one run of the test.
type edition struct {
	kind
	scheduled time.Time
}

// editions returns one edition per hour of the sample; every seventh is wide.
func editions(n int) []edition {
	all := make([]edition, n)
	for i := range all {
		all[i] = edition{narrow, firstHour.Add(time.Duration(i+1) * time.Hour)}
		if i%7 == 3 {
			all[i].kind = wide
		}
	}
	return all
}

func (e edition) run() fanlight.RunID { return fanlight.NewRunID(e.name, e.scheduled, "") }

// begin returns the begin of every text of the edition, counted from the sample,
// and end returns the end. Between them a text has the cost of the queries.
func (e edition) begin(events []event) string {
	var text strings.Builder
	start := e.scheduled.Add(-time.Hour)
	const form = "2 Jan 15:04"
	fmt.Fprintf(&text, "<b>%s</b>\n%s – %s UTC (1 h)\n", e.title, start.Format(form), e.scheduled.Format(form))
	for _, s := range e.sections {
		n := 0
		for _, event := range events {
			if !event.at.Before(start) && event.at.Before(e.scheduled) && s.counts(event) {
				n++
			}
		}
		fmt.Fprintf(&text, "\n%s: <b>%d</b>", s.title, n)
	}
	fmt.Fprintf(&text, "\n\n%d of %d queries ok", len(e.sections), len(e.sections))
	return text.String()
}

func (e edition) end() string { return "\n<code>" + string(e.run()) + "</code>" }
