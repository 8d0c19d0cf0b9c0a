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

// screen is a terminal. It keeps what is written to it, and calls onWrite, if
// that is set, with each text.
type screen struct {
	bytes.Buffer
	onWrite func(text string)
}

func (s *screen) Write(p []byte) (int, error) {
	if s.onWrite != nil {
		s.onWrite(string(p))
	}
	return s.Buffer.Write(p)
}

// onTerminal returns a system whose stdout and stderr are terminals of 80
// columns.
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
