package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/fanlight/fanlight/scripts/record"
)

// repository goes into a repository with a commit in which seed 13 fails, and one after it.
func repository(t *testing.T) {
	t.Helper()
	t.Chdir(t.TempDir())
	write(t, "go.mod", "module example.com/parent\n")
	write(t, "pkg/sim/seeds_test.go", `package sim

import (
	"os"
	"testing"
)

func TestSeeds(t *testing.T) {
	if os.Getenv("SEED") == "13" {
		t.Error("fails")
	}
}
`)
	mustGit(t, "init", "-q")
	commit(t)
	write(t, "pkg/sim/doc.go", "package sim\n")
	commit(t)
}

func write(t *testing.T, path, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

func commit(t *testing.T) {
	t.Helper()
	mustGit(t, "add", "-A")
	mustGit(t, "-c", "user.name=test", "-c", "user.email=test@example.com", "commit", "-q", "-m", "test")
}

func mustGit(t *testing.T, args ...string) string {
	t.Helper()
	out, err := record.Git(t.Context(), args...)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// TestSession_judge has two violations in the turning range, of which one is there on the
// parent commit, too. Both are kept, and one fails the session.
func TestSession_judge(t *testing.T) {
	repository(t)
	var out bytes.Buffer
	s := newSession(options{kept: "seeds.tsv"}, &out, &bytes.Buffer{})
	s.violations = []violation{{Seed: 1, Rule: "S1"}, {Seed: 12, Rule: "S2"}, {Seed: 13, Rule: "E1"}}
	if err := s.judge(t.Context(), 1); err != nil {
		t.Fatal(err)
	}
	if len(s.violations) != 2 || s.violations[1].Seed != 12 || s.known != 1 || !strings.Contains(out.String(), "seed 12 passes on the parent commit") {
		t.Errorf("%d known, and %v, output\n%s", s.known, s.violations, out.String())
	}
	if all, err := readKept("seeds.tsv"); err != nil || len(all) != 2 {
		t.Errorf("kept %v, %v; want two seeds", all, err)
	}
	if trees := mustGit(t, "worktree", "list"); strings.Contains(trees, "\n") {
		t.Errorf("worktrees are left:\n%s", trees)
	}
}

// TestSession_judge_no_parent has no commit at all: the violation stays.
func TestSession_judge_no_parent(t *testing.T) {
	t.Chdir(t.TempDir())
	var out bytes.Buffer
	s := newSession(options{kept: "seeds.tsv"}, &out, &bytes.Buffer{})
	s.violations = []violation{{Seed: 12, Rule: "S2"}}
	if err := s.judge(t.Context(), 0); err != nil || len(s.violations) != 1 || !strings.Contains(out.String(), "not run on the parent commit") {
		t.Errorf("%v, %v, output\n%s", err, s.violations, out.String())
	}
}

// TestParentOf has a tree as it was committed, whose parent is the commit before, and one
// that was changed, whose parent is the commit.
func TestParentOf(t *testing.T) {
	repository(t)
	for _, c := range []struct{ change, head, parent string }{
		{"package sim\n", "HEAD", "HEAD^"}, {"package sim // changed\n", "HEAD", "HEAD"},
	} {
		write(t, "pkg/sim/doc.go", c.change)
		name, err1 := record.Commit(t.Context())
		parent, err2 := parentOf(t.Context())
		wantName, want := mustGit(t, "rev-parse", "--short=12", c.head), mustGit(t, "rev-parse", "--short=12", c.parent)
		if err1 != nil || err2 != nil || strings.TrimSuffix(name, "+") != wantName || strings.HasSuffix(name, "+") != (c.parent == "HEAD") || parent != want {
			t.Errorf("%q: head %s, parent %s, %v %v; want %s", c.change, name, parent, err1, err2, want)
		}
	}
}
