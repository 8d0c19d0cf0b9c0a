package local_test

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/fanlight/fanlight/pkg/deliver"
	"github.com/fanlight/fanlight/pkg/deliver/channel"
	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/local"
	"github.com/fanlight/fanlight/pkg/localaws/logs"
	"github.com/fanlight/fanlight/pkg/logfile"
	"github.com/fanlight/fanlight/pkg/render"
	"github.com/fanlight/fanlight/pkg/report"
)

const sample = `{"_aws":{"Timestamp":1767300000000},"is_group":1,"is_new_user":true}
{"_aws":{"Timestamp":1767300001000},"is_group":true}
{"_aws":{"Timestamp":1767300002000},"is_group":0}
`

func TestAReportRunsFromLogFileToDestination(t *testing.T) {
	t.Parallel()
	file := filepath.Join(t.TempDir(), "bot.log")
	if err := os.WriteFile(file, []byte(sample), 0o600); err != nil {
		t.Fatal(err)
	}
	set, err := logfile.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	r := report.Report{
		Name: "bot", Title: "Bot", Timezone: "UTC", Window: report.Window{Length: report.Duration(24 * time.Hour)},
		Delay: report.Duration(5 * time.Minute), Deadline: report.Duration(30 * time.Minute), MaxRows: 100,
		LogGroups: []string{"/bot"},
		Queries: []report.Query{
			{ID: "group_calls", Text: "filter (is_group=1) | stats count(*) as calls", LogGroups: []string{"/bot"}, MaxRows: 100},
			{ID: "private_calls", Text: "filter (is_group=0) | stats count(*) as calls", LogGroups: []string{"/bot"}, MaxRows: 100},
			{ID: "new_users", Text: "filter (is_new_user=1) | stats count(*) as calls", LogGroups: []string{"/bot"}, MaxRows: 100},
		},
		Sections: []report.Section{
			{Title: "Groups", Query: "group_calls", Show: report.ShowNumber, Value: "calls"},
			{Title: "Private", Query: "private_calls", Show: report.ShowNumber, Value: "calls"},
			{Title: "New", Query: "new_users", Show: report.ShowNumber, Value: "calls"},
		},
		Deliver: []report.Destination{{Name: "stdout", Kind: report.KindStdout, OnUnknown: report.Resend}},
	}
	var out bytes.Buffer
	d, err := local.Start(t.Context(), local.Options{
		Reports: []*report.Report{&r}, Logs: map[string]logs.Source{"": set},
		Sender: deliver.New(channel.Environment{Stdout: &out}),
	})
	if err != nil {
		t.Fatal(err)
	}
	defer d.Close()
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	answer, err := d.Invoke(ctx, fanlight.Command{Report: "bot", ScheduledTime: time.Date(2026, 1, 2, 12, 30, 0, 0, time.UTC)})
	if err != nil || answer.Refused != "" {
		t.Fatal(answer, err)
	}
	run, err := d.Wait(ctx, answer.Run)
	if err != nil {
		t.Fatal(err)
	}
	rendered, err := d.Ledger().Document(ctx, run)
	if err != nil {
		t.Fatal(err)
	}
	if run.State != fanlight.Sent || out.String() != render.Text(&rendered.Document, render.TextOptions{Width: 80}) {
		t.Errorf("state %s, sent:\n%s", run.State, out.String())
	}
	t.Log("\n" + out.String())
}
