package cli

import (
	"bytes"
	"context"
	"strings"
	"testing"

	"github.com/fanlight/fanlight/pkg/localaws/wire"
)

// answersAfter lets no query have an answer before the context is done.
func answersAfter(ctx context.Context) func(wire.Entry) {
	return func(e wire.Entry) {
		if e.Operation == "GetQueryResults" {
			<-ctx.Done()
		}
	}
}

func TestRun_on_a_terminal(t *testing.T) {
	t.Parallel()
	report, log := files(t, 1)
	shown, show := context.WithCancel(t.Context())
	defer show()
	var out bytes.Buffer
	err := screen{onWrite: func(text string) {
		if strings.Contains(text, "2 queries: ") {
			show()
		}
	}}
	terminal := onTerminal(&out, &err, nil)
	terminal.Calls = answersAfter(shown)
	status := Run(t.Context(), []string{"run", report, "--logs", log, "--at", "2026-01-02T12:30:00Z"}, terminal)
	if status != 0 {
		t.Fatalf("status %d: %s", status, err.String())
	}
	if !strings.HasSuffix(err.String(), clearLine) {
		t.Errorf("the terminal got %q: want nothing of the progress at the end", err.String())
	}
	if !strings.Contains(out.String(), "\x1b[1m") {
		t.Error("the report on a terminal has no colours")
	}
}

func TestRun_without_colours(t *testing.T) {
	t.Parallel()
	report, log := files(t, 1)
	var out bytes.Buffer
	var err screen
	args := []string{"run", report, "--logs", log, "--at", "2026-01-02T12:30:00Z"}
	if status := Run(t.Context(), args, onTerminal(&out, &err, map[string]string{"NO_COLOR": "1"})); status != 0 {
		t.Fatalf("status %d: %s", status, err.String())
	}
	if strings.Contains(out.String(), "\x1b") {
		t.Errorf("colours in spite of NO_COLOR: %q", out.String())
	}
}

func TestRun_interrupted(t *testing.T) {
	t.Parallel()
	t.Run("while a report runs", func(t *testing.T) {
		t.Parallel()
		report, log := files(t, 1)
		ctx, cancel := context.WithCancel(t.Context())
		defer cancel()
		err := screen{onWrite: func(text string) {
			if strings.Contains(text, "2 queries: ") {
				cancel()
			}
		}}
		var out bytes.Buffer
		terminal := onTerminal(&out, &err, nil)
		terminal.Calls = answersAfter(ctx)
		status := Run(ctx, []string{"run", report, "--logs", log, "--at", "2026-01-02T12:30:00Z"}, terminal)
		if status != statusInterrupted || !strings.HasSuffix(err.String(), clearLine+"fanlight: interrupted; dropped: run calls@2026-01-02T12:30:00Z\n") {
			t.Errorf("status %d, the terminal got %q", status, err.String())
		}
		if out.Len() > 0 {
			t.Errorf("stdout got %q", out.String())
		}
	})
	t.Run("before a query", func(t *testing.T) {
		t.Parallel()
		_, log := files(t, 20_000)
		ctx, cancel := context.WithCancel(t.Context())
		cancel()
		var out bytes.Buffer
		var err screen
		status := Run(ctx, []string{"query", "stats count(*)", "--logs", log}, onTerminal(&out, &err, nil))
		if status != statusInterrupted || err.String() != "fanlight: interrupted\n" || out.Len() > 0 {
			t.Errorf("status %d, stdout %q, stderr %q", status, out.String(), err.String())
		}
	})
}
