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
