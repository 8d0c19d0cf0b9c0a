// Package attr holds the rules of DynamoDB's values: which are valid, how two compare, how they add up
// and how many bytes they count.
//
// A value that has passed ImportItem is canonical (numbers normalised, sets sorted) and is never changed in
// place afterwards, so that items may share it.
package attr

import (
	"fmt"
	"maps"
	"slices"

	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"
)

// Value is one attribute's value. A nil Value stands for an attribute that is not there.
type Value = types.AttributeValue

// Item is a whole item by attribute name.
type Item = map[string]Value

// The members of the SDK's union, under the names that AWS gives the types.
type (
	S    = types.AttributeValueMemberS
	N    = types.AttributeValueMemberN
	B    = types.AttributeValueMemberB
	BOOL = types.AttributeValueMemberBOOL
	NULL = types.AttributeValueMemberNULL
	SS   = types.AttributeValueMemberSS
	NS   = types.AttributeValueMemberNS
	BS   = types.AttributeValueMemberBS
	L    = types.AttributeValueMemberL
	M    = types.AttributeValueMemberM
)

// Invalid is the message of a ValidationException, in AWS's words where they are known.
type Invalid string

func (e Invalid) Error() string { return string(e) }

// Invalidf formats an Invalid.
func Invalidf(format string, args ...any) Invalid {
	return Invalid(fmt.Sprintf(format, args...))
}

// TypeName names a value's type as attribute_type does: "S", "N", "NULL"; a missing value has none.
func TypeName(v Value) string {
	switch v.(type) {
	case *S:
		return "S"
	case *N:
		return "N"
	case *B:
		return "B"
	case *BOOL:
		return "BOOL"
	case *NULL:
		return "NULL"
	case *L:
		return "L"
	case *M:
		return "M"
	default:
		return setTypeName(v)
	}
}

func setTypeName(v Value) string {
	switch v.(type) {
	case *SS:
		return "SS"
	case *NS:
		return "NS"
	case *BS:
		return "BS"
	default:
		return ""
	}
}

// Clone copies a value whole, so that neither side sees what the other changes.
func Clone(v Value) Value {
	switch v := v.(type) {
	case *S:
		return &S{Value: v.Value}
	case *N:
		return &N{Value: v.Value}
	case *B:
		return &B{Value: slices.Clone(v.Value)}
	case *BOOL:
		return &BOOL{Value: v.Value}
	case *NULL:
		return &NULL{Value: v.Value}
	case *M:
		return &M{Value: CloneItem(v.Value)}
	case *L:
		return &L{Value: cloneList(v.Value)}
	default:
		return cloneSet(v)
	}
}

func cloneList(list []Value) []Value {
	out := make([]Value, len(list))
	for i, v := range list {
		out[i] = Clone(v)
	}
	return out
}

// CloneItem copies an item whole; nil stays nil.
func CloneItem(item Item) Item {
	out := maps.Clone(item)
	for name, v := range out {
		out[name] = Clone(v)
	}
	return out
}
