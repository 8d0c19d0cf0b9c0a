package cli

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/fanlight/fanlight/pkg/logfile"
	"github.com/fanlight/fanlight/pkg/report"
	"github.com/fanlight/fanlight/pkg/suggest"
	"github.com/fanlight/fanlight/pkg/text"
)

// besideReport returns a path that a report file names relative to itself.
func besideReport(report, path string) string {
	if filepath.IsAbs(path) {
		return path
	}
	return filepath.Join(filepath.Dir(report), path)
}

func unreadableLogs(path string, err error) error {
	switch {
	case errors.Is(err, fs.ErrNotExist) && strings.ContainsAny(path, "*?["):
		return fmt.Errorf("cannot read logs %s: there is no such file: want a folder, which stands for all its files, or a list of files", path)
	case errors.Is(err, fs.ErrNotExist):
		return fmt.Errorf("cannot read logs %s: there is no such file or folder (paths are relative to the report file)", path)
	}
	return fmt.Errorf("read logs: %w", err)
}

// checkTestGroup refuses a log group that the report does not read.
func checkTestGroup(r *report.Report, group string) error {
	read := groupsRead(r)
	if group == everyGroup || slices.Contains(read, group) || sourcesOf(r).selects(group) {
		return nil
	}
	message := fmt.Sprintf("report %s does not read log group %s", r.Name, group)
	if near := suggest.Nearest(group, read); near != "" {
		return fmt.Errorf("%s: did you mean %s?", message, near)
	}
	return fmt.Errorf("%s: it reads %s", message, text.Limit(strings.Join(read, ", "), 200))
}

// checkWindow refuses a time at which the report would say nothing about the files.
func (t *testCommand) checkWindow(ctx context.Context, r *testResult, definition *report.Report, scheduled time.Time, sets map[string]*logfile.Set) error {
	r.at = r.test.At.Position
	now := t.s.Now()
	if _, end := definition.WindowAt(scheduled); end.After(now) {
		return fmt.Errorf("invalid at %s: want a time whose window is over: that of report %s ends at %s", formatTime(scheduled), definition.Name, formatTime(end))
	}
	err := checkWindowHasEvents(ctx, definition, scheduled, now, sets, "at: ")
	if reworded := withoutTimeFlags(err); reworded != err { //nolint:errorlint // it is the same one if nothing was reworded
		r.at, err = r.test.Logs[0].Position, reworded
	}
	return err
}

// checkSomeLog refuses files of which none is a log. Empty files are logs: of a day without
// events.
func checkSomeLog(read *fileReports) error {
	all := read.all()
	if len(all) == 0 || slices.ContainsFunc(all, func(r logfile.Report) bool { return r.Err == nil }) {
		return nil
	}
	return withoutTimeFlags(fmt.Errorf("%s: %s", text.Clean(all[0].File), text.Clean(strings.Join(all[0].Notes(), "; "))))
}

// withoutTimeFlags returns an error that does not recommend the flags of --logs, which tests
// have not got.
func withoutTimeFlags(err error) error {
	if err == nil {
		return nil
	}
	if message, _, found := strings.Cut(err.Error(), ": see --time-field"); found {
		return fmt.Errorf("%s: want log lines with their times", message)
	}
	return err
}
