package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/spf13/cobra"

	"github.com/fanlight/fanlight/cmd/fanlight/cli"
)

func TestRun(t *testing.T) {
	t.Parallel()
	folder := filepath.Join(t.TempDir(), "man")
	if err := run([]string{folder, "2026-12-01"}); err != nil {
		t.Fatal(err)
	}
	page, err := os.ReadFile(filepath.Join(folder, "fanlight-query.1"))
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{`.TH "FANLIGHT-QUERY" "1" "Dec 2026"`, ".SH EXAMPLE", ".SH OPTIONS"} {
		if !strings.Contains(string(page), want) {
			t.Errorf("the page has no %q:\n%s", want, page)
		}
	}
	entries, err := os.ReadDir(folder)
	if commands := shown(cli.Commands()); err != nil || len(entries) != commands {
		t.Errorf("%d pages for %d commands: %v", len(entries), commands, err)
	}
}

// shown counts a command and those below it that its help lists.
func shown(c *cobra.Command) int {
	n := 1
	for _, below := range c.Commands() {
		if below.IsAvailableCommand() && !below.IsAdditionalHelpTopicCommand() {
			n += shown(below)
		}
	}
	return n
}

func TestRun_wrong_arguments(t *testing.T) {
	t.Parallel()
	for _, args := range [][]string{nil, {"a", "today"}, {"a", "2026-12-01", "c"}} {
		if err := run(args); err == nil {
			t.Errorf("%q: no error", args)
		}
	}
}
