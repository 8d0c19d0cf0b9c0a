package email

import (
	"strings"

	"github.com/fanlight/fanlight/pkg/render/edition"
	"github.com/fanlight/fanlight/pkg/render/markup"
	"github.com/fanlight/fanlight/pkg/text"
)

// Widths in pixels. Those of letters are of wide fonts, which some phones have.
const (
	narrowRoom   = 320 - 2*24 // of the narrowest phone, without the edges of a mail
	phoneRoom    = 390 - 2*24 // of most phones
	narrowText   = 40         // of a column of text on the narrowest phone
	phoneText    = 100        // of a column of text on most phones, where words are short
	phoneWord    = 140        // of a column of long words on most phones
	letter       = 9.0        // of a cell
	nameLetter   = 8.5        // of a heading
	columnGap    = 12
	changeWidth  = 66
	leastHeading = 12 // characters of a heading that does not fold
)

// fitsPhone reports whether the columns of a table are readable next to each other on
// a phone: most of them are wider than the narrowest one.
func fitsPhone(t *edition.Table) bool {
	gaps := columnGap * float64(len(t.Columns)-1)
	if changes(t) {
		gaps += columnGap + changeWidth
	}
	narrow, phone := gaps, gaps
	for i, c := range t.Columns {
		least := nameLetter * float64(min(text.Width(c.Name), leastHeading))
		if !c.Solid {
			narrow, phone = narrow+max(least, narrowText), phone+max(least, phoneText, min(phoneWord, letter*longestWord(t, i)))
			continue
		}
		for _, r := range t.Rows {
			least = max(least, letter*float64(text.Width(r.Cells[i].Text)))
		}
		narrow, phone = narrow+least, phone+least
	}
	return narrow <= narrowRoom && phone <= phoneRoom
}

// longestWord returns the columns of the longest word of a column.
func longestWord(t *edition.Table, column int) (longest float64) {
	for _, r := range t.Rows {
		for word := range strings.FieldsSeq(r.Cells[column].Text) {
			longest = max(longest, float64(text.Width(word)))
		}
	}
	return longest
}

// changes reports whether a row has a change.
func changes(t *edition.Table) bool {
	for _, r := range t.Rows {
		if r.Change != nil || r.Added {
			return true
		}
	}
	return false
}

// grid writes rows below the names of their columns, the change of each at the end.
func (m *pageWriter) grid(t *edition.Table) {
	change := changes(t)
	m.Raw(`<tr><td style="padding:0 24px"><table width="100%" cellpadding="0" cellspacing="0" border="0"><tr>`)
	for i, c := range t.Columns {
		last := i == len(t.Columns)-1 && !change
		style := breaks
		if text.Width(c.Name) <= leastHeading {
			style = keeps
		}
		m.cell("th", "sf", c, last, style+sans+"font-size:12px;line-height:16px;"+strong+soft)
		m.Element("", c.Name, "</th>")
	}
	if change {
		m.cell("th", "sf", edition.Column{Right: true}, true, sans+"font-size:12px;line-height:16px;"+strong+soft)
		m.Raw("Change</th>")
	}
	m.Raw("</tr>\n")
	for _, r := range t.Rows {
		m.gridRow(t, r, change)
	}
	m.Raw("</table></td></tr>\n")
}

func (m *pageWriter) gridRow(t *edition.Table, r edition.Row, change bool) {
	m.Raw("<tr>")
	for i, c := range t.Columns {
		style := size14 + rule + breaks + ink
		if c.Solid {
			style = size14 + rule + keeps + ink
		}
		m.cell("td", "ln ik", c, i == len(t.Columns)-1 && !change, style)
		m.Element("", text.Limit(r.Cells[i].Text, maxCell), "</td>")
	}
	if change {
		m.cell("td", "ln", edition.Column{Right: true}, true, size14+rule+keeps)
		m.rowChange(r)
		m.Raw("</td>")
	}
	m.Raw("</tr>\n")
}

// cell opens a cell. The last one of a row ends at the edge of the page.
func (m *pageWriter) cell(tag, class markup.Safe, c edition.Column, last bool, style markup.Safe) {
	align, padding := markup.Safe("left"), markup.Safe("padding:8px 12px 8px 0;")
	if c.Right {
		align = "right"
	}
	if last {
		padding = "padding:8px 0;"
	}
	m.Raw("<", tag, ` class="`, class, `" align="`, align, `" valign="top" style="`, padding, style, `">`)
}
