package main

import (
	"slices"
	"testing"

	"github.com/fanlight/fanlight/pkg/cwli/naive"
)

func TestQuery(t *testing.T) {
	got, err := query(open(t), `SELECT 1.5::DOUBLE AS a, NULL AS b, 'text' AS c UNION ALL SELECT NULL, NULL, 'more' ORDER BY a NULLS LAST`)
	if err != nil {
		t.Fatal(err)
	}
	want := [][]naive.Field{{{Name: "a", Value: "1.5"}, {Name: "c", Value: "text"}}, {{Name: "c", Value: "more"}}}
	if !slices.EqualFunc(got, want, slices.Equal) {
		t.Errorf("got %v, want %v", got, want)
	}
}

// TestShow has numbers that the service returned.
func TestShow(t *testing.T) {
	for f, want := range map[float64]string{
		5.0 / 3: "1.6667", 5.0 / 7: "0.7143", 0.000201453: "0.0002015", 122.0703125: "122.0703", 256000000: "256000000",
		153018.34: "153018.34", 0: "0", 0.99996: "1", 4.2e-9: "0.0000000042", -1.50001: "-1.5",
	} {
		if got := show(f); got != want {
			t.Errorf("%v is shown as %s, want %s", f, got, want)
		}
	}
}
