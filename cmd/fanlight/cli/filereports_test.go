package cli

import (
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"

	"github.com/fanlight/fanlight/pkg/logfile"
)

func TestFileReports_print(t *testing.T) {
	t.Parallel()
	var reports fileReports
	var work sync.WaitGroup
	for range 3 { // queries over the same files
		for i := range mostFileNotes + 2 {
			work.Go(func() {
				reports.keep(logfile.Report{File: fmt.Sprintf("%02d.md", i), Err: errors.New("not a\tlog")})
			})
		}
		work.Go(func() { reports.keep(logfile.Report{File: "00.log", Events: 3, Inherited: 2}) })
	}
	work.Wait()
	var out strings.Builder
	reports.print(&out)
	lines := strings.Split(out.String(), "\n")
	if want := mostFileNotes + 2; len(lines) != want || lines[want-1] != "" {
		t.Fatalf("%d lines, want %d\n%s", len(lines), want, out.String())
	}
	for at, want := range map[int]string{
		0: "note: 00.md: left out: not a log", mostFileNotes - 1: "note: 19.md: left out: not a log",
		mostFileNotes: "note: 2 files more; fanlight query --explain shows them",
	} {
		if lines[at] != want {
			t.Errorf("line %d: %q, want %q", at, lines[at], want)
		}
	}
}
