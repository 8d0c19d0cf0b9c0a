package expr

import (
	"slices"

	"github.com/fanlight/fanlight/pkg/localaws/dynamodb/internal/attr"
)

type comparison struct {
	op          string
	left, right operand
}

type between struct{ of, low, high operand }

type oneOf struct {
	of      operand
	options []operand
}

func (n comparison) check(b *Bindings) error {
	if err := checkSizes(b, n.left, n.right); err != nil {
		return err
	}
	if n.op == "=" || n.op == "<>" {
		return checkDistinct(b, n.op, n.left, n.right)
	}
	for _, o := range []operand{n.left, n.right} {
		if err := checkTypes(b, n.op, o, "S", "N", "B"); err != nil {
			return err
		}
	}
	return checkDistinct(b, n.op, n.left, n.right)
}

// holds is false for an attribute that does not exist, except for <>.
func (n comparison) holds(b *Bindings, item attr.Item) bool {
	left, right := n.left.value(b, item), n.right.value(b, item)
	switch n.op {
	case "=":
		return attr.Equal(left, right)
	case "<>":
		return !attr.Equal(left, right)
	}
	order, ok := attr.Compare(left, right)
	return ok && inOrder(n.op, order)
}

func inOrder(op string, order int) bool {
	switch op {
	case "<":
		return order < 0
	case "<=":
		return order <= 0
	case ">":
		return order > 0
	default:
		return order >= 0
	}
}

func (n between) check(b *Bindings) error {
	if err := checkSizes(b, n.of, n.low, n.high); err != nil {
		return err
	}
	for _, o := range []operand{n.of, n.low, n.high} {
		if err := checkTypes(b, "BETWEEN", o, "S", "N", "B"); err != nil {
			return err
		}
	}
	low, lowIsValue := n.low.(placeholder)
	high, highIsValue := n.high.(placeholder)
	if !lowIsValue || !highIsValue {
		return nil
	}
	return checkBounds(b.values[string(low)], b.values[string(high)])
}

func checkBounds(low, high attr.Value) error {
	order, ok := attr.Compare(low, high)
	switch {
	case !ok:
		return attr.Invalidf("The BETWEEN operator requires same data type for lower and upper bounds; "+
			"lower bound operand type: %s, upper bound operand type: %s", attr.TypeName(low), attr.TypeName(high))
	case order > 0:
		return attr.Invalid("The BETWEEN operator requires upper bound to be greater than or equal to lower bound")
	}
	return nil
}

func (n between) holds(b *Bindings, item attr.Item) bool {
	value := n.of.value(b, item)
	aboveLow, okLow := attr.Compare(value, n.low.value(b, item))
	aboveHigh, okHigh := attr.Compare(value, n.high.value(b, item))
	return okLow && okHigh && aboveLow >= 0 && aboveHigh <= 0
}

func (n oneOf) check(b *Bindings) error {
	if err := checkSizes(b, slices.Concat(n.options, []operand{n.of})...); err != nil {
		return err
	}
	return checkDistinct(b, "IN", n.of, n.options...)
}

func (n oneOf) holds(b *Bindings, item attr.Item) bool {
	value := n.of.value(b, item)
	return slices.ContainsFunc(n.options, func(o operand) bool { return attr.Equal(value, o.value(b, item)) })
}
