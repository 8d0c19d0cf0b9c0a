package expr_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/fanlight/fanlight/pkg/cwli/expr"
	"github.com/fanlight/fanlight/pkg/cwli/value"
)

// awkward are literals of which some are equal and written in other ways, and some differ
// where a float64 does not.
var awkward = []string{
	"0", "-0", "0.0", "1", "1.0", "01", "1e0", "'1'", "' 1 '", "'+1'", "'1.'", "''", "' '", "'a'", "'A'", "-1", "'-1'", "0.1", "0.10", "'.1'", "1e-1",
	"'0.1000000000000000055511151231257827'", "9007199254740992", "9007199254740993", "9007199254740994", "'9007199254740993.0'", "'9007199254740992.5'", "9.007199254740992e15",
	"-9007199254740993", "-9007199254740992", "1000000000000000", "'1000000000000000.0'", "12", "'00000000000000012'", "'0000000000000000009007199254740993'",
	"123456789012345678901234567890", "123456789012345678901234567891", "1.2345678901234568e29", "1e300", "128000000", "'1.28E8'", "15", "'15.0'",
	"'2022-01-14 21:18:31.000'", "1642195111000", "'1.642195111E12'", "'Infinity'", "'NaN'", "'0x10'", "16", "'null'", "'[1]'", "'{}'", "0.3333",
}

// awkwardValues are the values of rows: the literals as texts, as numbers, and what is
// neither.
func awkwardValues() (all []value.Value) {
	for _, text := range awkward {
		v := value.OfText(strings.Trim(text, "'"))
		all = append(all, v)
		if f, ok := v.Float(); ok {
			all = append(all, value.OfNumber(f), value.Value{Kind: value.Double, Num: f})
		}
	}
	return append(all, value.Value{}, value.OfTime(1642195111000), value.OfNumber(1.0/3), value.Value{Kind: value.List, Text: "[1]"}, value.Value{Kind: value.Map, Text: "{}"})
}

// decide evaluates conditions on v.
func decide(t *testing.T, text string) func(value.Value) bool {
	t.Helper()
	r := newRow(map[string]value.Value{"v": {}})
	c := expr.Compiler{Slot: r.Slot}
	holds, err := c.Condition(parse(t, text))
	if err != nil {
		t.Fatal(err)
	}
	return func(v value.Value) bool {
		r.values[0] = v
		return holds(r)
	}
}

// in with a list holds where = with one of its literals does.
func TestIn_equal(t *testing.T) {
	t.Parallel()
	values, checked := awkwardValues(), 0
	for i, first := range awkward {
		for k := range awkward[:i+1] {
			list := []string{first, awkward[(i*7+k*3)%len(awkward)], awkward[k]}
			in := decide(t, "v in ["+strings.Join(list, ", ")+"]")
			out := decide(t, "v not in ["+strings.Join(list, ", ")+"]")
			equal := decide(t, fmt.Sprintf("v = %s or v = %s or v = %s", list[0], list[1], list[2]))
			other := decide(t, fmt.Sprintf("v != %s and v != %s and v != %s", list[0], list[1], list[2]))
			for _, v := range values {
				if in(v) != equal(v) || out(v) != other(v) {
					t.Errorf("%+v in %v: %v, equal: %v; not in: %v, different: %v", v, list, in(v), equal(v), out(v), other(v))
				}
				checked++
			}
		}
	}
	if checked < 100_000 {
		t.Errorf("%d comparisons, want at least 100,000", checked)
	}
}

// A list is not gone through for each row: a longer one takes no longer.
func BenchmarkIn(b *testing.B) {
	for _, n := range []int{3, 3000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			list := make([]string, n)
			for i := range list {
				list[i] = fmt.Sprint(i)
			}
			r := newRow(map[string]value.Value{"v": value.OfText("none")})
			c := expr.Compiler{Slot: r.Slot}
			holds, err := c.Condition(parse(b, "v in ["+strings.Join(list, ", ")+"]"))
			if err != nil {
				b.Fatal(err)
			}
			for b.Loop() {
				holds(r)
			}
		})
	}
}
