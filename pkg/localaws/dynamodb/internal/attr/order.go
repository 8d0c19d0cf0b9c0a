package attr

import (
	"bytes"
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// Compare compares two values of one scalar type: strings and binaries by bytes, numbers by value. ok is
// false for values of other types or of different types, which have no order.
func Compare(a, b Value) (order int, ok bool) {
	switch a := a.(type) {
	case *S:
		if b, ok := b.(*S); ok {
			return strings.Compare(a.Value, b.Value), true
		}
	case *N:
		if b, ok := b.(*N); ok {
			return CompareNumbers(a.Value, b.Value), true
		}
	case *B:
		if b, ok := b.(*B); ok {
			return bytes.Compare(a.Value, b.Value), true
		}
	}
	return 0, false
}

// Equal reports whether two values have one type and are equal. Nil is not equal to any value, nor to nil.
func Equal(a, b Value) bool {
	if order, ok := Compare(a, b); ok {
		return order == 0
	}
	switch a := a.(type) {
	case *BOOL:
		b, ok := b.(*BOOL)
		return ok && a.Value == b.Value
	case *NULL:
		_, ok := b.(*NULL)
		return ok
	case *M:
		b, ok := b.(*M)
		return ok && EqualItems(a.Value, b.Value)
	case *L:
		b, ok := b.(*L)
		return ok && slices.EqualFunc(a.Value, b.Value, Equal)
	default:
		return equalSets(a, b)
	}
}

// EqualItems reports whether two items have the same attributes with equal values.
func EqualItems(a, b Item) bool {
	if len(a) != len(b) {
		return false
	}
	for name, v := range a {
		if !Equal(v, b[name]) {
			return false
		}
	}
	return true
}

func equalSets(a, b Value) bool {
	switch a := a.(type) {
	case *SS:
		b, ok := b.(*SS)
		return ok && slices.Equal(a.Value, b.Value)
	case *NS:
		b, ok := b.(*NS)
		return ok && slices.Equal(a.Value, b.Value)
	case *BS:
		b, ok := b.(*BS)
		return ok && slices.EqualFunc(a.Value, b.Value, bytes.Equal)
	default:
		return false
	}
}

// Contains implements the function contains: it reports whether a string or binary has a substring, a set
// a member, or a list an element.
func Contains(in, what Value) bool {
	switch in := in.(type) {
	case *S:
		s, ok := what.(*S)
		return ok && strings.Contains(in.Value, s.Value)
	case *B:
		s, ok := what.(*B)
		return ok && bytes.Contains(in.Value, s.Value)
	case *L:
		return slices.ContainsFunc(in.Value, func(v Value) bool { return Equal(v, what) })
	default:
		return isMember(in, what)
	}
}

func isMember(set, what Value) bool {
	switch set := set.(type) {
	case *SS:
		s, ok := what.(*S)
		return ok && has(set.Value, s.Value, cmp.Compare[string])
	case *NS:
		n, ok := what.(*N)
		return ok && has(set.Value, n.Value, CompareNumbers)
	case *BS:
		b, ok := what.(*B)
		return ok && has(set.Value, b.Value, bytes.Compare)
	default:
		return false
	}
}

// HasPrefix implements the function begins_with, for strings and binaries.
func HasPrefix(v, prefix Value) bool {
	switch v := v.(type) {
	case *S:
		p, ok := prefix.(*S)
		return ok && strings.HasPrefix(v.Value, p.Value)
	case *B:
		p, ok := prefix.(*B)
		return ok && bytes.HasPrefix(v.Value, p.Value)
	default:
		return false
	}
}

// NumberKey encodes a canonical number as a text. Two such texts compare as their numbers do.
func NumberKey(number string) string {
	d, err := parseDecimal(number)
	switch {
	case err != nil || d.digits == "":
		return "1"
	case d.negative:
		return fmt.Sprintf("0%03d%s~", 499-d.magnitude(), nines(d.digits))
	default:
		return fmt.Sprintf("2%03d%s", 500+d.magnitude(), d.digits)
	}
}

// nines returns the nines' complement of the digits: of negative numbers those with larger digits come first.
func nines(digits string) string {
	out := []byte(digits)
	for i := range out {
		out[i] = '0' + '9' - out[i]
	}
	return string(out)
}
