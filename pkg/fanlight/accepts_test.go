package fanlight_test

import (
	"strings"
	"testing"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/report"
)

// everyRun returns a run in every state, closed and open.
func everyRun() (all []fanlight.Run) {
	for _, state := range []fanlight.State{
		fanlight.Dispatching, fanlight.Running, fanlight.Sent, fanlight.PartlySent, fanlight.Unsent, fanlight.Cancelled, fanlight.Skipped, fanlight.Held,
	} {
		run := fanlight.Run{ID: "bot@2026-01-02T12:30:00Z", State: state, Epoch: 1, Round: 1, Definition: report.Report{Queries: make([]report.Query, 2)}}
		if state.Final() {
			all = append(all, run)
			run.Round = 2
		}
		run.Open = true
		all = append(all, run)
	}
	return all
}

// TestStanding_Hints walks every state: no hint is refused in the state in which it is
// shown, there are three at most, and a run that is left incomplete always has one.
func TestStanding_Hints(t *testing.T) {
	t.Parallel()
	hints := 0
	for _, run := range everyRun() {
		for bits := range 128 {
			has := func(n int) bool { return bits&(1<<n) != 0 }
			count := func(n int) int { return bits >> n & 1 }
			s := fanlight.Standing{Run: run, Complete: has(0), Waits: has(1), Report: has(2), Good: count(3), Failed: count(4), Missed: count(5), Refused: count(4) * count(6)}
			all := s.Hints()
			hints += len(all)
			for _, h := range all {
				if err := run.Accepts(h.Command()); err != nil {
					t.Errorf("%+v: %s is refused: %v", s, h.Line(run.ID), err)
				}
			}
			if needs := run.Open || s.Failed > 0 || s.Report && s.Missed > 0; len(all) > 3 || needs && len(all) == 0 {
				t.Errorf("%+v has %d hints", s, len(all))
			}
		}
	}
	if hints == 0 {
		t.Error("there was no hint at all")
	}
}

func TestStanding_Hints_of_unknown_definitions(t *testing.T) {
	t.Parallel()
	for name, run := range map[string]fanlight.Run{
		"newer":   {State: fanlight.Unsent, Newer: true, Definition: report.Report{Queries: make([]report.Query, 1)}},
		"expired": {State: fanlight.Unsent},
	} {
		if got := (fanlight.Standing{Run: run, Failed: 1, Report: true, Missed: 1}).Hints(); got != nil {
			t.Errorf("%s: %+v, every command is refused", name, got)
		}
	}
}

// TestStanding_Hints_over_budget proposes no replay by the budget that refused a query.
func TestStanding_Hints_over_budget(t *testing.T) {
	t.Parallel()
	run := fanlight.Run{ID: "r@t", State: fanlight.Sent, Epoch: 1, Round: 1, Definition: report.Report{Queries: make([]report.Query, 3)}}
	for want, s := range map[string]fanlight.Standing{
		"fanlight replay r@t --with current":                               {Failed: 2, Refused: 2},
		"fanlight replay r@t --failed, fanlight replay r@t --with current": {Failed: 2, Refused: 1},
		"fanlight replay r@t --with current, fanlight resend r@t --failed": {Failed: 1, Refused: 1, Report: true, Missed: 1},
	} {
		s.Run, s.Good = run, 1
		var lines []string
		for _, h := range s.Hints() {
			lines = append(lines, h.Line(run.ID))
		}
		if got := strings.Join(lines, ", "); got != want {
			t.Errorf("got %s, want %s", got, want)
		}
	}
}

func TestHint_Line(t *testing.T) {
	t.Parallel()
	for want, h := range map[string]fanlight.Hint{
		"fanlight replay r@t --failed":       {Action: fanlight.ActionReplay, Failed: true},
		"fanlight resend r@t --now":          {Action: fanlight.ActionResend, Now: true},
		"fanlight replay r@t --with current": {Action: fanlight.ActionReplay, With: fanlight.WithCurrent},
		"fanlight cancel r@t":                {Action: fanlight.ActionCancel},
	} {
		if got := h.Line("r@t"); got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}

func TestHint_Command(t *testing.T) {
	t.Parallel()
	if c := (fanlight.Hint{Action: fanlight.ActionReplay, Failed: true}).Command(); !c.Failed || c.Action != fanlight.ActionReplay {
		t.Errorf("a replay of failures is %+v", c)
	}
	if c := (fanlight.Hint{Action: fanlight.ActionResend, Failed: true}).Command(); c.Failed {
		t.Errorf("a resend has no such field: %+v", c)
	}
}

func TestRun_Accepts(t *testing.T) {
	t.Parallel()
	for _, run := range everyRun() {
		closed, cancelled := !run.Open, run.State == fanlight.Cancelled
		for c, want := range map[*fanlight.Command]bool{
			{Action: fanlight.ActionReplay}:            closed,
			{Action: fanlight.ActionResend}:            closed,
			{Action: fanlight.ActionResend, Now: true}: run.Open,
			{Action: fanlight.ActionCancel}:            run.Open || cancelled,
		} {
			err := run.Accepts(*c)
			if (err == nil) != want {
				t.Errorf("%s, open %v: %s, now %v: %v", run.State, run.Open, c.Action, c.Now, err)
			}
			if err != nil && strings.Contains(err.Error(), "cancel it first") && run.Accepts(fanlight.Command{Action: fanlight.ActionCancel}) != nil {
				t.Errorf("%s: %v, and a cancel is refused", run.State, err)
			}
		}
	}
}
