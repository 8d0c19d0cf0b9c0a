package source

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/fanlight/fanlight/pkg/golden"
)

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
			golden.Compare(t, path, runArchive(t, string(want)))
		})
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
