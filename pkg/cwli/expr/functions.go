package expr

import (
	"slices"

	"github.com/fanlight/fanlight/pkg/cwli/value"
)

// functions is the table of functions, in the order of the documentation.
var functions = slices.Concat(generalFunctions, timeFunctions, aggregateFunctions)

var generalFunctions = []*Function{
	{Name: "ispresent", Params: params("field"), Result: GivesTruth, Total: true, Summary: "1 if the row has a value for the field", make: one(func(v value.Value) value.Value {
		return value.OfTruth(v.Present())
	})},
}

// one makes the evaluator of a function of one argument.
func one(f func(value.Value) value.Value) func(*Compiler, *Call) (Evaluator, error) {
	return func(c *Compiler, x *Call) (Evaluator, error) {
		arg, err := c.Value(x.Args[0])
		return func(r Row) value.Value { return f(arg(r)) }, err
	}
}
