package placestest

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"

	"github.com/fanlight/fanlight/cmd/fanlight/cli"
	"github.com/fanlight/fanlight/pkg/deliver"
	"github.com/fanlight/fanlight/pkg/deliver/channel"
	"github.com/fanlight/fanlight/pkg/deliver/channel/channeltest"
	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/golden"
	"github.com/fanlight/fanlight/pkg/local"
	"github.com/fanlight/fanlight/pkg/localaws"
	"github.com/fanlight/fanlight/pkg/localaws/logs"
	"github.com/fanlight/fanlight/pkg/logfile"
	"github.com/fanlight/fanlight/pkg/report"
	"github.com/fanlight/fanlight/pkg/report/source"
)

// due is when the report is due first: the clock of a testing/synctest bubble starts five
// minutes before.
var due = time.Date(2000, 1, 1, 0, 5, 0, 0, time.UTC)

// TestPlaces sends a report to places of all kinds, of which one refuses for good, one
// asks three times to wait, one is late, and one is so late that its answer is lost.
func TestPlaces(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		d := deploy(t, newServers(t), report.Resend)
		run := d.ended(t, fanlight.PartlySent)
		d.checkRecords(t, run, fanlight.Delivery{State: fanlight.DeliverySent, Tries: 2, Unknown: true})
		d.checkKept(t, run, 2)
		d.checkWaits(t)
		d.checkOwner(t, "wrong-chat", "telegram answered 400: Bad Request: chat not found")
		golden.Compare(t, "testdata/partly_sent.txt", d.run(t, 0, "show", string(run.ID)))
		d.checkResend(t, run)
	})
}

// TestPlaces_skip holds that a place which may have the report gets it no second time if
// its settings say so.
func TestPlaces_skip(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		d := deploy(t, newServers(t), report.Skip)
		run := d.ended(t, fanlight.PartlySent)
		d.checkRecords(t, run, fanlight.Delivery{State: fanlight.DeliveryUnknown, Tries: 1, Unknown: true,
			Error: "deliver to too-slow (discord): post to discord: context deadline exceeded"})
		d.checkKept(t, run, 1)
		d.checkOwner(t, "too-slow", "context deadline exceeded")
	})
}

// checkResend mends the place that failed: it gets the report by a resend of what failed,
// and nobody else gets anything. Then there is nothing left to send.
func (d *deployment) checkResend(t *testing.T, run fanlight.Run) {
	t.Helper()
	before := d.kept()
	d.telegram.Only("@team", "@wrong_chat")
	d.run(t, 0, "resend", "--failed", "--wait", string(run.ID))
	d.ended(t, fanlight.Sent)
	now := d.kept()
	if len(now["wrong-chat"]) == 0 || !slices.Equal(now["wrong-chat"], now["telegram"]) {
		t.Errorf("the chat that was wrong got %q", now["wrong-chat"])
	}
	for name, texts := range now {
		if name != "wrong-chat" && !slices.Equal(before[name], texts) {
			t.Errorf("%s got something by the resend: %d texts, then %d", name, len(before[name]), len(texts))
		}
	}
	d.run(t, 1, "resend", "--failed", string(run.ID))
}

// deployment is a stack as `fanlight local --reports F --deliver` deploys it, with the
// servers that it sends to.
type deployment struct {
	*local.Stack
	*servers
	report *report.Report
}

func deploy(t *testing.T, s *servers, onUnknown report.OnUnknown) *deployment {
	t.Helper()
	words := source.Values{"folder": s.folder, "on_unknown": string(onUnknown)}
	reports, notes, err := source.LoadFiles([]string{"testdata/places.yaml"}, words, source.Options{})
	if err != nil || len(notes) > 0 {
		t.Fatal(notes, err)
	}
	client := s.client(t)
	stack, err := local.Start(t.Context(), local.Options{
		Reports: reports, Logs: map[string]logs.Source{"": calls(t)}, Schedules: true,
		Sender: deliver.New(channel.Environment{
			AWS: channeltest.AWSConfig(client, ""), HTTP: client, Public: client, Secrets: values, Stdout: s.stdout,
			Getenv: func(string) string { return "" },
		}),
		Local: localaws.Options{Report: func(err error) { t.Error(err) }},
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := stack.Close(); err != nil {
			t.Error(err)
		}
	})
	return &deployment{stack, s, reports[0]}
}

// calls has a call a quarter of an hour for the day before the report is due.
func calls(t *testing.T) *logfile.Set {
	t.Helper()
	var log strings.Builder
	for i := range 96 {
		at := due.Add(-24*time.Hour + time.Duration(15*i)*time.Minute)
		fmt.Fprintf(&log, `{"timestamp":%d,"command":"/%s","ms":%d}`+"\n", at.UnixMilli(), []string{"start", "help", "today"}[i*i%3], 10+i)
	}
	path := filepath.Join(t.TempDir(), "bot.log")
	if err := os.WriteFile(path, []byte(log.String()), 0o600); err != nil {
		t.Fatal(err)
	}
	set, err := logfile.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	return set
}

// ended waits for the end of the edition that the schedule starts, and holds its state.
func (d *deployment) ended(t *testing.T, want fanlight.State) fanlight.Run {
	t.Helper()
	id := fanlight.NewRunID(d.report.Name, due, "")
	for time.Until(due) > -2*time.Hour {
		time.Sleep(time.Second)
		run, err := d.Ledger().Run(t.Context(), id)
		if err != nil || run.Open {
			continue // it has not begun, or not ended
		}
		if run.State != want {
			t.Errorf("the run is %s, want %s", run.State, want)
		}
		return run
	}
	t.Fatalf("run %s has not ended after two hours", id)
	return fanlight.Run{}
}

// run runs a command of the program on the deployment and returns its standard output.
func (d *deployment) run(t *testing.T, status int, args ...string) string {
	t.Helper()
	var out, problems bytes.Buffer
	got := cli.Run(t.Context(), args, cli.System{
		In: strings.NewReader(""), Out: &out, Err: &problems, Getenv: func(string) string { return "" }, Now: time.Now,
		Width: func(io.Writer) int { return 0 },
		AWS:   func(context.Context, cli.Account) (aws.Config, error) { return d.Account().Config(), nil },
	})
	if got != status {
		t.Errorf("fanlight %s: status %d, want %d:\n%s%s", strings.Join(args, " "), got, status, &out, &problems)
	}
	return strings.ReplaceAll(out.String(), d.folder, "folder")
}
