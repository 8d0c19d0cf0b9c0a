package attr

import (
	"bytes"
	"cmp"
	"slices"
	"strings"
)

const (
	errEmptyValue  = Invalid("Supplied AttributeValue is empty, must contain exactly one of the supported datatypes")
	errEmptySS     = Invalid("One or more parameter values were invalid: An string set  may not be empty")
	errEmptyNS     = Invalid("One or more parameter values were invalid: An number set  may not be empty")
	errEmptyBS     = Invalid("One or more parameter values were invalid: Binary sets should not be empty")
	errEmptyMember = Invalid("One or more parameter values were invalid: An string set may not have a empty string as a member")
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

func importSS(v *SS) (Value, error) {
	if slices.Contains(v.Value, "") {
		return nil, errEmptyMember
	}
	set, err := canonicalSet(v.Value, cmp.Compare[string], errEmptySS)
	return &SS{Value: set}, err
}

func importNS(v *NS) (Value, error) {
	numbers := make([]string, len(v.Value))
	for i, text := range v.Value {
		number, err := NormalizeNumber(text)
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

// canonicalSet sorts a copy of a set's members, so that equal sets are equal slices.
func canonicalSet[T any](members []T, compare func(a, b T) int, empty Invalid) ([]T, error) {
	if len(members) == 0 {
		return nil, empty
	}
	set := sorted(members, compare)
	if len(set) < len(members) {
		return nil, Invalidf("One or more parameter values were invalid: Input collection %v contains duplicates.", list(members))
	}
	return set, nil
}

func sorted[T any](members []T, compare func(a, b T) int) []T {
	set := slices.Clone(members)
	slices.SortFunc(set, compare)
	return slices.CompactFunc(set, func(a, b T) bool { return compare(a, b) == 0 })
}

func list[T any](members []T) string {
	var texts []string
	for _, m := range members {
		texts = append(texts, Invalidf("%v", m).Error())
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

// Union merges two sets of one type; ok is false if they are not.
func Union(a, b Value) (union Value, ok bool) {
	switch a := a.(type) {
	case *SS:
		b, ok := b.(*SS)
		return either(ok, func() Value { return &SS{Value: merge(a.Value, b.Value, cmp.Compare[string])} })
	case *NS:
		b, ok := b.(*NS)
		return either(ok, func() Value { return &NS{Value: merge(a.Value, b.Value, CompareNumbers)} })
	case *BS:
		b, ok := b.(*BS)
		return either(ok, func() Value { return &BS{Value: merge(a.Value, b.Value, bytes.Compare)} })
	}
	return nil, false
}

// Difference takes b's members out of a, both of one type (else ok is false). An empty difference is a
// nil Value: DynamoDB has no empty sets.
func Difference(a, b Value) (difference Value, ok bool) {
	switch a := a.(type) {
	case *SS:
		b, ok := b.(*SS)
		return either(ok, func() Value { return nonEmptySS(without(a.Value, b.Value, cmp.Compare[string])) })
	case *NS:
		b, ok := b.(*NS)
		return either(ok, func() Value { return nonEmptyNS(without(a.Value, b.Value, CompareNumbers)) })
	case *BS:
		b, ok := b.(*BS)
		return either(ok, func() Value { return nonEmptyBS(without(a.Value, b.Value, bytes.Compare)) })
	}
	return nil, false
}

func either(ok bool, value func() Value) (Value, bool) {
	if !ok {
		return nil, false
	}
	return value(), true
}

func merge[T any](a, b []T, compare func(a, b T) int) []T {
	return sorted(slices.Concat(a, b), compare)
}

func without[T any](a, b []T, compare func(a, b T) int) []T {
	return slices.DeleteFunc(slices.Clone(a), func(m T) bool {
		return has(b, m, compare)
	})
}

func has[T any](set []T, member T, compare func(a, b T) int) bool {
	_, found := slices.BinarySearchFunc(set, member, compare)
	return found
}

func nonEmptySS(members []string) Value {
	if len(members) == 0 {
		return nil
	}
	return &SS{Value: members}
}

func nonEmptyNS(members []string) Value {
	if len(members) == 0 {
		return nil
	}
	return &NS{Value: members}
}

func nonEmptyBS(members [][]byte) Value {
	if len(members) == 0 {
		return nil
	}
	return &BS{Value: members}
}
