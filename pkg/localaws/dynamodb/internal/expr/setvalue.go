package expr

import (
	"slices"

	"github.com/fanlight/fanlight/pkg/localaws/dynamodb/internal/attr"
)

// setValue is the right side of SET. It is evaluated on the item before the update. check returns an error if
// a placeholder has a type that its place cannot take, which does not depend on an item.
type setValue interface {
	check(b *Bindings) error
	evaluate(b *Bindings, old attr.Item) (attr.Value, error)
}

type (
	read        struct{ from operand }
	ifNotExists struct {
		at        path
		otherwise setValue
	}
	sum struct {
		op          string
		left, right setValue
	}
	listAppend struct{ first, second setValue }
)

func (r read) check(*Bindings) error { return nil }

func (f ifNotExists) check(b *Bindings) error { return f.otherwise.check(b) }

func (s sum) check(b *Bindings) error { return checkOperands(b, s.op, "N", s.left, s.right) }

func (l listAppend) check(b *Bindings) error {
	return checkOperands(b, "list_append", "L", l.first, l.second)
}

// checkOperands checks operands of which each must have a type.
func checkOperands(b *Bindings, operator, kind string, operands ...setValue) error {
	for _, o := range operands {
		if err := o.check(b); err != nil {
			return err
		}
		r, ok := o.(read)
		if !ok {
			continue
		}
		if err := checkTypes(b, operator, r.from, kind); err != nil {
			return err
		}
	}
	return nil
}

func (l listAppend) evaluate(b *Bindings, old attr.Item) (attr.Value, error) {
	first, err := l.first.evaluate(b, old)
	if err != nil {
		return nil, err
	}
	second, err := l.second.evaluate(b, old)
	if err != nil {
		return nil, err
	}
	x, okX := first.(*attr.L)
	y, okY := second.(*attr.L)
	if !okX || !okY {
		return nil, errOperandType
	}
	return &attr.L{Value: slices.Concat(x.Value, y.Value)}, nil
}

func (r read) evaluate(b *Bindings, old attr.Item) (attr.Value, error) {
	value := r.from.value(b, old)
	if value == nil {
		return nil, errNoAttribute
	}
	return value, nil
}

func (f ifNotExists) evaluate(b *Bindings, old attr.Item) (attr.Value, error) {
	if value := b.lookup(old, f.at); value != nil {
		return value, nil
	}
	return f.otherwise.evaluate(b, old)
}

func (s sum) evaluate(b *Bindings, old attr.Item) (attr.Value, error) {
	left, err := s.left.evaluate(b, old)
	if err != nil {
		return nil, err
	}
	right, err := s.right.evaluate(b, old)
	if err != nil {
		return nil, err
	}
	if n, ok := right.(*attr.N); ok && s.op == "-" {
		right = &attr.N{Value: attr.NegateNumber(n.Value)}
	}
	return addNumbers(left, right)
}

func addNumbers(a, b attr.Value) (attr.Value, error) {
	x, okX := a.(*attr.N)
	y, okY := b.(*attr.N)
	if !okX || !okY {
		return nil, errOperandType
	}
	total, err := attr.AddNumbers(x.Value, y.Value)
	return &attr.N{Value: total}, err
}
