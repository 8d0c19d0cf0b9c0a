package jsonscan

import (
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// Unescape appends to dst the string that raw, the text between the quotes of a
// JSON string, stands for. An unpaired surrogate becomes U+FFFD, as in
// encoding/json. From an invalid escape on, raw is appended as it is.
func Unescape(dst []byte, raw string) []byte {
	for {
		i := strings.IndexByte(raw, '\\')
		n := 0
		if i >= 0 {
			n = escapeLength(raw[i:])
		}
		if n == 0 {
			return append(dst, raw...)
		}
		dst = append(dst, raw[:i]...)
		dst, n = appendEscape(dst, raw[i:], n)
		raw = raw[i+n:]
	}
}

var simpleEscapes = [256]byte{'"': '"', '\\': '\\', '/': '/', 'b': '\b', 'f': '\f', 'n': '\n', 'r': '\r', 't': '\t'}

// appendEscape decodes the escape of n bytes that s starts with, together with
// the second half of a surrogate pair. It returns the number of bytes decoded.
func appendEscape(dst []byte, s string, n int) ([]byte, int) {
	if n == 2 {
		return append(dst, simpleEscapes[s[1]]), n
	}
	r, _ := hex4(s[2:])
	if utf16.IsSurrogate(r) {
		low, ok := rune(0), false
		if strings.HasPrefix(s[6:], `\u`) {
			low, ok = hex4(s[8:])
		}
		r = utf16.DecodeRune(r, low)
		if ok && r != utf8.RuneError {
			n = 12
		}
	}
	return utf8.AppendRune(dst, r), n
}

func hex4(s string) (r rune, ok bool) {
	if len(s) < 4 {
		return 0, false
	}
	for i := range 4 {
		digit := strings.IndexByte("0123456789abcdef", s[i]|0x20)
		if digit < 0 || s[i] < '0' {
			return 0, false
		}
		r = r<<4 | rune(digit)
	}
	return r, true
}
