package render

import (
	"bytes"
	"encoding/json"
	"fmt"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/report"
	"github.com/fanlight/fanlight/pkg/text"
)

// JSON returns the document, indented, with the rows of every query that it keeps.
// Lists are never null. Characters that a terminal would obey are written as \u
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
	return []byte(text.EscapeJSON(b.String())), nil
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
