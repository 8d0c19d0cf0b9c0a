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

// inBubble runs a test on a stack with the bot's report and logs, whose schedule
// does not run.
func inBubble(t *testing.T, test func(t *testing.T, s *local.Stack)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		test(t, start(t, local.Options{
			Reports: []*report.Report{botReport(t)}, Logs: openLog(t), Sender: deliver.New(channel.Environment{Stdout: t.Output()}),
		}))
	})
}

func TestStack_Invoke(t *testing.T) {
	t.Parallel()
	inBubble(t, func(t *testing.T, s *local.Stack) {
		answer, err := s.Invoke(t.Context(), fanlight.Command{Report: "bot", ScheduledTime: due})
		if err != nil || answer.Refused != "" {
			t.Fatal(answer, err)
		}
		if run := wait(t, s, answer.Run); run.State != fanlight.Sent {
			t.Errorf("state %s", run.State)
		}
		answer, err = s.Invoke(t.Context(), fanlight.Command{Report: "boot", ScheduledTime: due})
		if err != nil || answer.Refused == "" {
			t.Errorf("a report that does not exist: answer %+v, error %v, want a refusal", answer, err)
		}
	})
}

func TestStack_Trigger(t *testing.T) {
	t.Parallel()
	inBubble(t, func(t *testing.T, s *local.Stack) {
		if err := s.Trigger(t.Context(), "bot", due); err != nil {
			t.Fatal(err)
		}
		if run := wait(t, s, fanlight.NewRunID("bot", due, "")); run.State != fanlight.Sent {
			t.Errorf("state %s", run.State)
		}
	})
}

// TestStack_Sweep has the janitor find a run that the schedule did not start.
func TestStack_Sweep(t *testing.T) {
	t.Parallel()
	inBubble(t, func(t *testing.T, s *local.Stack) {
		for range 2 {
			if err := s.Sweep(t.Context()); err != nil {
				t.Fatal(err)
			}
			time.Sleep(time.Until(due.Add(time.Hour)))
		}
		if run := wait(t, s, fanlight.NewRunID("bot", due, "")); run.State != fanlight.Sent {
			t.Errorf("state %s", run.State)
		}
	})
}

// TestStack_Invoke_backfill asks for a month of editions: the janitor, which the stack
// invokes every two minutes, starts those after the first ten.
func TestStack_Invoke_backfill(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s := start(t, local.Options{
			Reports: []*report.Report{botReport(t)}, Logs: openLog(t), Schedules: true, Sender: deliver.New(channel.Environment{Stdout: t.Output()}),
		})
		answer, err := s.Invoke(t.Context(), fanlight.Command{
			Action: fanlight.ActionBackfill, Report: "bot", From: due.AddDate(0, 0, -30), To: due.AddDate(0, 0, -1),
		})
		if err != nil || len(answer.Backfilled.Started) != 10 || answer.Backfilled.ToCome != 20 {
			t.Fatal(answer, err)
		}
		time.Sleep(10 * time.Minute)
		b, err := s.Ledger().Backfill(t.Context(), answer.Backfilled.ID)
		if err != nil || b.State != fanlight.BackfillDone || b.Started != 30 {
			t.Errorf("after ten minutes: %+v, %v", b, err)
		}
		for days := 1; days <= 30; days++ {
			if run := wait(t, s, fanlight.NewRunID("bot", due.AddDate(0, 0, -days), "")); run.State != fanlight.Sent {
				t.Errorf("%s is %s", run.ID, run.State)
			}
		}
	})
}
