package cli

import (
	"bytes"
	"context"
	"strings"
	"testing"
)

func TestRun_on_a_terminal(t *testing.T) {
	t.Parallel()
	report, log := files(t, 20_000)
	var out bytes.Buffer
	var err screen
	status := Run(t.Context(), []string{"run", report, "--logs", log, "--at", "2026-01-02T12:30:00Z"}, onTerminal(&out, &err, nil))
	if status != 0 {
		t.Fatalf("status %d: %s", status, err.String())
	}
	if shown := err.String(); !strings.Contains(shown, "2 queries: ") || !strings.HasSuffix(shown, clearLine) {
		t.Errorf("the terminal got %q: want progress, and nothing of it at the end", shown)
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
		report, log := files(t, 20_000)
		ctx, cancel := context.WithCancel(t.Context())
		defer cancel()
		err := screen{onWrite: func(text string) {
			if strings.Contains(text, "2 queries: ") {
				cancel()
			}
		}}
		var out bytes.Buffer
		status := Run(ctx, []string{"run", report, "--logs", log, "--at", "2026-01-02T12:30:00Z"}, onTerminal(&out, &err, nil))
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
