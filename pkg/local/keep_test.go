package local_test

import (
	"testing"
	"testing/synctest"
	"time"

	"github.com/fanlight/fanlight/pkg/deliver"
	"github.com/fanlight/fanlight/pkg/deliver/channel"
	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/local"
	"github.com/fanlight/fanlight/pkg/report"
)

// TestStack_Resumed ends a stack in the middle of a run, and when an edition is due that it does
// not see: the next stack with its folder ends both.
func TestStack_Resumed(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		folder := t.TempDir()
		options := local.Options{
			Reports: []*report.Report{botReport(t)}, Logs: openLog(t), Data: folder, Schedules: true,
			Sender: deliver.New(channel.Environment{Stdout: t.Output()}),
		}
		s, err := local.Start(t.Context(), options)
		if err != nil {
			t.Fatal(err)
		}
		if open, last, err := s.Resumed(t.Context()); len(open) > 0 || !last.IsZero() || err != nil {
			t.Errorf("a new folder has %v of %v, %v", open, last, err)
		}
		answer, err := s.Invoke(t.Context(), fanlight.Command{Report: "bot", ScheduledTime: due.AddDate(0, 0, -1), Suffix: "byhand"})
		if err != nil {
			t.Fatal(err)
		}
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
		time.Sleep(time.Until(due) + 4*time.Minute)

		s = start(t, options)
		if open, last, err := s.Resumed(t.Context()); len(open) > 1 || last.After(time.Now()) || last.IsZero() || err != nil {
			t.Errorf("open are %v of %v, %v", open, last, err)
		}
		for _, id := range []fanlight.RunID{answer.Run, fanlight.NewRunID("bot", due, "")} {
			if run := wait(t, s, id); run.State != fanlight.Sent {
				t.Errorf("%s is %s", id, run.State)
			}
		}
	})
}

// TestStart_undeployed takes a report away: it is not deployed any more, and its schedule starts nothing.
func TestStart_undeployed(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		options := local.Options{Reports: []*report.Report{botReport(t)}, Logs: openLog(t), Data: t.TempDir(), Schedules: true}
		s, err := local.Start(t.Context(), options)
		if err != nil {
			t.Fatal(err)
		}
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
		options.Reports = nil
		s = start(t, options)
		time.Sleep(time.Hour)
		deployed, err := s.Ledger().Deployed(t.Context())
		open, unread := s.Ledger().OpenRuns(t.Context())
		if len(deployed)+len(open) > 0 || err != nil || unread != nil {
			t.Errorf("deployed %v, open %v, %v, %v", deployed, open, err, unread)
		}
	})
}
