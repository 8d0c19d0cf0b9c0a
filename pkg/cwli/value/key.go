package value

import (
	"encoding/binary"
	"math"
)

// AppendKey appends v to the key of a group of rows. Two values give the same key if
// they are equal and show as the same text, such as JSON's true, 1 and "1", which all
// show as 1. Numbers that only round to the same text are different, and so are a time
// and a text that shows as it. A key of several values is their keys, one after the
// other: no two lists of values give the same bytes.
func (v Value) AppendKey(key []byte) []byte {
	switch v.Kind {
	case Absent:
		return append(key, 0)
	case Time:
		return binary.LittleEndian.AppendUint64(append(key, 1), math.Float64bits(v.Num))
	case Number:
		return appendNumberKey(key, v.Num)
	case Double:
		return appendTextKey(key, v.String())
	}
	return appendTextKey(key, v.Text)
}

// appendNumberKey appends a number as its text if that has all of it, so that it is
// one group with a field of that text.
func appendNumberKey(key []byte, f float64) []byte {
	var buffer [32]byte
	text := appendNumber(buffer[:0], f)
	if same, ok := Parse(unsafeString(text)); ok && same == f {
		return appendTextKey(key, text)
	}
	return binary.LittleEndian.AppendUint64(append(key, 3), math.Float64bits(f))
}

// appendTextKey appends a text with its length.
func appendTextKey[T string | []byte](key []byte, text T) []byte {
	key = binary.AppendUvarint(append(key, 2), uint64(len(text)))
	return append(key, text...)
}
