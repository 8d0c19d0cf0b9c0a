// Package attr has the rules of DynamoDB's attribute values: which values are valid, how two compare, how
// numbers and sets are added, and how many bytes a value counts. Sources are the pages "Supported data
// types and naming rules", "Constraints" and "DynamoDB item sizes and formats" of the developer guide.
//
// A value that ImportItem returned is canonical (numbers normalised, sets sorted) and is never changed in
// place afterwards, so several items may share it.
package attr

import (
	"fmt"
	"maps"
	"slices"

	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"
)

// Value is the value of an attribute. A nil Value means that the attribute does not exist.
type Value = types.AttributeValue

// Item has an item's values by attribute name.
type Item = map[string]Value

// The members of the SDK's union by AWS's names of the types.
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

// Invalid is the message of a ValidationException, with AWS's text where it is known.
type Invalid string

// Error implements error.
func (e Invalid) Error() string { return string(e) }

// Invalidf returns an Invalid with a formatted message.
func Invalidf(format string, args ...any) Invalid {
	return Invalid(fmt.Sprintf(format, args...))
}

// TypeName returns the name of a value's type as in attribute_type, such as "S" or "NULL"; empty for nil.
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

// Clone returns a deep copy of a value.
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

// CloneItem returns a deep copy of an item; nil for nil. Its texts lie side by side: most
// values are texts, and one allocation for all is faster than one for each.
func CloneItem(item Item) Item {
	out := maps.Clone(item)
	texts := make([]S, 0, len(item))
	for name, v := range out {
		if s, ok := v.(*S); ok {
			texts = append(texts, S{Value: s.Value})
			out[name] = &texts[len(texts)-1]
		} else {
			out[name] = Clone(v)
		}
	}
	return out
}
