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

// TestFileReports_keep checks that of many files no more reports are kept than are shown,
// unless all are wanted.
func TestFileReports_keep(t *testing.T) {
	t.Parallel()
	for whole, want := range map[bool]int{false: mostFileNotes, true: 2000} {
		reports := fileReports{whole: whole}
		for i := range 1000 {
			reports.keep(logfile.Report{File: fmt.Sprintf("%03d.md", 999-i), Err: errors.New("not a log")})
			reports.keep(logfile.Report{File: fmt.Sprintf("%03d.log", i), Events: 3})
		}
		if all := reports.all(); len(all) != want || all[want-1].File != map[bool]string{false: "019.md", true: "999.md"}[whole] {
			t.Errorf("%d reports, want %d", len(all), want)
		}
		var out strings.Builder
		if reports.print(&out); !strings.Contains(out.String(), "note: 980 files more;") {
			t.Errorf("%s", out.String())
		}
	}
}
