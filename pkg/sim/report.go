package sim

import (
	"fmt"
	"strings"
	"time"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/report"
)

// Due is a scheduled time of Report, and when a Harness starts.
var Due = time.Date(2026, 1, 2, 12, 30, 0, 0, time.UTC)

// ReportName is the name of Report, and RunID its run of Due.
const (
	ReportName = "bot-usage"
	RunID      = fanlight.RunID("bot-usage@2026-01-02T12:30:00Z")
)

// Report returns a report of n queries, q0 and so on, that is due every day at
// 12:30 and goes to the named destinations, "chat" if none is named.
func Report(n int, destinations ...string) report.Report {
	const group = "/aws/lambda/bot"
	r := report.Report{
		Name: ReportName, Title: "Bot usage", Timezone: "UTC",
		Schedule: &report.Schedule{Expression: "cron(30 12 * * ? *)", Timezone: "UTC"},
		Window:   report.Window{Length: report.Duration(24 * time.Hour)},
		Delay:    report.Duration(5 * time.Minute), Deadline: report.Duration(30 * time.Minute),
		MaxRows: 100, LogGroups: []string{group},
		Queries: []report.Query{}, Sections: []report.Section{}, Deliver: []report.Destination{},
	}
	for i := range n {
		id := fmt.Sprintf("q%d", i)
		r.Queries = append(r.Queries, report.Query{
			ID: id, Text: "filter (is_group=1) | stats count(*) as calls", LogGroups: []string{group}, MaxRows: 100,
		})
		r.Sections = append(r.Sections, report.Section{Title: id, Query: id, Show: report.ShowNumber, Value: "calls"})
	}
	if destinations == nil {
		destinations = []string{"chat"}
	}
	for _, name := range destinations {
		r.Deliver = append(r.Deliver, Destination(name))
	}
	return r
}

// Destination returns a destination of that name.
func Destination(name string) report.Destination {
	return report.Destination{Name: name, Kind: report.KindStdout, OnUnknown: report.Resend}
}

// Chat returns a chat of Telegram of that name: a message to it may have several
// parts.
func Chat(name string) report.Destination {
	d := Destination(name)
	d.Kind, d.Telegram = report.KindTelegram, &report.Telegram{Chat: "-100777", Token: "env:BOT"}
	return d
}

// InParts gives a report sections over its first query, so many that its message
// to a Chat has that many parts if the query finds something, else more. A report
// without queries stays as it is.
func InParts(r report.Report, parts int) report.Report {
	if parts < 2 || len(r.Queries) == 0 {
		return r
	}
	const fill = 9 // sections with such a title fill a part
	long := strings.Repeat("\U0001d54f", 200)
	r.Sections = nil
	for range fill*(parts-1) + 1 {
		r.Sections = append(r.Sections, report.Section{Title: long, Query: r.Queries[0].ID, Show: report.ShowNumber, Value: "calls"})
	}
	return r
}
