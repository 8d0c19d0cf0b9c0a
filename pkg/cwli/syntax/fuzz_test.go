package syntax_test

import (
	"slices"
	"testing"

	"github.com/fanlight/fanlight/pkg/allocs"
	"github.com/fanlight/fanlight/pkg/cwli/expr"
	"github.com/fanlight/fanlight/pkg/cwli/syntax"
)

// FuzzParse checks that a query is read or refused, that a tree and its source agree, and
// that what Parse allocates is bounded by the length of the query.
func FuzzParse(f *testing.F) {
	if _, ok := expr.Lookup("jsonParse"); !ok {
		f.Skip("the table of functions is not complete")
	}
	for _, test := range slices.Concat(printedColumns, printedOperators, printedMatches, printedCalls, printedCommands) {
		f.Add(test.query)
	}
	for _, q := range corpus(f) {
		f.Add(q.text)
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
