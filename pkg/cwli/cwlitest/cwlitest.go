// Package cwlitest runs scripts of log events, queries and expected rows against
// an engine of the Logs Insights query language: the one of package cwli, the
// stand-in for AWS, or the service itself.
//
// The scripts of package cwli are in pkg/cwli/testdata. The README there describes
// their language, and what an engine that is not cwli has to translate.
package cwlitest

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/fanlight/fanlight/pkg/cwli"
	"github.com/fanlight/fanlight/pkg/cwli/expr"
)

// Engine runs queries.
type Engine interface {
	// Run returns the rows of a query over the events, in the order of the result.
	// A row has only the fields with a value. The value of @ptr is the Ptr of the
	// event.
	//
	// The error for a query that the engine refuses is a *expr.Error. An engine
	// with other messages than package cwli leaves Message empty; then scripts
	// compare only the place.
	//
	// RunScripts calls Run concurrently. The engine must not change the events.
	Run(ctx context.Context, query string, events []cwli.Event) ([][]cwli.Field, error)
}

// RunScripts runs every script (*.txt) at the root of a file system against the
// engine. Each script is a sub-test, and each query in it is one too, named after
// its line, as in TestName/filter.txt/line_9. Scripts run in parallel.
func RunScripts(t *testing.T, engine Engine, scripts fs.FS) {
	t.Helper()
	names, err := fs.Glob(scripts, "*.txt")
	if err != nil || len(names) == 0 {
		t.Fatalf("find scripts (*.txt): found %d, error %v", len(names), err)
	}
	for _, name := range names {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			runScript(t, engine, scripts, name)
		})
	}
}

func runScript(t *testing.T, engine Engine, scripts fs.FS, name string) {
	text, err := fs.ReadFile(scripts, name)
	if err != nil {
		t.Fatal(err)
	}
	steps, err := parse(string(text))
	if err != nil {
		t.Fatalf("%s:%v", name, err)
	}
	for _, s := range steps {
		t.Run(fmt.Sprintf("line %d", s.line), func(t *testing.T) {
			switch diff, err := s.run(t.Context(), engine); {
			case errors.Is(err, errSupported):
				t.Skip(err)
			case err != nil:
				t.Errorf("%s:%d: run %s: %v", name, s.line, s.query, err)
			case diff != "":
				t.Errorf("%s:%d: %s\n(-want +got)\n%s", name, s.line, s.query, diff)
			}
		})
	}
}

// errSupported is returned for a query that only the engine of package cwli is
// expected to refuse.
var errSupported = errors.New("the engine supports this query")

// run compares the engine's answer with the expected one. diff is empty if they
// are the same.
func (s step) run(ctx context.Context, engine Engine) (diff string, err error) {
	rows, err := engine.Run(ctx, s.query, s.events)
	want := s.want
	var refused *expr.Error
	switch {
	case errors.As(err, &refused):
		if refused.Message == "" {
			want.text = ""
		}
		return difference(want, refusal(refused)), nil
	case err != nil:
		return "", err
	case want.verb == verbUnsupported:
		return "", errSupported
	}
	return difference(want, answer{verb: verbRows, text: format(rows)}), nil
}

func difference(want, got answer) string {
	return cmp.Diff(strings.Split(want.String(), "\n"), strings.Split(got.String(), "\n"))
}

func refusal(e *expr.Error) answer {
	verb := verbError
	if e.Unsupported {
		verb = verbUnsupported
	}
	return answer{verb: verb, argument: fmt.Sprint(e.Offset, e.End), text: e.Message}
}
