package cli

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
)

const definition = `report: calls
window: 24h
log_groups: ["/app"]
queries:
  all: { query: "stats count(*) as calls" }
  errors: { query: "filter level = 'error' | stats count(*) as calls" }
deliver: [ { stdout: {} } ]
`

// files writes a report and a log of n events, and returns their paths.
func files(t *testing.T, n int) (reportPath, logPath string) {
	t.Helper()
	folder := t.TempDir()
	reportPath, logPath = filepath.Join(folder, "calls.yaml"), filepath.Join(folder, "app.log")
	var log strings.Builder
	for i := range n {
		fmt.Fprintf(&log, `{"timestamp":%d,"level":"info"}`+"\n", 1767300000000+i)
	}
	for path, content := range map[string]string{reportPath: definition, logPath: log.String()} {
		if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return reportPath, logPath
}

// screen is a terminal: what it was sent, and what is told of each write.
type screen struct {
	bytes.Buffer
	hear func(text string)
}

func (s *screen) Write(p []byte) (int, error) {
	if s.hear != nil {
		s.hear(string(p))
	}
	return s.Buffer.Write(p)
}

// onTerminal is a system whose stderr is an 80 column terminal.
func onTerminal(out io.Writer, err *screen, env map[string]string) System {
	return System{
		In: strings.NewReader(""), Out: out, Err: err,
		Getenv: func(name string) string { return env[name] },
		Now:    time.Now,
		Width: func(w io.Writer) int {
			if w == out || w == err {
				return 80
			}
			return 0
		},
		AWS: func(context.Context, Account) (aws.Config, error) { return aws.Config{}, nil },
	}
}

func TestRunShowsItsProgressOnATerminalAndLeavesNothingOfIt(t *testing.T) {
	t.Parallel()
	report, log := files(t, 20_000)
	var out bytes.Buffer
	var err screen
	status := Run(t.Context(), []string{"run", report, "--logs", log, "--at", "2026-01-02T12:30:00Z"}, onTerminal(&out, &err, nil))
	if status != 0 {
		t.Fatalf("status %d: %s", status, err.String())
	}
	if shown := err.String(); !strings.Contains(shown, " of 2 queries started, ") || !strings.HasSuffix(shown, clearLine) {
		t.Errorf("the terminal got %q", shown)
	}
	if !strings.Contains(out.String(), "\x1b[1m") {
		t.Error("the report on a terminal has no colours")
	}
}

func TestNoColorIsRespected(t *testing.T) {
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

func TestAnInterruptedRunEndsCleanly(t *testing.T) {
	t.Parallel()
	report, log := files(t, 20_000)
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	err := screen{hear: func(text string) {
		if strings.Contains(text, "queries started") {
			cancel()
		}
	}}
	var out bytes.Buffer
	status := Run(ctx, []string{"run", report, "--logs", log, "--at", "2026-01-02T12:30:00Z"}, onTerminal(&out, &err, nil))
	if status != statusInterrupted || !strings.HasSuffix(err.String(), clearLine+"fanlight: interrupted\n") {
		t.Errorf("status %d, the terminal got %q", status, err.String())
	}
	if out.Len() > 0 {
		t.Errorf("stdout got %q", out.String())
	}
}

func TestAnInterruptedQueryEndsCleanly(t *testing.T) {
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
}

func TestNotesAppearAboveTheStatusLine(t *testing.T) {
	t.Parallel()
	var out bytes.Buffer
	line := &statusLine{w: &out, width: 12}
	line.show("two of three queries")
	line.show("two of three queries")
	line.note("slow")
	line.clear()
	line.clear()
	want := clearLine + "two of thre" + clearLine + "slow\n" + "two of thre" + clearLine
	if out.String() != want {
		t.Errorf("got  %q\nwant %q", out.String(), want)
	}
}

func TestWithoutATerminalThereIsNoStatusLine(t *testing.T) {
	t.Parallel()
	var out bytes.Buffer
	line := &statusLine{w: &out}
	line.show("two of three queries")
	line.note("slow")
	line.clear()
	if out.String() != "slow\n" {
		t.Errorf("got %q", out.String())
	}
}
