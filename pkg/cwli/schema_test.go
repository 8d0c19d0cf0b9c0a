package cwli

import (
	"context"
	"fmt"
	"testing"
)

// A name that a command gave stays when a later one makes a map with such a part, and a column is
// computed where it stands.
func TestSchema_slot(t *testing.T) {
	t.Parallel()
	for query, want := range map[string]string{
		"stats sum(n) as `a.b` by k | fields k as a | display a.b as x":                "[2 4]",
		"stats sum(n) as s by a.k | accum s as a | display a.k as x":                   "[a b]",
		"fields jsonParse(@message) as j | accum n as s | display j.n as x":            "[2 1 3]",
		"fields n * 2 as x | sort n | accum n":                                         "[2 4 6]",
		"accum n as s | expand l | display l as x":                                     "[1 2 1 2 1 2]",
		"expand l | expand l | display l as x":                                         "[1 2 1 2 1 2]",
		"join left=l right=r where l.n=r.n (fields n) | expand l.l | display l.l as x": "[1 2 1 2 1 2]",
		"join left=l right=r where l.n=r.n (fields n) | expand r.l | display r.l as x": "[1 2 1 2 1 2]",
		"fields k as l | unnest l into e | expand l | display l as x":                  "[a b b]",
		"stats count(*) as c by bin(1s) as t, k | stats sum(c) as x by t | fields t":   "[1 1 1]",
	} {
		r, err := runParts(t, query, `{"k":"b","n":3,"a":{"k":"b"},"l":[1,2]}`, `{"k":"b","n":1,"a":{"k":"b"},"l":[1,2]}`, `{"k":"a","n":2,"a":{"k":"a"},"l":[1,2]}`)
		if got := fmt.Sprint(column(r, "x")); err != nil || got != want {
			t.Errorf("%s: %s, %v, want %s", query, got, err, want)
		}
	}
}

// A column without a name is computed where it stands, and its text names no field.
func TestBuilder_keyOf(t *testing.T) {
	t.Parallel()
	for _, test := range []struct{ query, column, want string }{
		{"fields n * 2 | sort n | accum n", "n * 2", "[2 4 6]"},
		{"fields n * 2 | sort n | autoregress n | lookup t n OUTPUT z as n", "n * 2", "[2 4 6]"},
		{"display n-m | unnest `n-m` into x | accum n", "n-m", "[1 0 2]"},
		{"fields n-m, `n-m` as x", "x", "[f f f]"},
		{"sort n | fields n-o | filldown", "n-o", "[1 1 1]"},
		{"fields n * 2 | addtotals", "Total", "[4 2 6]"},
		{"fields n * 2 | appendcols (fields n as y) | accum n", "n * 2", "[4 2 6]"},
		{"fields n * 2 | sort n desc | appendcols override=true (fields n * 2)", "n * 2", "[4 2 6]"},
	} {
		q, err := Compile(test.query)
		if err != nil {
			t.Errorf("%s: %v", test.query, err)
			continue
		}
		o := Options{Tables: map[string]*Table{"t": {Columns: []string{"n", "z"}}}}
		r, err := q.Run(t.Context(), o, func(_ context.Context, _ Input, yield func(*Event) error) error {
			for i, message := range []string{`{"n":3,"m":1,"n-m":"f"}`, `{"n":1,"m":1,"n-m":"f","o":0}`, `{"n":2,"m":1,"n-m":"f"}`} {
				if err := yield(&Event{Timestamp: int64(i), Message: []byte(message)}); err != nil {
					return err
				}
			}
			return nil
		})
		if got := fmt.Sprint(column(r, test.column)); err != nil || got != test.want {
			t.Errorf("%s: %s, %v, want %s", test.query, got, err, test.want)
		}
	}
}
