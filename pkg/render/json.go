package render

import (
	"bytes"
	"encoding/json"
	"fmt"
	"unicode/utf8"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/report"
)

// JSON returns the document, indented, with every row of every query. Lists
// are never null. Characters that a terminal would obey are written as \u
// escapes, so that the bytes are safe to print and the values stay what they
// were.
func JSON(d *fanlight.Document) ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	if err := e.Encode(withLists(d)); err != nil {
		return nil, fmt.Errorf("write document of %s: %w", d.Run, err)
	}
	return escapeControls(b.Bytes()), nil
}

// withLists returns a copy of the document whose lists are empty where the
// original has none.
func withLists(d *fanlight.Document) *fanlight.Document {
	c := *d
	c.Sections = append(c.Sections[:0:0], c.Sections...)
	if c.Sections == nil {
		c.Sections = []report.Section{}
	}
	c.Queries = make([]fanlight.QueryResult, len(d.Queries))
	for i, q := range d.Queries {
		if q.Columns == nil {
			q.Columns = []string{}
		}
		if q.Rows == nil {
			q.Rows = []fanlight.Row{}
		}
		c.Queries[i] = q
	}
	return &c
}

// escapeControls works on encoded JSON, where such characters occur in strings
// alone.
func escapeControls(encoded []byte) []byte {
	out := make([]byte, 0, len(encoded))
	for len(encoded) > 0 {
		r, size := utf8.DecodeRune(encoded)
		switch {
		case r == '\n' || visible(r) == r || r == replacement:
			out = append(out, encoded[:size]...)
		case r > 0xFFFF:
			out = fmt.Appendf(out, `\u%04x\u%04x`, 0xD800+(r-0x10000)>>10, 0xDC00+(r-0x10000)&0x3FF)
		default:
			out = fmt.Appendf(out, `\u%04x`, r)
		}
		encoded = encoded[size:]
	}
	return out
}
