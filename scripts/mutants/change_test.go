package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestChange_of(t *testing.T) {
	t.Parallel()
	c := change{path: "a.go", hunks: []hunk{{before: "two\n", after: "three\n"}}}
	for _, test := range []struct{ text, want, problem string }{
		{"one\ntwo\n", "one\nthree\n", ""},
		{"zero\none\ntwo\nfour\n", "zero\none\nthree\nfour\n", ""}, // moved along
		{"one\n", "", "hunk 1 fits at 0 places of a.go"},
		{"two\ntwo\n", "", "hunk 1 fits at 2 places of a.go"},
	} {
		got, err := c.of(test.text)
		if test.problem == "" && (err != nil || got != test.want) {
			t.Errorf("%q: got %q, %v, want %q", test.text, got, err, test.want)
		}
		if test.problem != "" && (err == nil || !strings.Contains(err.Error(), test.problem)) {
			t.Errorf("%q: got %v, want an error with %q", test.text, err, test.problem)
		}
	}
}

// TestTree_with plants a bug in a copy and restores it; the tree itself stays as it is.
func TestTree_with(t *testing.T) {
	t.Parallel()
	from := t.TempDir()
	write(t, filepath.Join(from, "pkg", "a.go"), "one\ntwo\n")
	write(t, filepath.Join(from, ".git", "config"), "not copied")
	copied, err := copyTree(from)
	if err != nil {
		t.Fatal(err)
	}
	defer copied.remove()
	m := mutant{change: change{path: "pkg/a.go", hunks: []hunk{{"two\n", "three\n"}}}}
	planted := ""
	found, err := copied.with(m, func() ([]finding, error) {
		planted = read(t, filepath.Join(copied.folder, "pkg", "a.go"))
		return []finding{{partTests, "TestA"}}, nil
	})
	if err != nil || len(found) != 1 || planted != "one\nthree\n" {
		t.Errorf("found %v, %v with the text %q", found, err, planted)
	}
	for _, folder := range []string{from, copied.folder} {
		if got := read(t, filepath.Join(folder, "pkg", "a.go")); got != "one\ntwo\n" {
			t.Errorf("%s is left with %q", folder, got)
		}
	}
	if _, err := os.Stat(filepath.Join(copied.folder, ".git")); !os.IsNotExist(err) {
		t.Errorf(".git was copied: %v", err)
	}
	m.change.path = "pkg/b.go"
	if _, err := copied.with(m, nil); err == nil {
		t.Error("a bug was planted in a file that does not exist")
	}
}

func TestCopyTree(t *testing.T) {
	t.Parallel()
	if _, err := copyTree(filepath.Join(t.TempDir(), "gone")); err == nil || !strings.Contains(err.Error(), "copy ") {
		t.Errorf("got %v", err)
	}
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

func read(t *testing.T, path string) string {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}
