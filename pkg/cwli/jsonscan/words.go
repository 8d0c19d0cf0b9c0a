package jsonscan

import (
	"encoding/binary"
	"math/bits"
	"unsafe"
)

// The functions of this file look at eight bytes at once, as in Mycroft's test for a zero
// byte: the lowest of the high bits that they compute is exact, those above it need not be.

// Eight bytes of 1, and of high bits.
const (
	ones  = 0x0101010101010101
	highs = 0x80 * ones
)

// eight returns the eight bytes from a place on, which the text must have.
func eight(s string, at int) uint64 {
	return binary.LittleEndian.Uint64((*[8]byte)(unsafe.Add(unsafe.Pointer(unsafe.StringData(s)), at))[:])
}

// special has a high bit for the first of eight bytes that ends a plain part of a string:
// a quote, a backslash or a control character. Exclusive or by 2 puts the quote next to the
// control characters. No byte that has a high bit itself is one of them.
func special(x uint64) uint64 {
	low, backslash := (x^2*ones)-0x21*ones, (x^'\\'*ones)-ones
	return (low | backslash) &^ x & highs
}

// plainEnd returns the place of the first such byte from a place on, the length of the
// document if there is none.
func plainEnd(doc string, i int) int {
	for ; i+8 <= len(doc); i += 8 {
		if end := special(eight(doc, i)); end != 0 {
			return i + bits.TrailingZeros64(end)/8
		}
	}
	return i + bits.TrailingZeros64(special(last(doc, i)))/8
}

// digitsEnd returns the end of the digits from a place on.
func digitsEnd(doc string, i int) int {
	for ; i+8 <= len(doc); i += 8 {
		if n := digitsIn(eight(doc, i)); n < 8 {
			return i + n
		}
	}
	return i + digitsIn(last(doc, i))
}

// digitsIn returns the number of digits that eight bytes begin with.
func digitsIn(x uint64) int {
	x ^= '0' * ones
	return bits.TrailingZeros64((x+0x76*ones|x)&highs) / 8
}

// last returns the bytes from a place on, of which there are less than eight, with zeros
// after them.
func last(s string, at int) (x uint64) {
	if len(s) >= 8 {
		return eight(s, len(s)-8) >> (64 - 8*uint(len(s)-at))
	}
	for i := len(s); i > at; i-- {
		x = x<<8 | uint64(s[i-1])
	}
	return x
}
