package cwli

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"github.com/fanlight/fanlight/pkg/cwli/syntax"
)

// run compiles a query and feeds messages to it.
func run(t testing.TB, query string, o Options, messages ...string) (Result, error) {
	t.Helper()
	q, err := Compile(query)
	if err != nil {
		t.Fatalf("Compile(%q): %v", query, err)
	}
	return feed(q.Execution(o), messages)
}

// feed adds messages as events, one a second from time 0 on, from a buffer that
// is overwritten each time.
func feed(x *Execution, messages []string) (Result, error) {
	var e Event
	for i, message := range messages {
		for j := range e.Message {
			e.Message[j] = '#'
		}
		e = Event{Timestamp: int64(i) * 1000, Message: append(e.Message[:0], message...), Ptr: fmt.Sprint("p", i)}
		if err := x.Add(&e); err != nil {
			return Result{}, err
		}
	}
	return x.Result(context.Background())
}

// counted compiles a query that counts the expressions which its executions evaluate.
func counted(query string) (*Query, *int, error) {
	tree, err := syntax.Parse(query)
	if err != nil {
		return nil, nil, err
	}
	s := newScope()
	s.steps = new(int)
	return &Query{s.compile(tree)}, s.steps, nil
}

// doublings returns count commands, of which each adds the name of the one before to itself,
// with these names: a0 is the first.
func doublings(command string, count int) string {
	var b strings.Builder
	for i := range count {
		fmt.Fprintf(&b, command, i, i+1)
	}
	return b.String()
}

// column returns the values of one field in all rows.
func column(r Result, name string) (values []string) {
	for _, row := range r.Rows {
		for _, field := range row {
			if field.Name == name {
				values = append(values, field.Value)
			}
		}
	}
	return values
}

// numbered returns n messages with the fields n and text.
func numbered(n int) (messages []string) {
	for i := range n {
		messages = append(messages, fmt.Sprintf(`{"n":%d,"text":"\u0061%d"}`, i, i))
	}
	return messages
}
