package email

import (
	"fmt"
	"strings"

	"github.com/fanlight/fanlight/pkg/render"
	"github.com/fanlight/fanlight/pkg/render/amount"
	"github.com/fanlight/fanlight/pkg/render/edition"
)

// section returns a section with that many rows of its table. Number is set if a number
// stands before it.
func section(s edition.Section, p *picture, rows int, number bool) string {
	var m pageWriter
	switch {
	case s.IsNumber() && s.Failure != nil:
		m.missingNumber(s, !number)
	case s.Failure != nil:
		m.failure(s)
	case s.Number != nil:
		m.number(s, p, !number)
	case s.Chart != nil && p != nil:
		m.heading(s.Chart.Heading(), "")
		m.Raw(`<tr><td style="padding:0 24px">`)
		p.write(&m.Writer, chartImage)
		m.Raw("</td></tr>")
		m.note(s.Chart.Remark())
	case s.Chart != nil:
		m.table(s.Chart.Heading(), s.Chart.Values, rows)
	default:
		m.table(s.Title, s.Table, rows)
	}
	return m.String()
}

// heading writes the title of a section, and a line below it.
func (m *pageWriter) heading(title, note string) {
	m.Raw(`<tr><td style="padding:32px 24px 10px"><h2 class="ik" style="`, size17, "margin:0;", strong, breaks, ink)
	m.Element(`">`, title, "</h2>")
	if note != "" {
		m.small(note)
	}
	m.Raw("</td></tr>\n")
}

// failure writes a section without an answer, loud.
func (m *pageWriter) failure(s edition.Section) {
	f := s.Failure
	m.heading(s.Title, "")
	m.Raw(`<tr><td style="padding:0 24px">`, layout, `<tr><td class="fp" bgcolor="#fcefee" style="padding:12px 16px;border:1px solid #efc9c6;border-radius:8px"><div class="ik" style="`, size14, ink,
		`"><b class="bad" style="`, bad)
	m.Element(`">`, capital(f.Word)+".", "</b>")
	if f.NoAnswer() {
		m.Text(" No answer. Nothing is known about this section; it does not mean 0.")
	}
	m.Raw("</div>")
	if f.Note != "" {
		m.Raw(`<div class="ik" style="`, mono, ink)
		m.Element(`">`, f.Note, "</div>")
	}
	m.Raw("</td></tr></table></td></tr>\n")
}

// nothing writes a section with nothing to show, the first one below their heading.
func nothing(n edition.Nothing, first bool) string {
	var m pageWriter
	if first {
		m.heading("Nothing to show", "")
	}
	why := capital(n.Why) + "."
	if n.State == "empty" {
		why = "The query ran; " + n.Why + "."
	}
	m.Raw(`<tr><td style="padding:0 24px">`, layout, `<tr><td class="ln ik" style="`, size14, "padding:8px 0;", rule, breaks, ink)
	m.Element(`"><b>`, n.Title, "</b> ")
	m.tag(stateForm, capital(n.State))
	m.small(why)
	m.Raw("</td></tr></table></td></tr>\n")
	return m.String()
}

// rowsNote says how many of the rows are shown, since when they are compared, and the
// zone of times that no heading names.
func rowsNote(t *edition.Table, shown int) string {
	var parts []string
	if all := len(t.Rows) + t.More; shown < all {
		parts = append(parts, fmt.Sprintf("%s of %s rows", amount.Count(float64(shown)), amount.Count(float64(all))))
	}
	if t.Since != "" {
		parts = append(parts, "change since "+t.Since)
	}
	return capital(strings.Join(parts, "; "))
}

// rest writes how many rows and columns are not shown.
func (m *pageWriter) rest(rows, columns int) {
	if line := render.NotShown(rows, columns); line != "" {
		m.note(line)
	}
}
