package attr

import (
	"bytes"
	"cmp"
	"fmt"
	"slices"
	"strings"
)

const (
	errEmptyValue = Invalid("Supplied AttributeValue is empty, must contain exactly one of the supported datatypes")
	errEmptySS    = Invalid("One or more parameter values were invalid: An string set  may not be empty")
	errEmptyNS    = Invalid("One or more parameter values were invalid: An number set  may not be empty")
	errEmptyBS    = Invalid("One or more parameter values were invalid: Binary sets should not be empty")
)

func importSet(v Value) (Value, error) {
	switch v := v.(type) {
	case *SS:
		return importSS(v)
	case *NS:
		return importNS(v)
	case *BS:
		return importBS(v)
	default:
		return nil, errEmptyValue
	}
}

// importSS accepts an empty string as a member
// (https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/HowItWorks.NamingRulesDataTypes.html, sets:
// "Empty string and binary values are allowed within a set").
func importSS(v *SS) (Value, error) {
	set, err := canonicalSet(v.Value, cmp.Compare[string], errEmptySS)
	return &SS{Value: set}, err
}

func importNS(v *NS) (Value, error) {
	numbers := make([]string, len(v.Value))
	for i, text := range v.Value {
		number, err := normalizeNumber(text)
		if err != nil {
			return nil, err
		}
		numbers[i] = number
	}
	set, err := canonicalSet(numbers, CompareNumbers, errEmptyNS)
	return &NS{Value: set}, err
}

func importBS(v *BS) (Value, error) {
	set, err := canonicalSet(cloneBytes(v.Value), bytes.Compare, errEmptyBS)
	return &BS{Value: set}, err
}

// canonicalSet returns a sorted copy of a set's members, so that equal sets are equal slices. It returns
// empty as the error for no members.
func canonicalSet[T any](members []T, compare func(a, b T) int, empty Invalid) ([]T, error) {
	if len(members) == 0 {
		return nil, empty
	}
	set := sorted(members, compare)
	if len(set) < len(members) {
		return nil, Invalidf("One or more parameter values were invalid: Input collection %s contains duplicates.", list(members))
	}
	return set, nil
}

func sorted[T any](members []T, compare func(a, b T) int) []T {
	set := slices.Clone(members)
	slices.SortFunc(set, compare)
	return slices.CompactFunc(set, func(a, b T) bool { return compare(a, b) == 0 })
}

func list[T any](members []T) string {
	texts := make([]string, len(members))
	for i, m := range members {
		texts[i] = fmt.Sprint(m)
	}
	return "[" + strings.Join(texts, ", ") + "]"
}

func cloneSet(v Value) Value {
	switch v := v.(type) {
	case *SS:
		return &SS{Value: slices.Clone(v.Value)}
	case *NS:
		return &NS{Value: slices.Clone(v.Value)}
	case *BS:
		return &BS{Value: cloneBytes(v.Value)}
	default:
		return nil
	}
}

func cloneBytes(members [][]byte) [][]byte {
	out := make([][]byte, len(members))
	for i, m := range members {
		out[i] = bytes.Clone(m)
	}
	return out
}

// setOperation is an operation on two sets.
type setOperation int

const (
	union setOperation = iota
	difference
)

// Union returns the union of two sets; ok is false if they are not sets of one type.
func Union(a, b Value) (set Value, ok bool) { return combine(union, a, b) }

// Difference returns a without the members of b; ok is false if they are not sets of one type. An empty
// difference is nil, because DynamoDB has no empty sets.
func Difference(a, b Value) (set Value, ok bool) { return combine(difference, a, b) }

func combine(op setOperation, a, b Value) (set Value, ok bool) {
	if TypeName(a) != TypeName(b) {
		return nil, false
	}
	switch a := a.(type) {
	case *SS:
		set = &SS{Value: combineMembers(op, a.Value, b.(*SS).Value, cmp.Compare[string])}
	case *NS:
		set = &NS{Value: combineMembers(op, a.Value, b.(*NS).Value, CompareNumbers)}
	case *BS:
		set = &BS{Value: combineMembers(op, a.Value, b.(*BS).Value, bytes.Compare)}
	default:
		return nil, false
	}
	if length, _ := setLength(set); length == 0 {
		return nil, true
	}
	return set, true
}

func combineMembers[T any](op setOperation, a, b []T, compare func(a, b T) int) []T {
	if op == union {
		return sorted(slices.Concat(a, b), compare)
	}
	return slices.DeleteFunc(slices.Clone(a), func(m T) bool { return has(b, m, compare) })
}

// has reports whether a canonical set has a member.
func has[T any](set []T, member T, compare func(a, b T) int) bool {
	_, found := slices.BinarySearchFunc(set, member, compare)
	return found
}
