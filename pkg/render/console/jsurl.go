package console

import (
	"fmt"
	"strings"
	"unicode/utf16"
)

// The signs of JSURL, escaped twice.
const (
	tilde  = "$257E" // before a value, between a key and its value
	quote  = "$2527" // before a string
	open   = "$2528" // an object, and, before a tilde, a list
	closed = "$2529"
)

// text writes a string: what is not plain is *hh, and from U+0100 on **hhhh for each unit
// of UTF-16.
func text(w *strings.Builder, s string) {
	w.WriteString(tilde + quote)
	for _, r := range s {
		switch {
		case plain(r):
			w.WriteRune(r)
		case r < 0x100:
			fmt.Fprintf(w, "*%02x", r)
		case r < 0x10000:
			fmt.Fprintf(w, "**%04x", r)
		default:
			high, low := utf16.EncodeRune(r)
			fmt.Fprintf(w, "**%04x**%04x", high, low)
		}
	}
}

func plain(r rune) bool {
	return 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' || '0' <= r && r <= '9' || strings.ContainsRune("_.-", r)
}
