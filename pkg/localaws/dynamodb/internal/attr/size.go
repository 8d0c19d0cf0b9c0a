package attr

import (
	"strings"
	"unicode/utf8"
)

// MaxItemSize is the largest item that DynamoDB stores, in bytes.
const MaxItemSize = 400 << 10

// ItemSize returns the number of bytes that an item counts (AWS: "DynamoDB item sizes and formats"): names
// and values, numbers by significant digits, overheads of lists and maps.
func ItemSize(item Item) int {
	size := 0
	for name, v := range item {
		size += len(name) + Size(v)
	}
	return size
}

// Size returns the number of bytes that a value counts without its name; 0 for nil.
func Size(v Value) int {
	switch v := v.(type) {
	case *S:
		return len(v.Value)
	case *N:
		return numberSize(v.Value)
	case *B:
		return len(v.Value)
	case *BOOL, *NULL:
		return 1
	case *M:
		return 3 + len(v.Value) + ItemSize(v.Value)
	case *L:
		return 3 + len(v.Value) + sum(v.Value, Size)
	default:
		return setSize(v)
	}
}

func setSize(v Value) int {
	switch v := v.(type) {
	case *SS:
		return sum(v.Value, func(s string) int { return len(s) })
	case *NS:
		return sum(v.Value, numberSize)
	case *BS:
		return sum(v.Value, func(b []byte) int { return len(b) })
	default:
		return 0
	}
}

func sum[T any](values []T, size func(T) int) int {
	total := 0
	for _, v := range values {
		total += size(v)
	}
	return total
}

// numberSize returns one byte for every two significant digits and one more.
func numberSize(number string) int {
	whole, fraction, isFraction := strings.Cut(strings.TrimPrefix(number, "-"), ".")
	if !isFraction {
		return 1 + (len(strings.TrimRight(whole, "0"))+1)/2
	}
	return 1 + (len(strings.TrimLeft(whole+fraction, "0"))+1)/2
}

// Length implements the function size: it returns the number of characters of a string, of bytes of a
// binary, or of members of a set, list or map. ok is false for values of other types.
func Length(v Value) (length int, ok bool) {
	switch v := v.(type) {
	case *S:
		return utf8.RuneCountInString(v.Value), true
	case *B:
		return len(v.Value), true
	case *M:
		return len(v.Value), true
	case *L:
		return len(v.Value), true
	default:
		return setLength(v)
	}
}

func setLength(v Value) (length int, ok bool) {
	switch v := v.(type) {
	case *SS:
		return len(v.Value), true
	case *NS:
		return len(v.Value), true
	case *BS:
		return len(v.Value), true
	default:
		return 0, false
	}
}
