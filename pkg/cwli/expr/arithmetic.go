package expr

import (
	"math"
	"strings"

	"github.com/fanlight/fanlight/pkg/cwli/value"
)

func (c *Compiler) negated(u *Unary) (Evaluator, error) {
	x, err := c.Value(u.X)
	return func(r Row) value.Value { return negative(x(r)) }, err
}

// negative returns -v. A long integer keeps its digits.
func negative(v value.Value) value.Value {
	if v.Long() {
		if digits, ok := strings.CutPrefix(v.Text, "-"); ok {
			return value.OfText(digits)
		}
		return value.OfText("-" + v.Text)
	}
	f, ok := v.Float()
	if !ok {
		return value.Value{}
	}
	return value.OfNumber(-f)
}

// operations return infinity or NaN for what has no result, such as 1/0, which
// value.OfNumber makes absent.
var operations = map[Op]func(a, b float64) float64{
	Add:       func(a, b float64) float64 { return a + b },
	Subtract:  func(a, b float64) float64 { return a - b },
	Multiply:  func(a, b float64) float64 { return a * b },
	Divide:    func(a, b float64) float64 { return a / b },
	Remainder: math.Mod,
	Power:     math.Pow,
}

func (c *Compiler) arithmetic(b *Binary) (Evaluator, error) {
	operands, err := c.values([]Expr{b.X, b.Y})
	if err != nil {
		return nil, err
	}
	x, y, operation := operands[0], operands[1], operations[b.Op]
	return func(r Row) value.Value {
		left, right := x(r), y(r)
		v, okay := left.Float()
		w, too := right.Float()
		if !okay || !too {
			return value.Value{}
		}
		if b.GivesTime(left.Kind == value.Time, right.Kind == value.Time) {
			return timeOf(operation(v, w))
		}
		return value.OfNumber(operation(v, w))
	}, nil
}

// GivesTime reports whether the operation gives a time if its left operand, or its right
// one, is a time and the other one a number of milliseconds: that
// datefloor(@timestamp - 21600000, 1h) + 21600000 is one, rows of the service show
// (testdata/service-bins.txt).
func (b *Binary) GivesTime(left, right bool) bool {
	switch b.Op {
	case Add:
		return left != right
	case Subtract:
		return left && !right
	}
	return false
}
