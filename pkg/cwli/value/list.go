package value

import (
	"strings"
	"unicode/utf8"
)

// OfList returns a list of values, such as the aggregate values(x) has. Absent ones
// are null.
func OfList(items []Value) Value {
	text := []byte{'['}
	for i := range items {
		if i > 0 {
			text = append(text, ',')
		}
		text = items[i].AppendJSON(text)
	}
	return Value{Kind: List, Text: unsafeString(append(text, ']'))}
}

// AppendJSON appends v as a part of a JSON document: a computed number as a number, a
// list or a map as it is, any other value as a string of what it shows as. The field
// of a log event is a string there even if it has the form of a number: its text is
// all that is known of it.
func (v Value) AppendJSON(to []byte) []byte {
	switch v.Kind {
	case Absent:
		return append(to, "null"...)
	case Number:
		return appendNumber(to, v.Num)
	case List, Map:
		return append(to, v.Text...)
	}
	return AppendQuoted(to, v.String())
}

// AppendQuoted appends s as a JSON string. Bytes that are not UTF-8 become U+FFFD, as
// in encoding/json.
func AppendQuoted(to []byte, s string) []byte {
	const hex = "0123456789abcdef"
	to = append(to, '"')
	for len(s) > 0 {
		n := plainPrefix(s)
		to = append(to, s[:n]...)
		if s = s[n:]; s == "" {
			break
		}
		r, size := utf8.DecodeRuneInString(s)
		switch {
		case r == utf8.RuneError:
			to = append(to, "\ufffd"...)
		case short[s[0]] != 0:
			to = append(to, '\\', short[s[0]])
		default:
			to = append(to, '\\', 'u', '0', '0', hex[s[0]>>4], hex[s[0]&0xf])
		}
		s = s[size:]
	}
	return append(to, '"')
}

// short has the letter of the escapes that have one.
var short = [256]byte{'"': '"', '\\': '\\', '\b': 'b', '\f': 'f', '\n': 'n', '\r': 'r', '\t': 't'}

// plainPrefix returns the number of bytes up to the first character that is written in
// another way in a JSON string.
func plainPrefix(s string) int {
	end := strings.IndexFunc(s, func(r rune) bool { return r < ' ' || r == '"' || r == '\\' || r == utf8.RuneError })
	if end < 0 {
		return len(s)
	}
	return end
}
