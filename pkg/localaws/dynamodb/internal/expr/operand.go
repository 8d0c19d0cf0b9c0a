package expr

import (
	"slices"
	"strconv"

	"github.com/fanlight/fanlight/pkg/localaws/dynamodb/internal/attr"
)

// operand is an operand of a condition: a path, a placeholder or a size. Its value is nil if it does not exist.
type operand interface {
	value(b *Bindings, item attr.Item) attr.Value
}

// placeholder is a :value.
type placeholder string

// sizeOf is the function size.
type sizeOf struct{ of operand }

func (p path) value(b *Bindings, item attr.Item) attr.Value { return b.lookup(item, p) }

func (p placeholder) value(b *Bindings, _ attr.Item) attr.Value { return b.values[string(p)] }

func (s sizeOf) value(b *Bindings, item attr.Item) attr.Value {
	length, ok := attr.Length(s.of.value(b, item))
	if !ok {
		return nil
	}
	return &attr.N{Value: strconv.Itoa(length)}
}

// checkTypes refuses a placeholder or a size whose type the operator or function cannot take. The type of a path
// depends on the item.
func checkTypes(b *Bindings, operator string, o operand, allowed ...string) error {
	var kind string
	switch o := o.(type) {
	case placeholder:
		kind = attr.TypeName(b.values[string(o)])
	case sizeOf:
		kind = "N"
	default:
		return nil
	}
	if slices.Contains(allowed, kind) {
		return nil
	}
	return attr.Invalidf("Incorrect operand type for operator or function; operator or function: %s, operand type: %s", operator, kind)
}

// checkSizes refuses a size of what has none
// (https://github.com/architect/dynalite/blob/main/test/scan.js, "functions with incorrect operand type").
func checkSizes(b *Bindings, operands ...operand) error {
	for _, o := range operands {
		if s, ok := o.(sizeOf); ok {
			if err := checkTypes(b, "size", s.of, "S", "B", "SS", "NS", "BS", "L", "M"); err != nil {
				return err
			}
		}
	}
	return nil
}

// checkDistinct refuses two operands that are the same path, as AWS does.
func checkDistinct(b *Bindings, operator string, first operand, rest ...operand) error {
	p, ok := first.(path)
	if !ok {
		return nil
	}
	for _, o := range rest {
		if q, ok := o.(path); ok && comparePaths(b.resolve(p), b.resolve(q)) == 0 {
			return attr.Invalidf("The first operand must be distinct from the remaining operands for this operator or function; "+
				"operator: %s, first operand: %v", operator, b.resolve(p))
		}
	}
	return nil
}
