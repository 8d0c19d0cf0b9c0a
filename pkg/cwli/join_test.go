package cwli

import (
	"fmt"
	"testing"
)

// The rows of stats are rows as others on the left side of a join.
func TestBuilder_join(t *testing.T) {
	t.Parallel()
	r, err := runParts(t, "stats sum(n) as s by a | join left=l right=r where l.a=r.a (fields a, n) | display l.s as x, r.n as y", `{"a":"k","n":1}`)
	if got := fmt.Sprint(column(r, "x"), column(r, "y")); err != nil || got != "[1] [1]" {
		t.Errorf("%s, %v, want [1] [1]", got, err)
	}
}

// The rows of the right side come in their own order: newest first, whatever the order in
// which they are read, unless its query says another one.
func TestJoinTable_end(t *testing.T) {
	t.Parallel()
	for right, want := range map[string]string{
		"fields a, n":                                   "[3 2 1]",
		"fields a, n | sort n":                          "[1 2 3]",
		"fields a, n | sort n | limit 2":                "[1 2]",
		"stats count(*) by a, n":                        "[1 2 3]",
		"fields a, n | sort n desc | limit 2 | dedup n": "[3 2]",
	} {
		r, err := runParts(t, "limit 1 | join left=l right=r where l.a=r.a ("+right+") | display r.n as n", `{"a":1,"n":1}`, `{"a":1,"n":2}`, `{"a":1,"n":3}`)
		if got := fmt.Sprint(column(r, "n")); err != nil || got != want {
			t.Errorf("%s: %s, %v, want %s", right, got, err, want)
		}
	}
}

// A join and a subquery find the values that = finds equal.
func TestEqualKey(t *testing.T) {
	t.Parallel()
	for _, message := range []string{
		`{"id":9007199254740994,"s":"9007199254740994.0"}`, `{"id":1000000000000000,"s":"1000000000000000.0"}`,
		`{"id":12,"s":"00000000000000012"}`, `{"id":"0.1000000000000000","s":"0.1"}`,
	} {
		for _, query := range []string{
			"filter id = s | display id as x", "filter s in (fields id as s) | display id as x",
			"join left=l right=r where l.id=r.s (fields s) | display l.id as x",
		} {
			if r, err := runParts(t, query, message); err != nil || len(r.Rows) != 1 {
				t.Errorf("%s of %s: %v, %v, want one row", query, message, r.Rows, err)
			}
		}
	}
	const date = `{"t":"1970-01-01 00:00:00.000"}`
	for _, query := range []string{"filter @timestamp = t | display t", "filter @timestamp in (fields t) | display t"} {
		if r, err := runParts(t, query, date); err != nil || len(r.Rows) != 1 {
			t.Errorf("%s of %s: %v, %v, want one row", query, date, r.Rows, err)
		}
	}
}

// runParts feeds the messages to each input of a query.
func runParts(t *testing.T, query string, messages ...string) (Result, error) {
	t.Helper()
	q, err := Compile(query)
	if err != nil {
		return Result{}, err
	}
	x := q.Execution(Options{})
	for range q.Inputs()[1:] {
		for i, message := range messages {
			if err := x.Add(&Event{Timestamp: int64(i) * 1000, Message: []byte(message)}); err != nil {
				return Result{}, err
			}
		}
		if err := x.Next(); err != nil {
			return Result{}, err
		}
	}
	return feed(x, messages)
}
