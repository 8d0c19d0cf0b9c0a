package slacktest

import (
	"encoding/json"
	"slices"
)

// The limits of blocks of data. Sources:
// docs.slack.dev/reference/block-kit/blocks/data-table-block,
// docs.slack.dev/reference/block-kit/blocks/data-visualization-block; that of charts a
// message, which these leave out, is
// docs.rs/slack-morphism/2.30.0/slack_morphism/blocks/struct.SlackDataVisualizationBlock.html.
const (
	maxRows     = 101 // with the header
	maxColumns  = 20
	maxPage     = 100
	maxCells    = 10_000 // characters of all tables
	maxTitle    = 50
	maxSeries   = 6
	maxBins     = 20
	maxLabel    = 20
	maxVisuals  = 2
	tableType   = "data_table"
	visualsType = "data_visualization"
)

// cell is a cell of a table.
type cell struct {
	Type     string
	Text     string
	Value    *float64
	Elements []json.RawMessage
}

func (c cell) ok(header bool) bool {
	switch c.Type {
	case "raw_text":
		return c.Text != ""
	case "raw_number":
		return c.Value != nil
	}
	return c.Type == "rich_text" && !header && all(c.Elements, text.richOK)
}

func (b block) tableOK() bool {
	if b.Caption == "" || len(b.Rows) < 2 || len(b.Rows) > maxRows || b.Page != nil && (*b.Page < 1 || *b.Page > maxPage) {
		return false
	}
	for i, row := range b.Rows {
		if len(row) == 0 || len(row) > maxColumns || len(row) != len(b.Rows[0]) || slices.ContainsFunc(row, func(c cell) bool { return !c.ok(i == 0) }) {
			return false
		}
	}
	return true
}

// chart is a chart of lines. Others are not sent.
type chart struct {
	Type   string
	Series []series
	Axis   struct {
		Labels []string `json:"categories"`
		X      string   `json:"x_label"`
		Y      string   `json:"y_label"`
	} `json:"axis_config"`
}

type series struct {
	Name string
	Data []struct {
		Label string
		Value *float64
	}
}

func (c chart) ok() bool {
	labels := c.Axis.Labels
	if c.Type != "line" || len(c.Series) == 0 || len(c.Series) > maxSeries || len(labels) == 0 || len(labels) > maxBins ||
		length(c.Axis.X) > maxTitle || length(c.Axis.Y) > maxTitle || slices.ContainsFunc(labels, badLabel) {
		return false
	}
	names := map[string]bool{}
	for _, s := range c.Series {
		if badLabel(s.Name) || names[s.Name] || !s.has(labels) {
			return false
		}
		names[s.Name] = true
	}
	return true
}

func badLabel(s string) bool { return s == "" || length(s) > maxLabel }

// has reports whether a series has one value for each label.
func (s series) has(labels []string) bool {
	if len(s.Data) != len(labels) {
		return false
	}
	for i, p := range s.Data {
		if p.Label != labels[i] || p.Value == nil {
			return false
		}
	}
	return true
}

// nativeOK checks what the blocks of data of a message have together.
func nativeOK(blocks []block) bool {
	cells, visuals := 0, 0
	for _, b := range blocks {
		if b.Type == visualsType {
			visuals++
		}
		for _, row := range b.Rows {
			for _, c := range row {
				cells += length(c.Text)
			}
		}
	}
	return cells <= maxCells && visuals <= maxVisuals
}

// native reports whether a message has blocks of data.
func (m Message) native() bool {
	var blocks []block
	_ = json.Unmarshal(m.Blocks, &blocks) // checked before
	return slices.ContainsFunc(blocks, func(b block) bool { return b.Type == tableType || b.Type == visualsType })
}
