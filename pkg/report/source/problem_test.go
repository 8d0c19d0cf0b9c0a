package source

import (
	"errors"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// The archives hold cases: "== name", a report file, "--", and the problems
// found in it as the command line shows them.
func TestProblems(t *testing.T) {
	t.Parallel()
	archives, err := filepath.Glob("testdata/problems/*.txt")
	if err != nil || len(archives) == 0 {
		t.Fatalf("no archives: %v", err)
	}
	for _, path := range archives {
		t.Run(strings.TrimSuffix(filepath.Base(path), ".txt"), func(t *testing.T) {
			t.Parallel()
			want, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			golden(t, path, runArchive(t, string(want)))
		})
	}
}

// golden compares with a file, or rewrites it with -update.
func golden(t *testing.T, path, got string) {
	t.Helper()
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("%s (-want +got):\n%s", path, diff)
	}
}

// runArchive returns the archive with the problems that are found now.
func runArchive(t *testing.T, archive string) string {
	var b strings.Builder
	for _, section := range strings.Split(archive, "== ")[1:] {
		name, rest, _ := strings.Cut(section, "\n")
		src, _, found := strings.Cut(rest, "--\n")
		if !found {
			t.Errorf("%s: no line -- behind the file", name)
		}
		b.WriteString("== " + name + "\n" + src + "--\n" + problemsOf(t, name, []byte(src)))
	}
	return b.String()
}

func problemsOf(t *testing.T, name string, src []byte) string {
	t.Helper()
	values := Values{"env": "local", "bot_token": "1234567890:AAHsecretsecretsecretsecretsecretse"}
	_, _, err := Load("report.yaml", src, values, Options{})
	var problems Problems
	if !errors.As(err, &problems) {
		t.Errorf("%s: Load gave the error %v, want Problems", name, err)
	}
	var shown strings.Builder
	for _, p := range problems {
		shown.WriteString(p.Format(src))
	}
	if strings.Contains(shown.String(), "secretsecret") || strings.Contains(shown.String(), "hunter2") {
		t.Errorf("%s: a secret is shown:\n%s", name, &shown)
	}
	return shown.String()
}
