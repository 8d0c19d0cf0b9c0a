package render

import "strings"

// literal is markup of our own. Only constants of the source become one
// without a conversion, so that a value from outside cannot be written raw by
// mistake.
type literal string

// markup writes HTML: literals as they are, everything else escaped.
type markup struct{ strings.Builder }

func (m *markup) raw(parts ...literal) {
	for _, p := range parts {
		m.WriteString(string(p))
	}
}

func (m *markup) text(s string) { _, _ = escaper.WriteString(m, s) }

// element writes a text between two literals.
func (m *markup) element(open literal, text string, end literal) {
	m.raw(open)
	m.text(text)
	m.raw(end)
}

// escaper covers text and quoted attributes alike.
var escaper = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&#34;", "'", "&#39;")
