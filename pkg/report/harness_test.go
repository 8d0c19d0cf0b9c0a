package report

import (
	"testing"
	"time"
)

func at(t testing.TB, s string) time.Time {
	t.Helper()
	parsed, err := time.Parse("2006-01-02T15:04Z07:00", s)
	if err != nil {
		t.Fatal(err)
	}
	return parsed.UTC()
}

func mustParse(t testing.TB, expression, zone string) *Schedule {
	t.Helper()
	s, err := ParseSchedule(expression, zone)
	if err != nil {
		t.Fatalf("ParseSchedule(%q, %q): %v", expression, zone, err)
	}
	return s
}

// runs returns the next runs after a time, as clocks in UTC show them.
func runs(s *Schedule, after time.Time, count int) (all []string) {
	for range count {
		next, ok := s.Next(after)
		if !ok {
			return append(all, "never")
		}
		all, after = append(all, next.Format("2006-01-02T15:04Z07:00")), next
	}
	return all
}

func botUsage() *Report {
	groups := []string{"/aws/lambda/prod-telegram-bot"}
	return &Report{
		Name: "bot-usage", Title: "Telegram <bot> usage", Timezone: "UTC",
		Schedule: &Schedule{Expression: "cron(30 12 * * ? *)", Timezone: "UTC"},
		Window:   Window{Length: Duration(Day24)}, Delay: Duration(5 * time.Minute), Deadline: Duration(30 * time.Minute),
		MaxRows: 10_000, LogGroups: groups,
		Queries: []Query{
			{ID: "group_calls", Text: "filter (is_group=1) | stats count(*) as calls", LogGroups: groups, MaxRows: 10_000},
			{ID: "web", Text: "filter status > 499", LogGroups: []string{"/web", "/api"}, MaxRows: 5, MaxScan: 1e9},
		},
		Sections: []Section{
			{Title: "Requests from groups", Query: "group_calls", Show: ShowNumber, Value: "calls"},
			{Title: "Errors", Query: "web", Show: ShowTable},
		},
		Deliver: []Destination{
			{Name: "telegram", Kind: KindTelegram, OnUnknown: Resend, Telegram: &Telegram{Chat: "@channel", Token: "ssm:/fanlight/prod/telegram-token"}},
			{Name: "archive", Kind: KindFile, OnUnknown: Skip, File: &File{Path: "report.html"}},
		},
		Owner: &Destination{Name: "owner", Kind: KindTelegram, OnUnknown: Resend, Telegram: &Telegram{Chat: "5", Token: "env:BOT"}},
	}
}

func byHand() *Report {
	return &Report{
		Name: "audit", Title: "audit", Timezone: "Europe/Berlin", Window: Window{Calendar: Month},
		Deliver: []Destination{{Name: "stdout", Kind: KindStdout, OnUnknown: Resend}},
	}
}

// search has a query that names its log groups by SOURCE, and one that does not.
func search() *Report {
	return &Report{
		Name: "search", Title: "search", Timezone: "UTC", Window: Window{Calendar: Day},
		Queries: []Query{
			{ID: "all", Text: `SOURCE logGroups(namePrefix: ["/aws/lambda/"]) | stats count(*) as n`, MaxRows: 10},
			{ID: "own", Text: "stats count(*) as n", LogGroups: []string{"/own"}, MaxRows: 10},
		},
		Sections: []Section{{Title: "All", Query: "all", Show: ShowNumber, Value: "n"}},
		Deliver:  []Destination{{Name: "stdout", Kind: KindStdout, OnUnknown: Resend}},
	}
}
