package expr

import "github.com/fanlight/fanlight/pkg/localaws/dynamodb/internal/attr"

// setValue is the right side of SET. It is evaluated on the item before the update.
type setValue interface {
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
)

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
