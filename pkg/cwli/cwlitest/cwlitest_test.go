package cwlitest

import (
	"context"
	"errors"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/fanlight/fanlight/pkg/cwli"
	"github.com/fanlight/fanlight/pkg/cwli/expr"
)

// engine answers every query with the same rows and error.
type engine struct {
	rows [][]cwli.Field
	err  error
}

func (e engine) Run(context.Context, string, []cwli.Event) ([][]cwli.Field, error) {
	return e.rows, e.err
}

// counter counts the queries and the events that it gets.
type counter struct{ queries, events int }

func (c *counter) Run(_ context.Context, _ string, events []cwli.Event) ([][]cwli.Field, error) {
	c.queries++
	c.events += len(events)
	return nil, nil
}

func TestRunScripts(t *testing.T) {
	t.Parallel()
	c := &counter{}
	t.Run("scripts", func(t *testing.T) {
		RunScripts(t, c, fstest.MapFS{
			"one.txt": {Data: []byte("query\n\tfields a\nrows\n\nlog\n\t2026-01-01T00:00:00Z x\n\nquery\n\tfields b\nrows\n\nquery\n\tparse a\nunsupported 0 5\n")},
			"other":   {Data: []byte("not a script")},
		})
	})
	if c.queries != 3 || c.events != 2 {
		t.Errorf("%d queries over %d events, want 3 over 2", c.queries, c.events)
	}
}

func TestStep_run(t *testing.T) {
	t.Parallel()
	refused := &expr.Error{Offset: 3, End: 5, Message: "invalid x"}
	elsewhere := &expr.Error{Offset: 4, End: 5, Message: "invalid x"}
	silent := &expr.Error{Offset: 3, End: 5}
	later := &expr.Error{Offset: 3, End: 5, Message: "invalid x", Unsupported: true}
	row := [][]cwli.Field{{{Name: "a", Value: "1"}}}
	down := errors.New("no connection")
	tests := []struct {
		name   string
		want   answer
		engine engine
		differ bool
		err    error
	}{
		{"the rows", answer{verbRows, "", `{"a": "1"}`}, engine{rows: row}, false, nil},
		{"other rows", answer{verbRows, "", `{"a": "2"}`}, engine{rows: row}, true, nil},
		{"a row too many", answer{verbRows, "", ""}, engine{rows: row}, true, nil},
		{"rows, refused", answer{verbRows, "", `{"a": "1"}`}, engine{err: refused}, true, nil},
		{"the error", answer{verbError, "3 5", "invalid x"}, engine{err: refused}, false, nil},
		{"another place", answer{verbError, "3 5", "invalid x"}, engine{err: elsewhere}, true, nil},
		{"another message", answer{verbError, "3 5", "invalid y"}, engine{err: refused}, true, nil},
		{"no message", answer{verbError, "3 5", "invalid x"}, engine{err: silent}, false, nil},
		{"no message, another place", answer{verbError, "4 5", "invalid x"}, engine{err: silent}, true, nil},
		{"an error, answered", answer{verbError, "3 5", "invalid x"}, engine{rows: row}, true, nil},
		{"an error, unsupported", answer{verbError, "3 5", "invalid x"}, engine{err: later}, true, nil},
		{"unsupported", answer{verbUnsupported, "3 5", "invalid x"}, engine{err: later}, false, nil},
		{"unsupported, answered", answer{verbUnsupported, "3 5", "invalid x"}, engine{rows: row}, false, errSupported},
		{"any other error", answer{verbRows, "", ""}, engine{err: down}, false, down},
	}
	for _, test := range tests {
		diff, err := step{want: test.want}.run(t.Context(), test.engine)
		if (diff != "") != test.differ || !errors.Is(err, test.err) {
			t.Errorf("%s: error %v, want %v; differs %v, want %v\n%s", test.name, err, test.err, diff != "", test.differ, strings.TrimSpace(diff))
		}
	}
}
