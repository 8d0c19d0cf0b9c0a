// Package editions runs the reports of the folder examples over their log samples, one
// edition after the other, as a deployment does: so the last one is compared with those
// before it.
package editions

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"math"
	"os"
	"path/filepath"
	"slices"
	"time"

	"github.com/fanlight/fanlight/pkg/localaws/logs"
	"github.com/fanlight/fanlight/pkg/logfile"
	"github.com/fanlight/fanlight/pkg/report"
	"github.com/fanlight/fanlight/pkg/report/source"
)

// Names are the examples, in the order in which they are shown. Each is a folder NAME of
// examples with the report NAME.yaml, whose first test names its logs and its edition.
var Names = []string{"bot-usage", "checkout", "lambda-errors", "vpc-rejects", "waf", "cost"}

// Example is a report with its logs.
type Example struct {
	Name   string
	Report *report.Report
	At     time.Time // that its edition is for
	groups map[string]*events
}

// Load reads an example from a folder of examples.
func Load(examples, name string) (*Example, error) {
	folder := filepath.Join(examples, name)
	values, err := readValues(filepath.Join(folder, "values.yaml"))
	if err != nil {
		return nil, err
	}
	files, _, err := source.LoadTests([]string{filepath.Join(folder, name+".yaml")}, values, source.Options{})
	if err != nil {
		return nil, err
	}
	if len(files) != 1 || len(files[0].Tests) == 0 {
		return nil, fmt.Errorf("example %s: want one report with a test", name)
	}
	test := files[0].Tests[0]
	e := &Example{Name: name, Report: files[0].Report, At: test.At.Time}
	e.groups, err = readGroups(filepath.Join(folder, test.Logs[0].Path))
	return e, err
}

// readValues reads a values file, if it is there.
func readValues(path string) (source.Values, error) {
	if _, err := os.Stat(path); errors.Is(err, fs.ErrNotExist) {
		return source.DefaultValues(), nil
	}
	return source.LoadValues(path)
}

// readGroups finds the files of a folder: those of each log group that it has a folder
// for, else those of every group.
func readGroups(folder string) (map[string]*events, error) {
	groups, err := logfile.Groups(folder)
	if err != nil {
		return nil, err
	}
	if len(groups) == 0 {
		groups = []logfile.Group{{Folder: folder}}
	}
	all := map[string]*events{}
	for _, g := range groups {
		if g.Name != "" {
			g.Name = "/" + g.Name
		}
		if all[g.Name], err = readEvents(g.Folder); err != nil {
			return nil, err
		}
	}
	return all, nil
}

// sources returns the logs as sources of a stack.
func (e *Example) sources() map[string]logs.Source {
	all := map[string]logs.Source{}
	for group, events := range e.groups {
		all[group] = events
	}
	return all
}

// show lets queries read the window of the edition for a time.
func (e *Example) show(at time.Time) {
	start, end := e.Report.WindowAt(at)
	for _, events := range e.groups {
		events.start, events.end = start.UnixMilli(), end.UnixMilli()
	}
}

// first returns the time of the first event.
func (e *Example) first() time.Time {
	least := int64(math.MaxInt64)
	for _, events := range e.groups {
		least = min(least, events.first())
	}
	return time.UnixMilli(least)
}

// most is the number of editions that a report shows at most.
const most = 14

// Scheduled returns the times of the example's edition and of those before it whose windows
// the logs cover, the earliest first.
func (e *Example) Scheduled() []time.Time {
	first, all := e.first(), []time.Time{e.At}
	for at, ok := e.Report.Schedule.Last(e.At.Add(-time.Second)); ok && len(all) < most; at, ok = e.Report.Schedule.Last(at.Add(-time.Second)) {
		start, end := e.Report.WindowAt(at)
		if first.Sub(start) > end.Sub(start)/8 { // the first event of a whole window may come a little later
			break
		}
		all = append(all, at)
	}
	slices.SortFunc(all, func(a, b time.Time) int { return cmp.Compare(a.Unix(), b.Unix()) })
	return all
}
