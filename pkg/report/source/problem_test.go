package source

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/fanlight/fanlight/pkg/golden"
)

func TestProblem_String(t *testing.T) {
	t.Parallel()
	for want, p := range map[string]Problem{
		"a.yaml:2:7: empty title: want text":              {File: "a.yaml", Line: 2, Column: 7, Message: "empty title: want text"},
		"a.yaml:2:1: unknown key `x` (did you mean `y`?)": {File: "a.yaml", Line: 2, Column: 1, Message: "unknown key `x`", Hint: "did you mean `y`?"},
		"a.yaml: cannot be read: is a directory":          {File: "a.yaml", Message: "cannot be read: is a directory"},
		"a\uFFFDlmay.b: cannot be read":                   {File: "a\u202Elmay.b", Message: "cannot be read"},
	} {
		if got := p.String(); got != want {
			t.Errorf("got %s, want %s", got, want)
		}
	}
}

func TestProblem_Format(t *testing.T) {
	t.Parallel()
	p := Problem{File: "a.yaml", Line: 1, Column: 1, Message: "empty title: want text", Excerpt: "  title:\n  ^\n"}
	if got, want := p.Format(), "a.yaml:1:1: empty title: want text\n  title:\n  ^\n"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestProblems_Error(t *testing.T) {
	t.Parallel()
	ps := Problems{{File: "a.yaml", Message: "one", Excerpt: "  not shown\n"}, {File: "b.yaml", Message: "two"}}
	if got, want := ps.Error(), "a.yaml: one\nb.yaml: two"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

// The archives hold cases: "== name", a report file, "--", and the problems of
// the file as the command line shows them.
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
			t.Errorf("%s: no line -- after the file", name)
		}
		b.WriteString("== " + name + "\n" + src + "--\n" + problemsOf(t, name, []byte(src)))
	}
	return b.String()
}

func problemsOf(t *testing.T, name string, src []byte) string {
	t.Helper()
	values := Values{"env": "local", "bot_token": "1234567890:AAHsecretsecretsecretsecretsecretse"}
	_, _, err := loadText(string(src), values, Options{})
	var problems Problems
	if !errors.As(err, &problems) {
		t.Errorf("%s: the error is %v, want Problems", name, err)
	}
	var shown strings.Builder
	for _, p := range problems {
		shown.WriteString(p.Format())
	}
	if strings.Contains(shown.String(), "secretsecret") || strings.Contains(shown.String(), "hunter2") {
		t.Errorf("%s: a secret is shown:\n%s", name, &shown)
	}
	return shown.String()
}
