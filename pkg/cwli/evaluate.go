package cwli

import (
	"math"

	"github.com/fanlight/fanlight/pkg/cwli/syntax"
)

// eval compiles an expression to a function that returns its value for a row.
func (s *scope) eval(x syntax.Expr) evaluator {
	if s.steps == nil {
		return s.evaluator(x)
	}
	evaluate := s.evaluator(x)
	return func(r *row) value {
		*s.steps++
		return evaluate(r)
	}
}

func (s *scope) evaluator(x syntax.Expr) evaluator {
	if isCondition(x) {
		holds := s.test(x)
		return func(r *row) value { return condition(holds(r)) }
	}
	switch x := x.(type) {
	case *syntax.Field:
		return s.field(x.Name)
	case *syntax.Number:
		return constant(numberOf(x.Value))
	case *syntax.Text:
		return constant(textOf(x.Value))
	case *syntax.Unary:
		return negated(s.eval(x.X))
	case *syntax.Binary:
		return arithmetic(operations[x.Op], s.eval(x.X), s.eval(x.Y))
	case *syntax.Call:
		return s.call(x)
	}
	return alwaysAbsent // a period, which the parser accepts only in bin
}

func constant(v value) evaluator { return func(*row) value { return v } }

// call compiles a call of bin, or in stats of an aggregate. The other functions are
// conditions.
func (s *scope) call(x *syntax.Call) evaluator {
	if slot, ok := s.calls[x]; ok {
		return func(r *row) value { return r.values[slot] }
	}
	length := x.Args[len(x.Args)-1].(*syntax.Period).Milliseconds()
	return func(r *row) value { return value{kind: instant, num: float64(floor(r.event.Timestamp, length))} }
}

// floor returns the largest multiple of length that is not above ms, also for
// times before 1970.
func floor(ms, length int64) int64 {
	rest := ms % length
	if rest < 0 {
		rest += length
	}
	return ms - rest
}

func negated(x evaluator) evaluator {
	return func(r *row) value {
		v := x(r)
		f, ok := v.number()
		if !ok {
			return value{}
		}
		return numberOf(-f)
	}
}

// operations return infinity or NaN for what has no result, such as 1/0;
// finiteNumber makes that absent.
var operations = map[syntax.Op]func(a, b float64) float64{
	syntax.Add:       func(a, b float64) float64 { return a + b },
	syntax.Subtract:  func(a, b float64) float64 { return a - b },
	syntax.Multiply:  func(a, b float64) float64 { return a * b },
	syntax.Divide:    func(a, b float64) float64 { return a / b },
	syntax.Remainder: math.Mod,
	syntax.Power:     math.Pow,
}

func arithmetic(operation func(a, b float64) float64, x, y evaluator) evaluator {
	return func(r *row) value {
		v, w := x(r), y(r)
		a, ok := v.number()
		b, alsoOK := w.number()
		if !ok || !alsoOK {
			return value{}
		}
		return finiteNumber(operation(a, b))
	}
}
