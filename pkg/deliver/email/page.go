package email

import (
	"strings"

	"github.com/fanlight/fanlight/pkg/render"
	"github.com/fanlight/fanlight/pkg/render/markup"
	"github.com/fanlight/fanlight/pkg/text"
)

// maxPage is the most bytes of a mail's page: Gmail hides what lies beyond 102
// KB. A little is left for MarkDuplicate.
const maxPage = 80_000

const (
	maxColumns = 8     // of a table: mail clients do not scroll sideways
	maxCell    = 120   // characters of a cell
	tail       = 2_000 // bytes that the end of a page takes
)

// fitting returns the document as mail clients show it: tables and inline
// styles, at most maxPage bytes. Tables lose rows until the page fits, and count
// them.
func fitting(c *render.Content) string {
	for _, rows := range []int{50, 20, 10, 5, 2} {
		if p := page(c, rows); len(p) <= maxPage {
			return p
		}
	}
	return page(c, 0)
}

// page shows that many rows of each table. Without rows it shows the sections
// that fit; the last line counts the others.
func page(c *render.Content, rows int) string {
	var m pageWriter
	m.head(c)
	for i, s := range c.Sections {
		row := section(s, rows)
		if rows == 0 && m.Len()+len(row) > maxPage-tail {
			m.row(styleNote, "… "+render.More(len(c.Sections)-i, "section"))
			break
		}
		m.WriteString(row)
	}
	m.foot(c)
	return m.String()
}

// pageWriter writes the rows of a mail, each a row of the one outer table.
type pageWriter struct{ markup.Writer }

func (m *pageWriter) head(c *render.Content) {
	m.Raw("<!doctype html>\n<html lang=\"en\">\n<head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\">")
	m.Element("<title>", c.Title, "</title></head>\n")
	m.Raw("<body style=\"margin:0;padding:0;background:#f6f6f3\">\n",
		"<table role=\"presentation\" width=\"100%\" cellpadding=\"0\" cellspacing=\"0\" border=\"0\" bgcolor=\"#f6f6f3\"><tr><td align=\"center\" style=\"padding:16px 8px\">\n",
		"<table role=\"presentation\" width=\"100%\" cellpadding=\"0\" cellspacing=\"0\" border=\"0\" bgcolor=\"#ffffff\" style=\"max-width:640px;border:1px solid #e3e3de\">\n")
	m.row(styleTitle, c.Title)
	m.row(styleSoft, c.Window)
	if c.Alert != "" {
		m.row(styleAlert, c.Alert)
	}
	m.row(styleNote, "")
}

func (m *pageWriter) foot(c *render.Content) {
	m.row(styleNote, "")
	m.row(styleFoot, strings.Join(c.Summary, " · "))
	m.row(styleFoot, c.Run)
	m.row(styleNote, "")
	m.Raw("</table>\n</td></tr></table>\n</body>\n</html>\n")
}

func (m *pageWriter) row(style markup.Safe, text string) {
	m.Raw("<tr><td style=\"", style)
	m.Element("\">", text, "</td></tr>\n")
}

func section(s render.Section, rows int) string {
	var m pageWriter
	if s.Table != nil {
		m.row(styleHead, s.Title)
		m.table(s.Table, rows)
		return m.String()
	}
	m.number(s)
	return m.String()
}

func (m *pageWriter) number(s render.Section) {
	style := map[render.Status]markup.Safe{render.Plain: styleValue, render.Empty: styleEmpty, render.Bad: styleBad}[s.Status]
	m.Raw("<tr><td style=\"padding:0 24px\"><table role=\"presentation\" width=\"100%\" cellpadding=\"0\" cellspacing=\"0\" border=\"0\"><tr><td style=\"", styleLabel)
	m.Element("\">", s.Title, "")
	if s.Note != "" {
		m.Element("<br><span style=\"font-size:13px;line-height:18px;color:#646a73\">", s.Note, "</span>")
	}
	m.Raw("</td><td align=\"right\" valign=\"top\" style=\"", style)
	m.Element("\">", s.Value, "</td></tr></table></td></tr>\n")
}

func (m *pageWriter) table(t *render.Table, limit int) {
	shown, more := t.Head(limit)
	columns := t.Columns[:min(maxColumns, len(t.Columns))]
	m.Raw("<tr><td style=\"padding:0 16px\"><table width=\"100%\" cellpadding=\"0\" cellspacing=\"0\" border=\"0\"><tr>")
	for _, column := range columns {
		m.cell("th", column, styleTH, column.Name)
		m.Raw("</th>")
	}
	m.Raw("</tr>\n")
	for _, row := range shown.Rows {
		m.Raw("<tr>")
		for i, column := range columns {
			m.cell("td", column, styleTD, row.Cells[i])
			m.Raw("</td>")
		}
		m.Raw("</tr>\n")
	}
	m.Raw("</table></td></tr>\n")
	if line := render.NotShown(more, len(t.Columns)-len(columns)); line != "" {
		m.row(styleNote, line)
	}
}

func (m *pageWriter) cell(tag markup.Safe, c render.Column, style markup.Safe, value string) {
	align, breaks := markup.Safe("left"), markup.Safe(";word-break:break-word")
	if c.Right {
		align = "right"
	}
	if c.Right && tag == "td" {
		breaks = ";white-space:nowrap"
	}
	m.Raw("<", tag, " align=\"", align, "\" valign=\"top\" style=\"", style, breaks, "\">")
	m.Text(text.Limit(value, maxCell))
}

// lines returns a text as a page, a paragraph for each line.
func lines(text string) string {
	var m markup.Writer
	m.Raw("<!doctype html>\n<html lang=\"en\">\n<head><meta charset=\"utf-8\"></head>\n",
		"<body style=\"margin:0;padding:16px;background:#ffffff\">\n")
	for line := range strings.SplitSeq(strings.TrimSpace(text), "\n") {
		m.Element("<p style=\"margin:0 0 4px;min-height:12px;font:15px/21px Arial,sans-serif;color:#1c1e21\">", line, "</p>\n")
	}
	m.Raw("</body>\n</html>\n")
	return m.String()
}
