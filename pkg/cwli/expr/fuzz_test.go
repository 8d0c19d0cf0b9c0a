package expr_test

import (
	"testing"

	"github.com/fanlight/fanlight/pkg/allocs"
	"github.com/fanlight/fanlight/pkg/cwli/expr"
	"github.com/fanlight/fanlight/pkg/cwli/value"
)

// FuzzParse checks that an expression is read or refused, that a tree and its source
// agree, and that what Parse allocates is bounded by the length of the text.
func FuzzParse(f *testing.F) {
	for _, tests := range [][]printed{printedNames, printedOperators, printedMatches, printedCalls} {
		for _, test := range tests {
			f.Add(test.text)
		}
	}
	for _, text := range badExpressions {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if len(text) > 1000 {
			t.Skip("comparing deep trees takes too long")
		}
		allocs.AtMost(t, parseLimit(text), func() { _, _ = expr.Parse(text) })
		checkParse(t, text)
	})
}

// FuzzEvaluate evaluates expressions over a field with any text: whatever it is, there
// is a value or none, no text is too long, and a condition has one of two outcomes, that of
// its value if there is one: "not" of an absent value holds and is absent.
func FuzzEvaluate(f *testing.F) {
	for _, function := range expr.Functions() {
		if function.Result != expr.GivesAggregate {
			f.Add(call(function, 0, "s"), "{\"a\":[1,\"x\"]}")
			f.Add(call(function, 1, "s"), "-12.75")
			f.Add(call(function, 2, "jsonParse(s).a"), "{\"a\":[1,\"x\"]}")
		}
	}
	for _, tests := range [][]printed{printedOperators, printedMatches, printedCalls} {
		for _, test := range tests {
			f.Add(test.text, "2022-01-14T21:18:31Z")
		}
	}
	f.Add("!0%0", "")
	f.Fuzz(func(t *testing.T, text, field string) {
		x, err := expr.Parse(text)
		if err != nil || len(text) > 1000 || len(field) > 1000 {
			t.Skip("not an expression, or a long one")
		}
		fields := sample()
		for _, name := range []string{"s", "a", "b", "c"} {
			fields[name] = value.OfText(field)
		}
		r := newRow(fields)
		c := expr.Compiler{Slot: r.Slot}
		evaluate, err := c.Value(x)
		if err != nil {
			return
		}
		allocs.AtMost(t, 1<<30, func() { checkValue(t, evaluate(r)) })
		holds, err := c.Condition(x)
		if err != nil {
			t.Fatalf("%q is a value and no condition: %v", text, err)
		}
		if v := evaluate(r); v.Present() && holds(r) != v.Holds() {
			t.Errorf("%q holds: %v, and is %+v", text, holds(r), v)
		}
	})
}

// checkValue checks that a value is of its kind, and that it shows.
func checkValue(t *testing.T, v value.Value) {
	t.Helper()
	again := v
	if v.Opaque() {
		f, _ := expr.Lookup("jsonParse")
		c := expr.Compiler{Slot: func(string) (int, bool) { return 0, true }}
		parsed, err := c.Value(&expr.Call{Func: f, Args: []expr.Expr{&expr.Field{Name: "x"}}})
		if err != nil {
			t.Fatal(err)
		}
		again = parsed(&row{values: []value.Value{value.OfText(v.Text)}})
	}
	if len(v.Text) > expr.MaxText+6 || again != v || v.Present() && v.Kind != value.Text && v.String() == "" {
		t.Errorf("the value is %+v", v)
	}
}
