// Package markup writes HTML in which values from outside are escaped.
package markup

import "strings"

// Safe is markup of this program. Only constants of the source become one
// without a conversion, so that a value from outside cannot be written raw by
// mistake.
type Safe string

// Writer writes HTML. Its zero value is ready to use.
type Writer struct{ strings.Builder }

// Raw writes markup as it is.
func (w *Writer) Raw(parts ...Safe) {
	for _, p := range parts {
		w.WriteString(string(p))
	}
}

// Text writes a text, or the value of a quoted attribute, escaped.
func (w *Writer) Text(s string) { _, _ = escaper.WriteString(w, s) }

// Element writes an escaped text between two pieces of markup.
func (w *Writer) Element(open Safe, text string, end Safe) {
	w.Raw(open)
	w.Text(text)
	w.Raw(end)
}

// escaper escapes what ends a text or a quoted attribute.
var escaper = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&#34;", "'", "&#39;")
