// Manpages writes the manual pages of fanlight, one for each command, from the texts of
// its help: go run ./scripts/manpages FOLDER [DATE]. DATE, such as 2026-12-01, stands at the
// foot of each page; without it none does, so that the same commands give the same files.
package main

import (
	"fmt"
	"os"
	"time"

	"github.com/spf13/cobra/doc"

	"github.com/fanlight/fanlight/cmd/fanlight/cli"
)

func main() {
	if err := run(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "manpages:", err)
		os.Exit(1)
	}
}

func run(args []string) error {
	if len(args) == 0 || len(args) > 2 {
		return fmt.Errorf("want FOLDER [DATE], have %d arguments", len(args))
	}
	date := time.Time{}
	if len(args) == 2 {
		var err error
		if date, err = time.Parse(time.DateOnly, args[1]); err != nil {
			return fmt.Errorf("read DATE: %w", err)
		}
	}
	return write(args[0], date)
}

// write makes the folder and its pages.
func write(folder string, date time.Time) error {
	if err := os.MkdirAll(folder, 0o755); err != nil {
		return fmt.Errorf("make the folder: %w", err)
	}
	root := cli.Commands()
	root.DisableAutoGenTag = true
	header := &doc.GenManHeader{Section: "1", Source: "fanlight", Manual: "Fanlight", Date: &date}
	if err := doc.GenManTree(root, header, folder); err != nil {
		return fmt.Errorf("write the pages: %w", err)
	}
	return nil
}
