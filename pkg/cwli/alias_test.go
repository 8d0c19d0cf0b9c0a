package cwli

import (
	"fmt"
	"math"
	"testing"

	"github.com/fanlight/fanlight/pkg/cwli/value"
)

// TestScope_alias counts the expressions that are evaluated: a chain of aliases takes its length
// for each row, not 2 to the power of it, and has the right value.
func TestScope_alias(t *testing.T) {
	t.Parallel()
	const length = 60
	sum := value.OfNumber(math.Pow(2, length)).String()
	for _, c := range []struct{ name, query, column, want string }{
		{"fields", "fields n as a0" + doublings(" | fields a%[1]d+a%[1]d as a%[2]d", length), "a60", sum},
		{"filter and sort", "fields n as a0" + doublings(" | fields a%[1]d+a%[1]d as a%[2]d", length) + " | filter a60 >= 1 | sort a60 | display a60", "a60", sum},
		{"conditions", "fields n as a0" + doublings(" | fields a%[1]d > 0 and a%[1]d < 2 as a%[2]d", length), "a60", "1"},
		{"arguments of stats", "fields n as a0" + doublings(" | fields a%[1]d+a%[1]d as a%[2]d", length) + " | stats max(a60) as m, min(a60) by a60", "m", sum},
		{"values of stats", "stats sum(n) as a0" + doublings(", a%[1]d+a%[1]d as a%[2]d", length), "a60", sum},
		{"after stats", "stats sum(n) as a0" + doublings(" | fields a%[1]d+a%[1]d as a%[2]d", length), "a60", sum},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			q, steps, err := counted(c.query)
			if err != nil {
				t.Fatal(err)
			}
			got, err := feed(q.Execution(Options{}), []string{`{"n":1}`})
			if values := column(got, c.column); err != nil || fmt.Sprint(values) != fmt.Sprint([]string{c.want}) {
				t.Errorf("%s = %v, %v, want %s", c.column, values, err, c.want)
			}
			if most := 20 * length; *steps > most {
				t.Errorf("%d steps, want at most %d", *steps, most)
			}
		})
	}
}

// The value of an alias is that of its own row.
func TestScope_alias_rows(t *testing.T) {
	t.Parallel()
	for query, want := range map[string]string{
		"fields n+n as m | sort m | filter m > 0 | display m+m as k":                              "[4 8 12]",
		"stats sum(n) as s, s+s as k by text | sort k":                                            "[0 2 4 6]",
		"stats sum(n) as s by text | fields s+s as m | filter m != 2 | sort m | display m+m as k": "[0 8 12]",
	} {
		got, err := run(t, query, Options{}, numbered(4)...)
		if values := fmt.Sprint(column(got, "k")); err != nil || values != want {
			t.Errorf("%s: k = %s, %v, want %s", query, values, err, want)
		}
	}
}

// An overflow has no value.
func TestScope_alias_overflow(t *testing.T) {
	t.Parallel()
	query := "fields 10^300 as a0 | fields a0*a0 as a1 | fields a1+a1 as a2, a0 as b"
	got, err := run(t, query, Options{}, `{"n":1}`)
	if len(column(got, "a2")) != 0 || len(column(got, "b")) != 1 || err != nil {
		t.Errorf("%s: %v, %v, want no a2", query, got.Rows, err)
	}
}
