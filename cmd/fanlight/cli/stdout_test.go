package cli

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// fullDisk has room for nothing.
type fullDisk struct{ writes int }

var errFull = errors.New("no space left on device")

func (f *fullDisk) Write([]byte) (int, error) {
	f.writes++
	return 0, errFull
}

// TestStdout runs every command that works on this machine with a standard output
// that cannot be written.
func TestStdout(t *testing.T) {
	t.Parallel()
	report, log := files(t, 3)
	daily := filepath.Join(t.TempDir(), "daily.yaml")
	if err := os.WriteFile(daily, []byte("schedule: { cron: \"0 8 * * ? *\" }\n"+definition), 0o600); err != nil {
		t.Fatal(err)
	}
	tested := filepath.Join(t.TempDir(), "tested.yaml")
	test := fmt.Sprintf("tests: [ { name: a, logs: %q, at: 2026-01-02T12:30:00Z, expect: { all: 3 } } ]\n", log)
	if err := os.WriteFile(tested, []byte(definition+test), 0o600); err != nil {
		t.Fatal(err)
	}
	saved := filepath.Join(t.TempDir(), "saved.json")
	if err := os.WriteFile(saved, []byte(`{"queryString":"stats count(*)","name":"calls","logGroupNames":["/app"]}`), 0o600); err != nil {
		t.Fatal(err)
	}
	run := []string{"run", report, "--logs", log, "--at", "2026-01-02T12:30:00Z"}
	query := []string{"query", "stats count(*)", "--logs", log}
	lines := [][]string{
		{"validate", report}, {"compile", report}, {"version"}, {"version", "-o", "json"}, {"--version"},
		append(slices.Clone(query), "-o", "json"), append(slices.Clone(query), "-o", "csv"), query,
		append(slices.Clone(run), "-o", "json"), append(slices.Clone(run), "-o", "html"), append(slices.Clone(run), "--deliver"), run,
		{"local", "--listen", "127.0.0.1:0"}, {"next", daily}, {"schema"}, {"test", tested}, {"test", tested, "-o", "json"},
		{"preview", report, "--logs", log, "--at", "2026-01-02T12:30:00Z", "--send-to", "stdout", "--yes"},
		{"import", saved, "--out", t.TempDir()}, {"import", saved, "--out", "-"}, {"import", saved, "--out", t.TempDir(), "-o", "json"},
		{"init", t.TempDir(), "--kind", "waf", "--name", "waf", "--group", "g"}, {"completion", "bash"}, {"help"}, {"--help"},
	}
	for _, c := range newRoot(&System{Getenv: func(string) string { return "" }}).Commands() {
		lines = append(lines, []string{c.Name(), "--help"})
		if c.GroupID == "local" && !slices.ContainsFunc(lines, func(line []string) bool { return line[0] == c.Name() && !slices.Contains(line, "--help") }) {
			t.Errorf("%s is not tried", c.Name())
		}
	}
	for _, line := range lines {
		var out fullDisk
		var err screen
		status := Run(t.Context(), line, onTerminal(&out, &err, nil))
		if status != statusFailed || !strings.Contains(err.String(), errFull.Error()) || out.writes != 1 {
			t.Errorf("%q: status %d, %d writes, stderr %q", line, status, out.writes, err.String())
		}
	}
}

func TestStdout_check(t *testing.T) {
	t.Parallel()
	var out fullDisk
	o := &stdout{w: &out}
	other := errors.New("other")
	if err := o.check(other); !errors.Is(err, other) || errors.Is(err, errFull) {
		t.Errorf("nothing was written: %v", err)
	}
	if _, err := o.Write([]byte("x")); !errors.Is(err, errFull) {
		t.Errorf("write: %v", err)
	}
	if err := o.check(errors.Join(other, errFull)); !errors.Is(err, other) || strings.Count(err.Error(), errFull.Error()) != 1 {
		t.Errorf("the command has the error: %v", err)
	}
	if err := o.check(other); !errors.Is(err, other) || !errors.Is(err, errFull) {
		t.Errorf("the command has another error: %v", err)
	}
}
