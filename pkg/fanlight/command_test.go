package fanlight_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/fanlight/fanlight/pkg/fanlight"
)

func TestCommand_Selection(t *testing.T) {
	t.Parallel()
	for failed, want := range map[bool]fanlight.Selection{false: fanlight.SelectAll, true: fanlight.SelectFailed} {
		if got := (fanlight.Command{Failed: failed}).Selection(); got != want {
			t.Errorf("failed %v: %s, want %s", failed, got, want)
		}
	}
}

func TestCommand_CheckRun(t *testing.T) {
	t.Parallel()
	const run = "bot-usage@2026-01-02T12:30:00Z"
	for _, test := range []struct {
		command fanlight.Command
		words   string // of the error; empty: none
	}{
		{fanlight.Command{ID: "c", Run: run, Epoch: 1}, ""},
		{fanlight.Command{ID: "c", Run: "bot-usage", Epoch: 1}, "run ID"},
		{fanlight.Command{Run: run, Epoch: 1}, "an id"},
		{fanlight.Command{ID: "c", Run: run}, "the epoch"},
	} {
		err := test.command.CheckRun()
		if (err == nil) != (test.words == "") || err != nil && !strings.Contains(err.Error(), test.words) {
			t.Errorf("%+v: %v, want %q", test.command, err, test.words)
		}
	}
}

func TestRefuse(t *testing.T) {
	t.Parallel()
	var refusal *fanlight.Refusal
	if err := fanlight.Refuse("no report %q", "x"); !errors.As(err, &refusal) || refusal.Reason != `no report "x"` {
		t.Errorf("got %v", err)
	}
}

func TestRefusal_Error(t *testing.T) {
	t.Parallel()
	if got := (&fanlight.Refusal{Reason: "why"}).Error(); got != "why" {
		t.Errorf("got %q", got)
	}
}
