package expr

import (
	"slices"

	"github.com/fanlight/fanlight/pkg/localaws/dynamodb/internal/attr"
)

// KeyCondition is the condition of a Query: a value of the hash key and bounds of the range key.
type KeyCondition struct {
	Hash  attr.Value
	Range KeyRange
}

// KeyRange has the bounds of the range key. Op is "" (no bounds), "=", "<", "<=", ">", ">=", "BETWEEN" (with
// High) or "begins_with".
type KeyRange struct {
	Op        string
	Low, High attr.Value
}

const errKeyCondition = attr.Invalid("Query key condition not supported")

// KeyPart is a condition on one attribute of a key.
type KeyPart struct {
	name  string
	bound KeyRange
}

// KeyParts returns the conditions in a KeyConditionExpression. It returns an error for one that no key can have;
// AWS checks that before it looks for the table.
func (c Condition) KeyParts() ([]KeyPart, error) {
	if c.tree == nil {
		return nil, attr.Invalid("Either the KeyConditions or KeyConditionExpression parameter must be specified in the request.")
	}
	var parts []KeyPart
	for _, n := range conjuncts(c.tree.root) {
		name, bound, err := c.keyPart(n)
		if err != nil {
			return nil, err
		}
		if slices.ContainsFunc(parts, func(p KeyPart) bool { return p.name == name }) {
			return nil, attr.Invalid("KeyConditionExpressions must only contain one condition per key")
		}
		parts = append(parts, KeyPart{name, bound})
	}
	if len(parts) > 2 {
		return nil, attr.Invalid("Conditions can be of length 1 or 2 only")
	}
	return parts, nil
}

// Key returns the key condition of a key with these attribute names; rng is empty for a key without a range key.
// It returns an error for conditions that Query does not take.
func Key(parts []KeyPart, hash, rng string) (KeyCondition, error) {
	var key KeyCondition
	for _, p := range parts {
		switch {
		case p.name == hash && p.bound.Op != "=":
			return key, errKeyCondition
		case p.name == hash:
			key.Hash = p.bound.Low
		case p.name == rng && rng != "":
			key.Range = p.bound
		default:
			return key, attr.Invalidf("Query condition missed key schema element: %s", missing(key, hash, rng))
		}
	}
	if key.Hash == nil {
		return key, attr.Invalidf("Query condition missed key schema element: %s", hash)
	}
	return key, nil
}

// conjuncts returns the operands of AND, also of nested ones.
func conjuncts(n node) []node {
	switch n := n.(type) {
	case and:
		return append(conjuncts(n.left), conjuncts(n.right)...)
	case parens:
		return conjuncts(n.inner)
	default:
		return []node{n}
	}
}

func missing(key KeyCondition, hash, rng string) string {
	if key.Hash == nil {
		return hash
	}
	return rng
}

// keyPart returns the condition on one attribute, whose values are placeholders.
func (c Condition) keyPart(n node) (name string, part KeyRange, err error) {
	var of, low, high operand
	switch n := n.(type) {
	case comparison:
		if n.op == "<>" {
			return "", part, attr.Invalid("Invalid operator used in KeyConditionExpression: <>")
		}
		part.Op, of, low = n.op, n.left, n.right
	case between:
		part.Op, of, low, high = "BETWEEN", n.of, n.low, n.high
	case call:
		part.Op, of, low = n.name, n.of, n.value
	default:
		return "", part, attr.Invalidf("Invalid operator used in KeyConditionExpression: %s", operatorName(n))
	}
	return c.bindKeyPart(part, of, low, high)
}

func (c Condition) bindKeyPart(part KeyRange, of, low, high operand) (string, KeyRange, error) {
	at, ok := of.(path)
	switch {
	case part.Op == "contains" || part.Op == "attribute_type":
		return "", part, attr.Invalidf("Invalid operator used in KeyConditionExpression: %s", part.Op)
	case !ok || len(at) != 1:
		return "", part, errKeyCondition
	}
	if part.Low, ok = c.literal(low); !ok {
		return "", part, errKeyCondition
	}
	if high != nil {
		if part.High, ok = c.literal(high); !ok {
			return "", part, errKeyCondition
		}
	}
	return c.bindings.name(at[0]), part, nil
}

func (c Condition) literal(o operand) (attr.Value, bool) {
	p, ok := o.(placeholder)
	return c.bindings.values[string(p)], ok
}

func operatorName(n node) string {
	switch n := n.(type) {
	case or:
		return "OR"
	case not:
		return "NOT"
	case oneOf:
		return "IN"
	case existence:
		if n.want {
			return "attribute_exists"
		}
		return "attribute_not_exists"
	default:
		return "?"
	}
}
