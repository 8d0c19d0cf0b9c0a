package cli

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// testedReport writes a report with n tests that pass, and one that fails.
func testedReport(t *testing.T, n int) string {
	t.Helper()
	_, log := files(t, 3)
	var tests strings.Builder
	for i := range n + 1 {
		fmt.Fprintf(&tests, "  - { name: test %d, logs: %q, at: 2026-01-02T12:30:00Z, expect: { all: %d } }\n", i, log, 3+i/n)
	}
	path := filepath.Join(t.TempDir(), "calls.yaml")
	if err := os.WriteFile(path, []byte(definition+"tests:\n"+tests.String()), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestTestCommand_run_in_order_and_colour(t *testing.T) {
	t.Parallel()
	path := testedReport(t, 9)
	out, stderr := &screen{}, &screen{}
	status := Run(t.Context(), []string{"test", path}, onTerminal(out, stderr, map[string]string{"LANG": "C.UTF-8"}))
	lines := strings.Split(out.String(), "\n")
	if status != 1 || len(lines) != 12 || stderr.String() != "fanlight: 1 of 10 tests failed\n" {
		t.Fatalf("status %d, stderr %q:\n%s", status, stderr, out)
	}
	for i, line := range lines[:9] {
		if want := fmt.Sprintf("\x1b[32m✓\x1b[0m %s: test %d (", path, i); !strings.HasPrefix(line, want) {
			t.Errorf("%q, want %q", line, want)
		}
	}
	if want := fmt.Sprintf("\x1b[31m✗\x1b[0m %s:18: test 9 (", path); !strings.HasPrefix(lines[9], want) || !strings.HasSuffix(lines[10], "all: want 4, got 3") {
		t.Errorf("%q", lines[9:])
	}
}

func TestTestCommand_run_interrupted(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithCancelCause(t.Context())
	out, stderr := &screen{onWrite: func(string) { cancel(Stopped{syscall.SIGINT}) }}, &screen{}
	status := Run(ctx, []string{"test", testedReport(t, 30)}, onTerminal(out, stderr, nil))
	if status != statusInterrupted || stderr.String() != "fanlight: interrupted\n" || strings.Count(out.String(), "\n") != 1 {
		t.Errorf("status %d, stderr %q:\n%s", status, stderr, out)
	}
}
