package cli

import (
	"bytes"
	"testing"
	"time"

	"github.com/fanlight/fanlight/pkg/ledger"
	"github.com/fanlight/fanlight/pkg/report"
	"github.com/fanlight/fanlight/pkg/report/source"
)

var dueNow = time.Date(2026, 1, 2, 12, 0, 0, 0, time.UTC)

func dailyUntil(until string) *report.Schedule {
	return &report.Schedule{Expression: "cron(30 12 * * ? *)", Timezone: "UTC", Until: until}
}

func TestFormatSchedule(t *testing.T) {
	t.Parallel()
	for want, r := range map[string]*report.Report{
		"no schedule":                                      {},
		"cron(30 12 * * ? *) UTC":                          {Schedule: dailyUntil("")},
		"cron(30 12 * * ? *) UTC, paused":                  {Schedule: dailyUntil(""), Paused: true},
		"cron(30 12 * * ? *) UTC until 2026-01-02, paused": {Schedule: dailyUntil("2026-01-02"), Paused: true},
	} {
		if got := formatSchedule(r); got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}

func TestDueNote(t *testing.T) {
	t.Parallel()
	for want, d := range map[string]ledger.Deployed{
		"":                 {Schedule: dailyUntil("")},
		"until 2026-01-02": {Schedule: dailyUntil("2026-01-02")},
		"over: the last edition was due on 2026-01-01": {Schedule: dailyUntil("2026-01-01")},
		"paused: no edition is due":                    {Paused: true},
	} {
		if got := dueNote(d, dueNow); got != want {
			t.Errorf("%+v: %q, want %q", d, got, want)
		}
	}
}

func TestStackCommand_noteByHand(t *testing.T) {
	t.Parallel()
	for want, r := range map[string]*report.Report{
		"": {Name: "a", Schedule: dailyUntil("2026-01-02")},
		"note: b is paused: it runs by this command only\n":                             {Name: "b", Schedule: dailyUntil(""), Paused: true},
		"note: the last edition of c was due on 2026-01-01: it runs by commands only\n": {Name: "c", Schedule: dailyUntil("2026-01-01")},
	} {
		var b bytes.Buffer
		c := stackCommand{s: &System{Err: &b, Now: func() time.Time { return dueNow }}}
		c.noteByHand(r)
		if got := b.String(); got != want {
			t.Errorf("%s: %q, want %q", r.Name, got, want)
		}
	}
}

func TestReportFiles_elsewhere(t *testing.T) {
	t.Parallel()
	prod := source.File{Environments: []string{"prod", "stage"}}
	for _, test := range []struct {
		files reportFiles
		file  source.File
		want  string
	}{
		{reportFiles{}, prod, ""},
		{reportFiles{values: "dev/values.yaml", environment: "dev"}, source.File{}, ""},
		{reportFiles{values: "stage/values.yaml", environment: "stage"}, prod, ""},
		{reportFiles{values: "dev/values.yaml", environment: "dev"}, prod, "not in dev: only in prod, stage"},
	} {
		if got := test.files.elsewhere(test.file); got != test.want {
			t.Errorf("%+v: %q, want %q", test.files, got, test.want)
		}
	}
}
