package email

import (
	"fmt"
	"strings"

	"github.com/fanlight/fanlight/pkg/render"
	"github.com/fanlight/fanlight/pkg/render/amount"
	"github.com/fanlight/fanlight/pkg/render/edition"
)

// form says how much of a section is written.
type form struct {
	rows  int  // of tables
	links bool // to queries
}

// section returns a section in a form. Number is set if a number stands before it.
func section(s edition.Section, p *picture, f form, number bool) string {
	if !f.links {
		s.Link = ""
	}
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
		m.after(s, s.Chart.Remark(), 0, 0)
	case s.Chart != nil:
		m.table(s, s.Chart.Heading(), s.Chart.Values, f.rows)
	default:
		m.table(s, s.Title, s.Table, f.rows)
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
	m.after(s, "", 0, 0)
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
// zone of times that no heading names. Of patterns it says how many are new.
func rowsNote(s edition.Section, t *edition.Table, shown int) string {
	var parts []string
	if s.Patterns != nil {
		parts = append(parts, s.Patterns.Summary())
	}
	if all := len(t.Rows) + t.More; shown < all {
		parts = append(parts, fmt.Sprintf("%s of %s rows", amount.Count(float64(shown)), amount.Count(float64(all))))
	}
	if t.Since != "" {
		parts = append(parts, "change since "+t.Since)
	}
	return capital(strings.Join(parts, "; "))
}

// after writes the line below a section: a note, how many rows and columns are not shown
// and where the rows are, and the link to its query.
func (m *pageWriter) after(s edition.Section, note string, rows, columns int) {
	hidden := render.NotShown(rows, columns)
	if note == "" && hidden == "" && s.Link == "" {
		return
	}
	m.Raw(`<tr><td style="padding:8px 24px 0"><div class="sf" style="`, size13, breaks, soft, `">`)
	m.Text(note)
	separator := ""
	if note != "" {
		separator = " \u00a0·\u00a0 "
	}
	if hidden != "" {
		m.Text(separator + hidden)
		m.file(s.File, rows)
		separator = " \u00a0·\u00a0 "
	}
	if s.Link != "" {
		m.Text(separator)
		m.link(s.Link, "Open in Logs Insights")
	}
	m.Raw("</div></td></tr>\n")
}

// file leads to the file that has the rows that are not shown, or the first ones of them.
func (m *pageWriter) file(f *edition.File, rows int) {
	switch {
	case rows <= 0 || f == nil || f.Address == "":
	case f.Whole:
		m.Text(": ")
		m.link(f.Address, f.Name)
	default:
		m.Text("; the first " + amount.Count(float64(f.Rows)) + ": ")
		m.link(f.Address, f.Name)
	}
}

// link writes a link that is underlined, and blue.
func (m *pageWriter) link(address, words string) {
	m.Element(`<a class="lk" href="`, address, `" style="`+blue+`">`)
	m.Element("", words, "</a>")
}
