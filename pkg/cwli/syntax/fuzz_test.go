package syntax_test

import (
	"testing"

	"github.com/fanlight/fanlight/pkg/allocs"
	"github.com/fanlight/fanlight/pkg/cwli/syntax"
)

// FuzzParse checks that a query is read or refused, that a tree and its source agree, and
// that what Parse allocates is bounded by the length of the query.
func FuzzParse(f *testing.F) {
	for _, tests := range [][]printed{printedFields, printedOperators, printedMatches, printedCalls} {
		for _, test := range tests {
			f.Add(test.query)
		}
	}
	for _, query := range badQueries {
		f.Add(query)
	}
	f.Fuzz(func(t *testing.T, query string) {
		if len(query) > 1000 {
			t.Skip("comparing deep trees takes too long")
		}
		allocs.AtMost(t, parseLimit(query), func() { _, _ = syntax.Parse(query) })
		checkParse(t, query)
	})
}
