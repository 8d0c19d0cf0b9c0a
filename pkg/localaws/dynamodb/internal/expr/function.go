package expr

import (
	"slices"

	"github.com/fanlight/fanlight/pkg/localaws/dynamodb/internal/attr"
)

// existence is attribute_exists, or attribute_not_exists if want is false.
type existence struct {
	of   operand
	want bool
}

// call is attribute_type, begins_with or contains.
type call struct {
	name      string
	of, value operand
}

var typeNames = []string{"S", "N", "B", "BOOL", "NULL", "SS", "NS", "BS", "L", "M"}

func (n existence) check(*Bindings) error { return nil }

func (n existence) holds(b *Bindings, item attr.Item) bool {
	return (n.of.value(b, item) != nil) == n.want
}

func (n call) check(b *Bindings) error {
	if err := checkSizes(b, n.of, n.value); err != nil {
		return err
	}
	if err := checkDistinct(b, n.name, n.of, n.value); err != nil {
		return err
	}
	switch n.name {
	case "begins_with":
		if err := checkTypes(b, n.name, n.of, "S", "B"); err != nil {
			return err
		}
		return checkTypes(b, n.name, n.value, "S", "B")
	case "attribute_type":
		return n.checkTypeName(b)
	}
	return nil
}

// checkTypeName refuses a type name that is not a :value: only a :value can be checked without an item.
func (n call) checkTypeName(b *Bindings) error {
	p, ok := n.value.(placeholder)
	if !ok {
		return attr.Invalid("Operator or function requires an expression attribute value; operator or function: attribute_type")
	}
	if err := checkTypes(b, n.name, p, "S"); err != nil {
		return err
	}
	if name := b.values[string(p)].(*attr.S).Value; !slices.Contains(typeNames, name) {
		return attr.Invalidf("Invalid attribute type name found; type: %s, valid types: %v", name, typeNames)
	}
	return nil
}

func (n call) holds(b *Bindings, item attr.Item) bool {
	of, value := n.of.value(b, item), n.value.value(b, item)
	switch n.name {
	case "begins_with":
		return attr.HasPrefix(of, value)
	case "contains":
		return attr.Contains(of, value)
	default:
		name, ok := value.(*attr.S)
		return ok && attr.TypeName(of) == name.Value
	}
}
