package cwli

import (
	"context"
	"fmt"
	"slices"
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

// feed adds messages as events, one a second from time 0 on.
func feed(x *Execution, messages []string) (Result, error) {
	var file FileReader
	for i, message := range messages {
		if err := x.Add(file.Read(Event{Timestamp: int64(i) * 1000, Ptr: fmt.Sprint("p", i)}, message)); err != nil {
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
	steps := new(int)
	p, err := compile(tree, building{steps, methods})
	return &Query{p}, steps, err
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

// strict returns the query as one that checks messages for valid JSON before the
// filters.
func strict(q *Query) *Query {
	p := *q.plan
	p.parts = slices.Clone(p.parts)
	for i, part := range p.parts {
		careful := *part
		events, fields := *part.events, *part.events.discovers
		fields.strict = true
		events.discovers, careful.events = &fields, &events
		if part.output == part.events {
			careful.output = &events
		}
		p.parts[i] = &careful
	}
	return &Query{&p}
}
