package cli

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/fanlight/fanlight/cmd/fanlight/starter"
	"github.com/fanlight/fanlight/pkg/lazyregexp"
	"github.com/fanlight/fanlight/pkg/wholefile"
)

// write writes the files if none of them is there.
func (i *initCommand) write(f starter.Files) error {
	reportPath, logPath := filepath.Join(i.folder, f.Report), filepath.Join(i.folder, filepath.FromSlash(f.Log))
	var there []string
	for _, path := range []string{reportPath, logPath} {
		if _, err := os.Lstat(path); err == nil {
			there = append(there, path)
		}
	}
	if len(there) > 0 {
		return fmt.Errorf("%s %s there already, and init writes over nothing: give another --name, or another folder", list(there), plural(len(there), "is", "are"))
	}
	if i.schema {
		if err := writeSchema(i.folder); err != nil {
			return err
		}
		f.ReportFile = append([]byte(schemaLine), f.ReportFile...)
	}
	if err := os.MkdirAll(filepath.Dir(logPath), 0o755); err != nil {
		return fmt.Errorf("make the folder of the log sample: %w", err)
	}
	if err := errors.Join(wholefile.Write(logPath, f.LogFile), wholefile.Write(reportPath, f.ReportFile)); err != nil {
		return fmt.Errorf("write the files of a new report: %w", err)
	}
	file := shellWord(reportPath)
	_, err := fmt.Fprintf(i.s.Out, "wrote %s, %s (%s)\n  fanlight validate %s\n  fanlight test %s\n  fanlight run %s --logs %s --at %s\n",
		reportPath, logPath, count(f.Events, "event", "events"), file, file, file, shellWord(logPath), formatTime(starter.Scheduled))
	return err
}

// plainWord matches what a shell takes as it is.
var plainWord = lazyregexp.New(`^[A-Za-z0-9_./:@%+=,-]+$`)

// shellWord returns a text as one word of a command for a POSIX shell.
func shellWord(s string) string {
	if plainWord().MatchString(s) {
		return s
	}
	return "'" + strings.ReplaceAll(s, "'", `'\''`) + "'"
}
