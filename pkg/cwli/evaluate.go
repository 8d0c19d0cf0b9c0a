package cwli

import (
	"math"

	"github.com/fanlight/fanlight/pkg/cwli/syntax"
)

// eval compiles an expression.
func (s *scope) eval(x syntax.Expr) evaluator {
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
	return alwaysAbsent // a period: the parser allows it in bin alone
}

func constant(v value) evaluator { return func(*row) value { return v } }

func (s *scope) call(x *syntax.Call) evaluator {
	if slot, ok := s.calls[x]; ok {
		return func(r *row) value { return r.values[slot] }
	}
	length := x.Args[len(x.Args)-1].(*syntax.Period).Milliseconds()
	return func(r *row) value { return value{kind: instant, num: float64(floor(r.event.Timestamp, length))} }
}

// floor rounds down to a multiple of length, also before 1970.
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

// operations yield infinity or no number where there is no result: finite makes
// that absent.
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
