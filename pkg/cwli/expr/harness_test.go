package expr_test

import (
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/fanlight/fanlight/pkg/cwli/expr"
	"github.com/fanlight/fanlight/pkg/cwli/value"
)

// row is a row whose slots are numbered as a compiler asks for their names.
type row struct {
	slots  map[string]int
	values []value.Value
	err    error
}

func (r *row) At(slot int) value.Value { return r.values[slot] }
func (r *row) Fail(err error)          { r.err = errors.Join(r.err, err) }

// Slot finds the slot of any name but one that fields has not.
func (r *row) Slot(name string) (int, bool) {
	slot, ok := r.slots[name]
	return slot, ok
}

func newRow(fields map[string]value.Value) *row {
	r := &row{slots: map[string]int{}}
	for name, v := range fields {
		r.slots[name] = len(r.values)
		r.values = append(r.values, v)
	}
	return r
}

// sample are the fields of most tests: nope is absent.
func sample() map[string]value.Value {
	return map[string]value.Value{
		"nope":             {},
		"@timestamp":       value.OfTime(1642195111000), // 2022-01-14 21:18:31
		"n":                value.OfText("12.5"),
		"minus":            value.OfText("-12.5"),
		"s":                value.OfText("some text"),
		"empty":            value.OfText(""),
		"id":               value.OfText("9007199254740993"),
		"mid":              value.OfText("-9007199254740993"),
		"size":             {Kind: value.Double, Num: 1.28e8},
		"third":            value.OfNumber(1.0 / 3),
		"list":             {Kind: value.List, Text: `["a", "B", 1, true, null, {"k": [5]}, [6]]`},
		"map":              {Kind: value.Map, Text: `{"a": {"b": [1, {"c": "x"}]}, "user.id": "123", "e\"s": "q", "n": null}`},
		"now()":            value.OfNumber(1642195200),
		"queryStartTime()": value.OfNumber(1642190000000),
		"queryEndTime()":   value.OfNumber(1642195200000),
	}
}

func parse(t testing.TB, text string) expr.Expr {
	t.Helper()
	x, err := expr.Parse(text)
	if err != nil {
		t.Fatalf("Parse(%q): %v", text, err)
	}
	return x
}

// mistake returns the error of a text that is not an expression.
func mistake(t testing.TB, text string) *expr.Error {
	t.Helper()
	_, err := expr.Parse(text)
	e, ok := errors.AsType[*expr.Error](err)
	if !ok {
		t.Fatalf("Parse(%q) = %v, want a *expr.Error", text, err)
	}
	return e
}

func compile(t testing.TB, text string, r *row) expr.Evaluator {
	t.Helper()
	c := expr.Compiler{Slot: r.Slot}
	f, err := c.Value(parse(t, text))
	if err != nil {
		t.Fatalf("compile %q: %v", text, err)
	}
	return f
}

const absent = "(absent)"

func shown(v value.Value) string {
	if !v.Present() {
		return absent
	}
	return v.String()
}

// evaluation is an expression over the sample fields and what it shows as.
type evaluation struct{ text, want string }

func checkEvaluations(t *testing.T, tests []evaluation) {
	t.Helper()
	r := newRow(sample())
	for _, test := range tests {
		r.err = nil
		got := compile(t, test.text, r)(r)
		if r.err != nil {
			t.Errorf("%s: %v", test.text, r.err)
		}
		if shown(got) != test.want {
			t.Errorf("%s = %s, want %s", test.text, shown(got), test.want)
		}
	}
}

// ignoreSpans leaves out positions, and a column's source. A function is its name.
var ignoreSpans = cmp.Options{
	cmpopts.IgnoreTypes(expr.Span{}),
	cmp.Comparer(func(a, b *expr.Function) bool { return a == b }),
	cmpopts.EquateEmpty(),
}

// checkRoundTrip parses the source of x again.
func checkRoundTrip(t *testing.T, x expr.Expr) {
	t.Helper()
	again, err := expr.Parse(x.String())
	if err != nil {
		t.Errorf("%q does not read back: %v", x.String(), err)
		return
	}
	if diff := cmp.Diff(x, again, ignoreSpans); diff != "" {
		t.Errorf("%q reads back differently (-want +got)\n%s", x.String(), diff)
	}
}

// steps counts the expressions that are evaluated for a row with a = 2, b, c = 3 and d
// absent.
func steps(t *testing.T, text string) (n int) {
	t.Helper()
	r := newRow(map[string]value.Value{"a": value.OfText("2"), "b": value.OfText("b"), "c": value.OfText("3"), "d": {}})
	c := expr.Compiler{Slot: r.Slot, Steps: &n}
	f, err := c.Value(parse(t, text))
	if err != nil {
		t.Fatal(err)
	}
	f(r)
	return n
}
