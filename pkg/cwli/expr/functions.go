package expr

import (
	"slices"
	"sync"

	"github.com/fanlight/fanlight/pkg/cwli/value"
)

// functions is the table of functions, in the order of the documentation. AWS
// documents them on three pages:
// https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CWL_QuerySyntax-operations-functions.html,
// …/CWL_QuerySyntax-hash-functions.html and …/CWL_QuerySyntax-Stats.html.
//
// What the pages leave open is decided alike for all: a function of numbers, texts,
// times or addresses has no value where an argument is absent, a list or a map (the
// pages say so of lists and maps), or not what the function takes.
var functions = sync.OnceValue(func() []*Function {
	return slices.Concat(
		grouped(General, generalFunctions()), grouped(Numeric, numericFunctions()), grouped(Datetime, timeFunctions()),
		grouped(Textual, textFunctions(), trimFunctions(), encodingFunctions()), grouped(JSON, jsonFunctions()),
		grouped(Addresses, addressFunctions()), grouped(Hashes, hashFunctions()), grouped(Aggregates, aggregateFunctions()),
	)
})

func grouped(g Group, lists ...[]*Function) []*Function {
	all := slices.Concat(lists...)
	for _, f := range all {
		f.Group = g
	}
	return all
}

// one makes the evaluator of a function of one argument.
func one(f func(value.Value) value.Value) maker {
	return func(c *Compiler, x *Call) (Evaluator, error) {
		arg, err := c.Value(x.Args[0])
		return func(r Row) value.Value { return f(arg(r)) }, err
	}
}

// two makes the evaluator of a function of two arguments.
func two(f func(a, b value.Value) value.Value) maker {
	return func(c *Compiler, x *Call) (Evaluator, error) {
		args, err := c.values(x.Args)
		if err != nil {
			return nil, err
		}
		first, second := args[0], args[1]
		return func(r Row) value.Value { return f(first(r), second(r)) }, nil
	}
}

// textOf returns the text that a value shows as. ok is false for an absent value, a
// list or a map.
func textOf(v value.Value) (s string, ok bool) {
	if !v.Present() || v.Opaque() {
		return "", false
	}
	return v.String(), true
}

// ofText makes the evaluator of a function of one text.
func ofText(f func(string) value.Value) maker {
	return one(func(v value.Value) value.Value {
		s, ok := textOf(v)
		if !ok {
			return value.Value{}
		}
		return f(s)
	})
}

// ofTexts makes the evaluator of a function of two texts.
func ofTexts(f func(s, t string) value.Value) maker {
	return two(func(v, w value.Value) value.Value {
		s, okay := textOf(v)
		t, too := textOf(w)
		if !okay || !too {
			return value.Value{}
		}
		return f(s, t)
	})
}

// ofNumber makes the evaluator of a function of one number.
func ofNumber(f func(float64) float64) maker {
	return one(func(v value.Value) value.Value {
		n, ok := v.Float()
		if !ok {
			return value.Value{}
		}
		return value.OfNumber(f(n))
	})
}
