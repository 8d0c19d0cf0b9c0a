package local_test

import (
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/local"
	"github.com/fanlight/fanlight/pkg/localaws/logs"
	"github.com/fanlight/fanlight/pkg/logfile"
	"github.com/fanlight/fanlight/pkg/report"
)

// due is when the report of botReport is due first: the clock of a
// testing/synctest bubble starts five minutes before.
var due = time.Date(2000, 1, 1, 0, 5, 0, 0, time.UTC)

// botLog has three lines of 31 December 1999, of which two match.
const botLog = `{"_aws":{"Timestamp":946680000000},"is_group":1}
{"_aws":{"Timestamp":946680001000},"is_group":true}
{"_aws":{"Timestamp":946680002000},"is_group":0}
`

// openLog writes botLog to a file and makes it the source of every log group.
func openLog(t *testing.T) map[string]logs.Source {
	t.Helper()
	file := filepath.Join(t.TempDir(), "bot.log")
	if err := os.WriteFile(file, []byte(botLog), 0o600); err != nil {
		t.Fatal(err)
	}
	set, err := logfile.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	return map[string]logs.Source{"": set}
}

// botReport is due daily at five past midnight and goes to stdout.
func botReport(t *testing.T) *report.Report {
	t.Helper()
	schedule, err := report.ParseSchedule("cron(5 0 * * ? *)", "UTC")
	if err != nil {
		t.Fatal(err)
	}
	return &report.Report{
		Name: "bot", Title: "Bot", Schedule: schedule, Timezone: "UTC",
		Window: report.Window{Length: report.Duration(24 * time.Hour)}, Deadline: report.Duration(30 * time.Minute),
		LogGroups: []string{"/bot"}, MaxRows: 100,
		Queries: []report.Query{
			{ID: "calls", Text: "filter (is_group=1) | stats count(*) as calls", LogGroups: []string{"/bot"}, MaxRows: 100},
		},
		Sections: []report.Section{{Title: "Groups", Query: "calls", Show: report.ShowNumber, Value: "calls"}},
		Deliver:  []report.Destination{{Name: "stdout", Kind: report.KindStdout, OnUnknown: report.Resend}},
	}
}

func start(t *testing.T, options local.Options) *local.Stack {
	t.Helper()
	s, err := local.Start(t.Context(), options)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	return s
}

// wait returns the run when it has ended. It needs a testing/synctest bubble.
func wait(t *testing.T, s *local.Stack, id fanlight.RunID) fanlight.Run {
	t.Helper()
	for range 100 {
		time.Sleep(time.Second)
		if run, err := s.Ledger().Run(t.Context(), id); err == nil && !run.Open {
			return run
		}
	}
	t.Fatalf("run %s has not ended after 100 s", id)
	return fanlight.Run{}
}
