package slack

import "github.com/fanlight/fanlight/pkg/text"

// The limits of native blocks. Sources:
// https://docs.slack.dev/reference/block-kit/blocks/data-table-block and
// https://docs.slack.dev/reference/block-kit/blocks/data-visualization-block.
const (
	maxColumns = 20
	maxTitle   = 50 // of a chart, and of an axis
	maxLabel   = 20 // of a bin, and of a series
	maxBins    = 20
	maxSeries  = 6
	pageRows   = 20
)

// dataTable is a table whose reader turns pages.
type dataTable struct {
	Caption string  `json:"caption"`
	Page    int     `json:"page_size"`
	Rows    [][]any `json:"rows"` // the first has the names
}

// number is a cell that is sorted by its value.
type number struct {
	Type  string  `json:"type"` // raw_number
	Value float64 `json:"value"`
	Text  string  `json:"text"`
}

func textCell(s string, n int) raw { return raw{Type: "raw_text", Text: limit(s, n)} }

// newDataTable returns a table, and the number of its characters.
func newDataTable(caption string, names []string, rows [][]any) (block, int) {
	t := dataTable{Caption: limit(caption, maxHeader), Page: max(1, min(len(rows), pageRows))}
	head := make([]any, len(names))
	for i, name := range names {
		head[i] = textCell(name, maxHeader)
	}
	t.Rows = append([][]any{head}, rows...)
	n := 0
	for _, row := range t.Rows {
		for _, cell := range row {
			switch cell := cell.(type) {
			case raw:
				n += text.UTF16Len(cell.Text)
			case number:
				n += text.UTF16Len(cell.Text)
			}
		}
	}
	return block{Type: "data_table", dataTable: &t}, n
}
