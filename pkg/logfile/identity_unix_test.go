//go:build unix

package logfile_test

import (
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"github.com/fanlight/fanlight/pkg/logfile"
)

// TestSet_Each_pipes checks that a pipe in a folder is not waited for, and that of a
// folder without permission the others are read.
func TestSet_Each_pipes(t *testing.T) {
	t.Parallel()
	root := folder(t, map[string]string{"a.log": line, "closed/b.log": line, "c.log": line})
	if err := syscall.Mkfifo(filepath.Join(root, "pipe"), 0o600); err != nil {
		t.Fatal(err)
	}
	closed, want := filepath.Join(root, "closed"), 3
	if err := os.Chmod(closed, 0); err != nil {
		t.Fatal(err)
	}
	defer func() { _ = os.Chmod(closed, 0o700) }() // so that the folder can be removed
	if _, err := os.ReadDir(closed); err != nil {  // root may read it
		want = 2
	}
	events, reports, err := readWith(t, logfile.Options{}, root)
	if len(events) != want || err != nil {
		t.Errorf("%d events, %v, want %d", len(events), err, want)
	}
	notes := ""
	for _, r := range reports {
		notes += r.String() + "\n"
	}
	if !strings.Contains(notes, "pipe: left out: invalid file in a folder: want a regular one, not a pipe") {
		t.Errorf("%s, want a note on the pipe", notes)
	}
	if want == 2 && !strings.Contains(notes, "closed: left out: permission denied") {
		t.Errorf("%s, want a note on the closed folder", notes)
	}
}
