package syntax_test

import "testing"

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
		checkParse(t, query)
	})
}
