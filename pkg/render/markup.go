package render

import "strings"

// safeHTML is markup that this package wrote itself. Only constants of the
// source become one without a conversion, so that a value from outside cannot be
// written raw by mistake.
type safeHTML string

// markup writes HTML: safeHTML as it is, everything else escaped.
type markup struct{ strings.Builder }

func (m *markup) raw(parts ...safeHTML) {
	for _, p := range parts {
		m.WriteString(string(p))
	}
}

func (m *markup) text(s string) { _, _ = escaper.WriteString(m, s) }

// element writes an escaped text between two pieces of markup.
func (m *markup) element(open safeHTML, text string, end safeHTML) {
	m.raw(open)
	m.text(text)
	m.raw(end)
}

// escaper escapes what ends a text or a quoted attribute.
var escaper = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&#34;", "'", "&#39;")
