package cwli

import (
	"errors"
	"fmt"
	"strings"
	"testing"
)

// What a query keeps is bounded, whatever it keeps.
func TestMemoryError_Error(t *testing.T) {
	t.Parallel()
	var messages []string
	for i := range 4000 {
		messages = append(messages, fmt.Sprintf(`{"n":%d,"k":"%d","text":"%s"}`, i, i, strings.Repeat("x", 400)))
	}
	for _, query := range []string{
		"fields text | sort n", "fields text | dedup k", "stats count(*) by text, k", "stats count_distinct(k) as d by text, k",
		"stats values(k)", "fields text | accum n as s | limit 3", "filter text in (SOURCE 'g' | fields k) | stats count(*)",
		"join left=l right=r where l.k=r.k (SOURCE 'g') | fields l.k",
	} {
		q, err := Compile(query)
		if err != nil {
			t.Fatalf("%s: %v", query, err)
		}
		_, err = feed(q.Execution(Options{Memory: 100_000}), messages)
		e, ok := errors.AsType[*MemoryError](err)
		if !ok || e.Limit != 100_000 || !strings.HasSuffix(e.Error(), "end the query with a smaller limit") {
			t.Errorf("%s: %v, want a *MemoryError", query, err)
		}
	}
	for query, command := range map[string]string{
		"fields text | sort n": "result", "fields text | sort n | accum n": "sort", "fields text | accum n": "accum", "filldown text": "filldown",
		"fields text | limit 4000": "limit", "dedup k": "dedup", "stats count(*) by k": "stats",
	} {
		q, err := Compile(query)
		if err != nil {
			t.Fatal(err)
		}
		_, err = feed(q.Execution(Options{Memory: 100_000}), messages)
		if e, ok := errors.AsType[*MemoryError](err); !ok || e.Command != command {
			t.Errorf("%s: %v, want a *MemoryError of %s", query, err, command)
		}
	}
	for query, memory := range map[string]int64{
		"fields text | sort n | limit 10": 500_000, "stats count(*) by bin(1h)": 500_000, "stats pct(n, 50)": 500_000, "stats count_distinct(k)": 500_000,
		"fields text | sort n": 3_500_000, "fields text | limit 4000 | sort n | limit 4000": 3_500_000, // one copy of a row at a time
		"stats count(*) as c by text, k | stats sum(c) as d by text, k | stats sum(d) by text, k": 5_800_000,
	} {
		q, err := Compile(query)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := feed(q.Execution(Options{Memory: memory}), messages); err != nil {
			t.Errorf("%s: %v, want no error", query, err)
		}
	}
}
