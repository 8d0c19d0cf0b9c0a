// Package cwlitest runs scripts of log events, queries and expected rows against
// an engine of the Logs Insights query language: the one of package cwli, the
// stand-in for AWS, a naive one, or the service itself. It knows none of them: an
// engine is a type with the method of [Engine].
//
// The scripts are in pkg/cwli/testdata, those over log files in
// pkg/logfile/testdata. The README of the former describes their language, and
// what an engine that is not cwli has to translate.
package cwlitest

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"testing"
)

// Engine runs queries.
type Engine interface {
	// Run returns the rows of a query, in the order of the result. A row has only
	// the fields with a value. The value of @ptr is the Ptr of the event.
	//
	// The error for a query that the engine refuses is a *Refusal; any other error
	// is a failure of the script.
	//
	// RunScripts calls Run concurrently. The engine must not change the input.
	Run(ctx context.Context, in Input) ([][]Field, error)
}

// Input is a query with everything that it reads.
type Input struct {
	Query  string
	Events []Event           // in the order in which they arrived
	Files  []File            // log files in place of Events
	Tables map[string]string // lookup tables: CSV by name
	// Start and End are the times of StartQuery: seconds since 1970, both included.
	// Both are 0 if the script has no window; then all events count.
	Start, End int64
}

// Event is a log event. The comments name the field that has the value.
type Event struct {
	Time    int64  // @timestamp, in milliseconds since 1970
	Group   string // @log; may be empty
	Stream  string // @logStream
	Message string // @message
	Ptr     string // @ptr
}

// File is a log file as a user has it.
type File struct{ Name, Content string }

// Field is a cell of a row.
type Field struct{ Name, Value string }

// Refusal is the error for a query that an engine does not run.
type Refusal struct {
	// Offset and End are the place of the mistake: the bytes [Offset, End) of the
	// query, from 0. An engine that knows no place has Offset -1.
	Offset, End int
	// Message says what is wrong. An engine with other messages than package cwli
	// leaves it empty; then scripts compare only the place.
	Message string
	// Unsupported is set if the service accepts the query and the engine does not.
	Unsupported bool
}

// Error returns the message.
func (r *Refusal) Error() string { return r.Message }

// RunScripts runs every script (*.txt) at the root of a file system against the
// engine. Each script is a sub-test, each case in it too, and each query of a case
// is one named after its line, as in TestName/filter.txt/text/line_9. Scripts run
// in parallel.
func RunScripts(t *testing.T, engine Engine, scripts fs.FS) {
	t.Helper()
	all, err := read(scripts)
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range all {
		t.Run(s.name, func(t *testing.T) {
			t.Parallel()
			for _, c := range s.cases {
				t.Run(c.name, func(t *testing.T) { c.run(t, engine, s.name) })
			}
		})
	}
}

// run runs the queries of a case. script is the name of its file.
func (c *scriptCase) run(t *testing.T, engine Engine, script string) {
	for _, s := range c.steps {
		t.Run(fmt.Sprintf("line %d", s.line), func(t *testing.T) {
			switch diff, err := s.check(t.Context(), engine); {
			case errors.Is(err, errSupported):
				t.Skip(err)
			case err != nil:
				t.Errorf("%s:%d: run %s: %v", script, s.line, s.in.Query, err)
			case diff != "":
				t.Errorf("%s:%d: %s\nsource: %s, %s\n(-want +got)\n%s", script, s.line, s.in.Query, c.source.kind, c.source.where, diff)
			}
		})
	}
}

// Failures runs every script (*.txt) at the root of a file system and returns the
// queries whose answer is not the wanted one, as script:line, and the number of all
// queries. It shows how many queries a deliberately wrong engine fails.
func Failures(ctx context.Context, engine Engine, scripts fs.FS) (failed []string, total int, err error) {
	all, err := read(scripts)
	if err != nil {
		return nil, 0, err
	}
	for _, s := range all {
		for _, c := range s.cases {
			total += len(c.steps)
			for _, step := range c.steps {
				if diff, err := step.check(ctx, engine); diff != "" || err != nil && !errors.Is(err, errSupported) {
					failed = append(failed, fmt.Sprintf("%s:%d", s.name, step.line))
				}
			}
		}
	}
	return failed, total, nil
}

// errSupported is returned for a query that only the engine of package cwli is
// expected to refuse.
var errSupported = errors.New("the engine supports this query")

// check runs the query. diff is empty if the answer is the wanted one.
func (s step) check(ctx context.Context, engine Engine) (diff string, err error) {
	rows, err := engine.Run(ctx, s.in)
	got, err := judge(rows, err)
	switch {
	case err != nil:
		return "", err
	case s.want.verb == verbUnsupported && got.verb == verbRows:
		return "", errSupported
	}
	return s.difference(got), nil
}
