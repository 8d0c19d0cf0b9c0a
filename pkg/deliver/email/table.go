package email

import (
	"math"
	"strconv"
	"strings"

	"github.com/fanlight/fanlight/pkg/render/edition"
	"github.com/fanlight/fanlight/pkg/render/markup"
	"github.com/fanlight/fanlight/pkg/text"
)

const (
	maxCell    = 120 // characters of a cell
	maxMessage = 300 // of the text of a log event
	maxLines   = 6   // of the text of a log event
	maxColumns = 12  // of a row whose cells stand below each other
)

// table writes at most so many rows in the form that fits them: bars, log events, a
// table if a phone has room for it, else each row in two lines.
func (m *pageWriter) table(s edition.Section, title string, t *edition.Table, rows int) {
	shown := t.Head(rows)
	note := rowsNote(s, t, len(shown.Rows))
	switch {
	case t.Bars:
		m.heading(title, note)
		m.rows(shown, m.bar)
	case t.IsEvents():
		if zone := timeName(t); zone != "" {
			note = strings.TrimPrefix(note+". "+zone, ". ")
		}
		m.heading(title, note)
		m.rows(shown, m.event)
	case fitsPhone(t):
		m.heading(title, note)
		m.grid(shown)
	default:
		m.heading(title, note)
		m.rows(shown, m.stacked)
		m.after(s, "", shown.More, len(t.Columns)-maxColumns)
		return
	}
	m.after(s, "", shown.More, 0)
}

// timeName returns the heading of the first column of times, which names their zone.
func timeName(t *edition.Table) string {
	for _, c := range t.Columns {
		if c.Kind == edition.Time {
			return c.Name
		}
	}
	return ""
}

func (m *pageWriter) rows(t *edition.Table, row func(*edition.Table, edition.Row)) {
	m.Raw(`<tr><td style="padding:0 24px">`, layout)
	for _, r := range t.Rows {
		m.Raw("<tr>")
		row(t, r)
		m.Raw("</tr>\n")
	}
	m.Raw("</table></td></tr>\n")
}

// bar writes a row with a bar below its label, and its value and change to the right.
func (m *pageWriter) bar(t *edition.Table, r edition.Row) {
	var labels, values []string
	for i, c := range t.Columns {
		if c.Kind == edition.Figure {
			values = append(values, r.Cells[i].Text)
		} else if r.Cells[i].Text != "" {
			labels = append(labels, r.Cells[i].Text)
		}
	}
	m.Raw(`<td class="ln ik" style="`, size14, "padding:8px 12px 8px 0;", rule, breaks, ink)
	m.Element(`">`, text.Limit(strings.Join(labels, ", "), maxCell), "")
	m.Raw(`<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" style="margin-top:4px"><tr>`)
	width := min(100, max(1, int(math.Round(100*r.Bar))))
	m.Raw(`<td width="`, markup.Safe(strconv.Itoa(width)), `%" height="8" bgcolor="#2b5fd0" style="height:8px;font-size:0;line-height:0">`)
	m.Text("\u00a0")
	m.Raw("</td>")
	if width < 100 {
		m.Raw(`<td style="font-size:0;line-height:0">`)
		m.Text("\u00a0")
		m.Raw("</td>")
	}
	m.Raw(`</tr></table></td><td class="ln ik" align="right" valign="top" width="88" style="`, size14, "padding:8px 0;", rule, ink)
	m.Element(`">`, text.Limit(strings.Join(values, " "), maxValue), "")
	m.rowChange(r)
	m.Raw("</td>")
}

// rowChange writes the change of a row: the relative one alone.
func (m *pageWriter) rowChange(r edition.Row) {
	class, color := markup.Safe("sf"), soft
	words := "new"
	if r.Change != nil {
		words = strings.ReplaceAll(r.Change.Short(), " ", "\u00a0")
		switch r.Change.Mood {
		case edition.Worse:
			class, color = "bad", bad
		case edition.Better:
			class, color = "gd", good
		}
	} else if !r.Added {
		return
	}
	m.Raw(`<div class="`, class, `" style="`, sans, "font-size:13px;line-height:16px;", color)
	m.Element(`">`, words, "</div>")
}

// event writes a log event: what is short in one line, its text below it.
func (m *pageWriter) event(t *edition.Table, r edition.Row) {
	e := t.Event(r)
	short := e.Short()
	for i := range short {
		short[i] = text.Limit(short[i], maxCell)
	}
	m.Raw(`<td class="ln" style="padding:8px 0;`, rule, `">`)
	if len(short) > 0 {
		m.small(strings.Join(short, " \u00a0"))
	}
	for _, message := range e.Texts {
		m.message(message)
	}
	m.Raw("</td>")
}

// message writes the text of a log event, its lines below each other.
func (m *pageWriter) message(c edition.Cell) {
	m.Raw(`<div class="ik" style="`, mono, ink, `">`)
	for i, line := range c.Within(maxMessage, maxLines) {
		if i > 0 {
			m.Raw("<br>")
		}
		m.Text(line)
	}
	m.Raw("</div>")
}

// stacked writes a row with its first cell in a line of its own, and the others with the
// names of their columns below it.
func (m *pageWriter) stacked(t *edition.Table, r edition.Row) {
	m.Raw(`<td class="ln ik" style="`, size14, "padding:8px 0;", rule, breaks, ink)
	m.Element(`"><b>`, text.Limit(r.Cells[0].Text, maxCell), "</b>")
	m.Raw(`<div class="ik" style="`, size13, breaks, ink, `">`)
	separator := ""
	for i, c := range t.Columns[:min(len(t.Columns), maxColumns)] {
		if i == 0 || r.Cells[i].Text == "" {
			continue
		}
		m.Element(separatorOpen, separator+text.Limit(c.Name, maxCell)+"\u00a0", "</span>")
		m.Text(text.Limit(r.Cells[i].Text, maxCell))
		separator = " · "
	}
	m.Raw("</div>")
	m.rowChange(r)
	m.Raw("</td>")
}

const separatorOpen = `<span class="sf" style="` + soft + `">`
