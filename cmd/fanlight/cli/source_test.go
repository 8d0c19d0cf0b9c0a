//go:build unix

package cli

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"syscall"
	"testing"
)

func makePipe(t *testing.T) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "app.log")
	if err := syscall.Mkfifo(path, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// write opens a pipe, which waits for a reader.
func write(t *testing.T, path, text string) *os.File {
	t.Helper()
	pipe, err := os.OpenFile(path, os.O_WRONLY, 0)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := pipe.WriteString(text); err != nil {
		t.Fatal(err)
	}
	return pipe
}

// interrupted runs a command until it reads from the pipe, and interrupts it.
// Before that it lets the command read each of the texts.
func interrupted(t *testing.T, pipe string, texts []string, args ...string) {
	t.Helper()
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	var out bytes.Buffer
	var err screen
	ended := make(chan int)
	go func() { ended <- Run(ctx, args, onTerminal(&out, &err, nil)) }()
	for _, text := range texts {
		_ = write(t, pipe, text).Close()
	}
	last := write(t, pipe, "")
	defer func() { _ = last.Close() }()
	cancel()
	if status := <-ended; status != statusInterrupted || out.Len() > 0 {
		t.Errorf("status %d, stdout %q, stderr %q", status, out.String(), err.String())
	}
}

func TestRun_waits_for_a_pipe(t *testing.T) {
	t.Parallel()
	t.Run("a query that waits for a pipe", func(t *testing.T) {
		t.Parallel()
		pipe := makePipe(t)
		interrupted(t, pipe, nil, "query", "stats count(*)", "--logs", pipe)
	})
	const event = `{"timestamp":"2026-01-02T00:39:00Z"}` + "\n"
	for name, texts := range map[string][]string{
		"a run that looks for its window's events": nil,
		"a run in the pipeline":                    {event},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			report, _ := files(t, 0)
			pipe := makePipe(t)
			interrupted(t, pipe, texts, "run", report, "--logs", pipe, "--at", "2026-01-02T12:30:00Z")
		})
	}
}
