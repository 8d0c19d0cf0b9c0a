package render

import (
	"slices"

	"github.com/fanlight/fanlight/pkg/render/edition"
	"github.com/fanlight/fanlight/pkg/render/markup"
	"github.com/fanlight/fanlight/pkg/text"
)

// The forms of tables on a page, as classes in CSS.
const (
	formLog   = "log"   // texts of log events: on a phone below their time and group
	formBars  = "bars"  // a label with a bar and a number
	formCards = "cards" // on a phone each row is a block of names and values
	formPlain = "plain" // a table even on a phone
	formTwo   = "plain two"
)

// The widths of a page in pixels, without its margins, and of what its tables have.
const (
	phoneWidth  = 286 // of a window of 320
	pageWidth   = 590 // of a window of 640, from which on no form changes
	digitWidth  = 8.5
	letterWidth = 7.5
	cellPadding = 24
	changeWidth = 76
	textWidth   = 160 // that a column of long texts has at least
	narrowWidth = 440 // below which a table does not take the whole page
	nameWidth   = 24  // characters of a name that do not fold
	shortText   = 28  // characters of texts that do not fold
	phoneText   = 70  // that a column of texts has at least on a phone
)

// fitted is a table as a page shows it.
type fitted struct {
	*edition.Table
	id      string
	form    markup.Safe
	wide    bool          // it does not fit into every page: it is moved sideways in its panel
	narrow  bool          // it takes half of a page, so that its columns stand together
	classes []markup.Safe // of columns
	changes bool          // rows have changes
	shares  bool
}

// fit chooses the form of a table and the classes of its columns by what they hold.
func fit(t *edition.Table, id string) *fitted {
	f := &fitted{Table: t, id: id, form: formPlain, classes: make([]markup.Safe, len(t.Columns))}
	for _, r := range t.Rows {
		f.changes = f.changes || r.Change != nil || r.Added
		f.shares = f.shares || r.Share != ""
	}
	page, phone, messages := 0.0, 0.0, false
	for i, c := range t.Columns {
		widest := 0
		for _, r := range t.Rows {
			widest = max(widest, text.Width(r.Cells[i].Text))
		}
		f.classes[i] = classOf(c, widest)
		name := headingWidth(c.Name)
		page += cellPadding + max(name, pageCell(f.classes[i], widest))
		phone += cellPadding + max(min(name, phoneText), f.phoneCell(f.classes[i], widest))
		messages = messages || c.Kind == edition.Message
	}
	if f.changes {
		page += cellPadding + max(changeWidth, headingWidth(f.since()))
		phone += cellPadding + changeWidth
	}
	switch {
	case messages:
		f.form = formLog
	case t.Bars && len(t.Columns) == 2 && f.bar() == 1:
		f.form = formBars
	case phone > phoneWidth || t.Bars:
		f.form = formCards
	case len(t.Columns) == 2:
		f.form = formTwo
	}
	f.narrow = page < narrowWidth && !t.Bars && !messages && !slices.Contains(f.classes, "w")
	f.wide = page > pageWidth && (!messages || len(t.Columns) > 3)
	return f
}

// since is the name of the column of changes.
func (f *fitted) since() string { return "Since " + f.Since }

// headingWidth returns the width of a column's name, which folds if it is long.
func headingWidth(name string) float64 {
	return letterWidth * float64(min(text.Width(name), nameWidth))
}

// keeps returns the class of a name that does not fold.
func keeps(name string) markup.Safe {
	if text.Width(name) <= nameWidth {
		return " k"
	}
	return ""
}

// classOf returns the class of a column: m of messages, n of numbers, c of short texts,
// w of texts that fold.
func classOf(c edition.Column, widest int) markup.Safe {
	switch {
	case c.Kind == edition.Message:
		return "m"
	case c.Kind == edition.Time:
		return "c"
	case c.Right && widest <= shortText:
		return "n"
	case widest <= shortText:
		return "c"
	}
	return "w"
}

func pageCell(class markup.Safe, widest int) float64 {
	if class == "w" || class == "m" {
		return textWidth
	}
	return digitWidth * float64(widest)
}

// phoneCell returns the least width of a cell on a phone. Of two columns, short texts may
// fold, too: no other column takes their room.
func (f *fitted) phoneCell(class markup.Safe, widest int) float64 {
	wide := digitWidth * float64(widest)
	if class == "w" || class == "c" && len(f.Columns) == 2 {
		return min(wide, phoneText)
	}
	return wide
}

// bar returns the column that bars stand before: the first one of numbers after those that
// name the rows.
func (f *fitted) bar() int {
	named := false
	for i, c := range f.Columns {
		if c.Kind == edition.Figure && named {
			return i
		}
		named = named || c.Kind != edition.Figure
	}
	return len(f.Columns)
}
