package record

import (
	"os"
	"strings"
	"testing"
)

// TestCommit has a repository without a commit, one as it was committed, and one that was
// changed.
func TestCommit(t *testing.T) {
	t.Chdir(t.TempDir())
	git(t, "init", "-q")
	if name, err := Commit(t.Context()); err == nil {
		t.Errorf("a repository without a commit is at %s", name)
	}
	write(t, "module example.com/a\n")
	git(t, "add", "-A")
	git(t, "-c", "user.name=test", "-c", "user.email=test@example.com", "commit", "-q", "-m", "test")
	want := git(t, "rev-parse", "--short=12", "HEAD")
	if name, err := Commit(t.Context()); err != nil || name != want {
		t.Errorf("commit %s, %v, want %s", name, err, want)
	}
	write(t, "module example.com/b\n")
	if name, err := Commit(t.Context()); err != nil || name != want+"+" {
		t.Errorf("changed: %s, %v, want %s+", name, err, want)
	}
}

// TestGit_refused says which command failed, and why.
func TestGit_refused(t *testing.T) {
	t.Chdir(t.TempDir())
	if _, err := Git(t.Context(), "rev-parse", "HEAD"); err == nil || !strings.HasPrefix(err.Error(), "git rev-parse HEAD: fatal: ") {
		t.Errorf("error %v", err)
	}
}

func write(t *testing.T, text string) {
	t.Helper()
	if err := os.WriteFile("go.mod", []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

func git(t *testing.T, args ...string) string {
	t.Helper()
	out, err := Git(t.Context(), args...)
	if err != nil {
		t.Fatal(err)
	}
	return out
}
