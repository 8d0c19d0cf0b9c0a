package syntax_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/fanlight/fanlight/pkg/allocs"
	"github.com/fanlight/fanlight/pkg/cwli/syntax"
)

func TestParse(t *testing.T) {
	t.Parallel()
	t.Run("longest query", func(t *testing.T) {
		t.Parallel()
		longest := "fields " + strings.Repeat("a", syntax.MaxLength-len("fields "))
		parse(t, longest)
		_, err := syntax.Parse(longest + "a")
		e, ok := errors.AsType[*syntax.Error](err)
		if !ok || e.Offset != syntax.MaxLength {
			t.Errorf("one byte more: %v, want an error at %d", err, syntax.MaxLength)
		}
	})
	t.Run("an error has a place in the text", func(t *testing.T) {
		t.Parallel()
		for _, query := range badQueries {
			checkParse(t, query)
		}
	})
}

// checkParse checks that Parse returns a tree that reads back from its source,
// or an error with a place inside the text.
func checkParse(t *testing.T, query string) {
	t.Helper()
	q, err := syntax.Parse(query)
	if err == nil {
		checkRoundTrip(t, q)
		return
	}
	e, ok := errors.AsType[*syntax.Error](err)
	if !ok || e.Offset < 0 || e.End < e.Offset || e.End > len(query) || e.Message == "" {
		t.Errorf("Parse(%q): error %+v outside the text", query, err)
		return
	}
	syntax.Format(e, query)
}

// parseLimit is how many bytes Parse may allocate for a query: several times what it needs,
// since the race detector empties pools.
func parseLimit(query string) uint64 { return 4<<20 + 1600*uint64(len(query)) }

// TestParse_allocations reads queries of almost MaxLength bytes whose parts could multiply.
func TestParse_allocations(t *testing.T) {
	numbers := make([]string, 800)
	for i := range numbers {
		numbers[i] = fmt.Sprint("a", i)
	}
	list := strings.Join(numbers, ",")
	nested := func(open, inside, end string) string {
		depth := 9500 / len(open+end)
		return strings.Repeat(open, depth) + inside + strings.Repeat(end, depth)
	}
	for name, query := range map[string]string{
		"keys of sort":      "stats count(*) by " + list + " | sort " + list,
		"a deep key":        "stats count(*) as c by a | sort " + nested("-(1-", "c", ")"),
		"nested aggregates": "stats " + nested("max(", "a", ")"),
		"minus signs":       "fields " + nested("-", "a", ""),
		"parentheses":       "fields " + nested("(", "a", ")"),
		"powers":            "fields " + nested("a^", "a", ""),
		"negations":         "filter " + nested("not ", "a", ""),
		"undefined names":   "stats " + list,
		"repetitions":       "filter a like /" + nested("a{1000}", "", "") + "/",
		"a long name":       "stats count(*) | filter " + nested("a", "", "") + " = 1",
	} {
		t.Run(name, func(t *testing.T) {
			if len(query) > syntax.MaxLength {
				t.Fatalf("%d bytes", len(query))
			}
			allocs.AtMost(t, parseLimit(query), func() { _, _ = syntax.Parse(query) })
		})
	}
}
