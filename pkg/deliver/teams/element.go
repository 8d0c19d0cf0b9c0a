package teams

import (
	"strings"

	"github.com/fanlight/fanlight/pkg/deliver/outline"
	"github.com/fanlight/fanlight/pkg/render/edition"
	"github.com/fanlight/fanlight/pkg/text"
)

// maxText is how many characters of a text a card has.
const maxText = 500

// block is a line of text. Its runs are shown as they are: other texts of cards are read
// as Markdown, in which log content could hide a link
// (https://adaptivecards.io/explorer/TextRun.html).
type block struct {
	Type      string `json:"type"` // RichTextBlock
	Alignment string `json:"horizontalAlignment,omitempty"`
	Separator bool   `json:"separator,omitempty"`
	Spacing   string `json:"spacing,omitempty"`
	Inlines   []run  `json:"inlines"`
}

// run is a text of one look.
type run struct {
	Type   string `json:"type"` // TextRun
	Text   string `json:"text"`
	Weight string `json:"weight,omitempty"`
	Size   string `json:"size,omitempty"`
	Color  string `json:"color,omitempty"`
	Font   string `json:"fontType,omitempty"`
	Subtle bool   `json:"isSubtle,omitempty"`
	Italic bool   `json:"italic,omitempty"`
}

// line returns a block of runs. An empty text becomes a dash, as a card with an empty
// one is not shown.
func line(runs ...run) block {
	b := block{Type: "RichTextBlock"}
	for _, r := range runs {
		r.Type = "TextRun"
		if strings.TrimSpace(r.Text) == "" {
			r.Text = "–"
		}
		b.Inlines = append(b.Inlines, r)
	}
	return b
}

// table is a table (https://adaptivecards.io/explorer/Table.html).
type table struct {
	Type    string   `json:"type"` // Table
	Columns []column `json:"columns"`
	Rows    []row    `json:"rows"`
	Header  bool     `json:"firstRowAsHeader"`
	Lines   bool     `json:"showGridLines"`
}

// newTable returns a table of columns without lines.
func newTable(widths ...int) table {
	t := table{Type: "Table", Header: true}
	for _, w := range widths {
		t.Columns = append(t.Columns, column{w})
	}
	return t
}

type column struct {
	Width int `json:"width"` // in proportion to the others
}

type row struct {
	Type  string `json:"type"` // TableRow
	Cells []cell `json:"cells"`
}

type cell struct {
	Type  string  `json:"type"` // TableCell
	Items []block `json:"items"`
}

// newCell returns a cell, which numbers are aligned right in.
func newCell(right bool, r run) cell {
	c := cell{Type: "TableCell"}
	c.add(right, r)
	return c
}

// add adds a line to a cell.
func (c *cell) add(right bool, r run) {
	b := line(r)
	if right {
		b.Alignment = "Right"
	}
	if len(c.Items) > 0 {
		b.Spacing = "None"
	}
	c.Items = append(c.Items, b)
}

// columnSet is columns of a width each (https://adaptivecards.io/explorer/ColumnSet.html).
type columnSet struct {
	Type    string `json:"type"` // ColumnSet
	Spacing string `json:"spacing"`
	Columns []part `json:"columns"`
}

type part struct {
	Type  string  `json:"type"` // Column
	Width string  `json:"width"`
	Items []block `json:"items"`
}

// action is a button that opens an address
// (https://adaptivecards.io/explorer/Action.OpenUrl.html).
type action struct {
	Type    string `json:"type"` // Action.OpenUrl
	Title   string `json:"title"`
	Address string `json:"url"`
}

// actions returns the ways out of a report.
func actions(e *edition.Edition) (all []action) {
	for _, way := range outline.Ways(e) {
		all = append(all, action{"Action.OpenUrl", way.Text, way.Address})
	}
	return all
}

// limit returns a text of at most maxText characters.
func limit(s string) string { return text.Limit(s, maxText) }
