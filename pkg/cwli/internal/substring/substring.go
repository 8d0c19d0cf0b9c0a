// Package substring searches many texts for the same one. Package strings searches for a
// text's first byte or compares at each place, which is slow where that byte is frequent,
// as most are in logs.
package substring

import (
	"encoding/binary"
	"math/bits"
	"strings"
	"unsafe"
)

// Pattern is a text that others are searched for. It does not change, so it may be used
// concurrently. The two of its bytes that are least frequent in logs are compared at eight
// places at once.
type Pattern struct {
	text       string
	at, then   int    // the places of the two bytes
	one, other uint64 // the bytes, each eight times
}

// frequent has the bytes that are most frequent in logs, the most frequent ones first.
const frequent = "\"0 e,1:t2a_isr-onm54d673c98lpugy./kh{}f"

// New prepares to search for a text.
func New(text string) *Pattern {
	p := &Pattern{text: text}
	if len(text) < 2 {
		return p
	}
	for i := 1; i < len(text); i++ {
		switch r := rarity(text[i]); {
		case r > rarity(text[p.at]):
			p.at, p.then = i, p.at
		case i == 1 || r > rarity(text[p.then]):
			p.then = i
		}
	}
	p.one, p.other = ones*uint64(text[p.at]), ones*uint64(text[p.then])
	return p
}

func rarity(c byte) int {
	if i := strings.IndexByte(frequent, c); i >= 0 {
		return i
	}
	return len(frequent)
}

const (
	ones  = 0x0101010101010101
	highs = 0x80 * ones
)

// In reports whether s contains the text.
func (p *Pattern) In(s string) bool {
	i := 0
	for n := len(p.text); n >= 2 && i+7+n <= len(s); i += 8 {
		x := eight(s, i+p.at) ^ p.one | eight(s, i+p.then) ^ p.other
		// A high bit for each zero byte, and perhaps for some after the first, as in
		// Mycroft's test.
		for zero := (x - ones) &^ x & highs; zero != 0; zero &= zero - 1 {
			if at := i + bits.TrailingZeros64(zero)/8; s[at:at+n] == p.text {
				return true
			}
		}
	}
	return strings.Contains(s[i:], p.text)
}

// eight returns the eight bytes from a place on, which the text must have.
func eight(s string, at int) uint64 {
	return binary.LittleEndian.Uint64((*[8]byte)(unsafe.Add(unsafe.Pointer(unsafe.StringData(s)), at))[:])
}
