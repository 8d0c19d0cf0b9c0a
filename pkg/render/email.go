package render

import (
	"strings"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/text"
)

// EmailLimit is the size of a mail's HTML in bytes: Gmail hides what lies
// beyond 102 KB.
const EmailLimit = 80_000

const (
	emailColumns = 8   // of a table: mail clients do not scroll sideways
	emailCell    = 120 // characters of a cell
	emailTail    = 2_000
)

// EmailHTML returns the document as mail clients show it: tables and inline
// styles, at most EmailLimit bytes. Tables lose rows until the mail fits, and
// say how many.
func EmailHTML(d *fanlight.Document) string {
	c := newContent(d)
	for _, rows := range []int{50, 20, 10, 5, 2} {
		if page := emailPage(c, rows); len(page) <= EmailLimit {
			return page
		}
	}
	return emailPage(c, 0)
}

// emailPage shows the sections that fit; the last line counts the others.
func emailPage(c *content, rows int) string {
	var m mail
	m.head(c)
	for i, s := range c.sections {
		row := mailSection(s, rows)
		if rows == 0 && m.Len()+len(row) > EmailLimit-emailTail {
			m.row(styleNote, strings.Join(leftOutSections(len(c.sections)-i), ""))
			break
		}
		m.WriteString(row)
	}
	m.foot(c)
	return m.String()
}

func leftOutSections(n int) []string { return []string{"… " + moreOf(n, "section")} }

// mail writes a mail's rows, each a row of the one outer table.
type mail struct{ markup }

// Styles of a mail are given in place: Gmail knows no style sheet for accounts
// of other providers.
const (
	font       safeHTML = "font-family:-apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif;"
	styleTitle safeHTML = font + "padding:24px 24px 0;font-size:22px;line-height:28px;font-weight:bold;color:#1c1e21"
	styleSoft  safeHTML = font + "padding:4px 24px 0;font-size:14px;line-height:20px;color:#646a73"
	styleAlert safeHTML = font + "padding:16px 24px 0;font-size:15px;line-height:21px;font-weight:bold;color:#b3261e"
	styleHead  safeHTML = font + "padding:28px 24px 8px;font-size:16px;line-height:22px;font-weight:bold;color:#1c1e21"
	styleNote  safeHTML = font + "padding:2px 24px 8px;font-size:13px;line-height:18px;color:#646a73"
	styleFoot  safeHTML = font + "padding:0 24px;font-size:12px;line-height:18px;color:#646a73"
	styleLabel safeHTML = font + "padding:13px 12px 13px 0;font-size:15px;line-height:22px;word-break:break-word;color:#1c1e21;border-bottom:1px solid #e3e3de"
	styleValue safeHTML = font + "padding:10px 0;font-size:22px;line-height:28px;font-weight:bold;color:#1c1e21;border-bottom:1px solid #e3e3de;white-space:nowrap"
	styleEmpty safeHTML = font + "padding:10px 0;font-size:15px;line-height:28px;color:#646a73;border-bottom:1px solid #e3e3de;white-space:nowrap"
	styleBad   safeHTML = font + "padding:10px 0;font-size:15px;line-height:28px;font-weight:bold;color:#b3261e;border-bottom:1px solid #e3e3de;white-space:nowrap"
	styleTH    safeHTML = font + "padding:6px 8px;font-size:12px;line-height:16px;font-weight:bold;color:#646a73;border-bottom:1px solid #c9c9c3"
	styleTD    safeHTML = font + "padding:6px 8px;font-size:13px;line-height:18px;color:#1c1e21;border-bottom:1px solid #e3e3de"
)

func (m *mail) head(c *content) {
	m.raw("<!doctype html>\n<html lang=\"en\">\n<head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\">")
	m.element("<title>", c.title, "</title></head>\n")
	m.raw("<body style=\"margin:0;padding:0;background:#f6f6f3\">\n",
		"<table role=\"presentation\" width=\"100%\" cellpadding=\"0\" cellspacing=\"0\" border=\"0\" bgcolor=\"#f6f6f3\"><tr><td align=\"center\" style=\"padding:16px 8px\">\n",
		"<table role=\"presentation\" width=\"100%\" cellpadding=\"0\" cellspacing=\"0\" border=\"0\" bgcolor=\"#ffffff\" style=\"max-width:640px;border:1px solid #e3e3de\">\n")
	m.row(styleTitle, c.title)
	m.row(styleSoft, c.window)
	if c.alert != "" {
		m.row(styleAlert, c.alert)
	}
	m.row(styleNote, "")
}

func (m *mail) foot(c *content) {
	m.row(styleNote, "")
	m.row(styleFoot, strings.Join(c.summary, " · "))
	m.row(styleFoot, c.run)
	m.row(styleNote, "")
	m.raw("</table>\n</td></tr></table>\n</body>\n</html>\n")
}

func (m *mail) row(style safeHTML, text string) {
	m.raw("<tr><td style=\"", style)
	m.element("\">", text, "</td></tr>\n")
}

func mailSection(s section, rows int) string {
	var m mail
	if s.table != nil {
		m.row(styleHead, s.title)
		m.table(s.table, rows)
		return m.String()
	}
	m.number(s)
	return m.String()
}

func (m *mail) number(s section) {
	style := map[status]safeHTML{plain: styleValue, empty: styleEmpty, bad: styleBad}[s.status]
	m.raw("<tr><td style=\"padding:0 24px\"><table role=\"presentation\" width=\"100%\" cellpadding=\"0\" cellspacing=\"0\" border=\"0\"><tr><td style=\"", styleLabel)
	m.element("\">", s.title, "")
	if s.note != "" {
		m.element("<br><span style=\"font-size:13px;line-height:18px;color:#646a73\">", s.note, "</span>")
	}
	m.raw("</td><td align=\"right\" valign=\"top\" style=\"", style)
	m.element("\">", s.value, "</td></tr></table></td></tr>\n")
}

func (m *mail) table(t *Table, limit int) {
	shown, more := t.head(limit)
	columns := t.Columns[:min(emailColumns, len(t.Columns))]
	m.raw("<tr><td style=\"padding:0 16px\"><table width=\"100%\" cellpadding=\"0\" cellspacing=\"0\" border=\"0\"><tr>")
	for _, column := range columns {
		m.cell("th", column, styleTH, column.Name)
		m.raw("</th>")
	}
	m.raw("</tr>\n")
	for _, row := range shown.Rows {
		m.raw("<tr>")
		for i, column := range columns {
			m.cell("td", column, styleTD, row.Cells[i])
			m.raw("</td>")
		}
		m.raw("</tr>\n")
	}
	m.raw("</table></td></tr>\n")
	for _, line := range leftOut(more, len(t.Columns)-len(columns)) {
		m.row(styleNote, line)
	}
}

func (m *mail) cell(tag safeHTML, c Column, style safeHTML, value string) {
	align, breaks := safeHTML("left"), safeHTML(";word-break:break-word")
	if c.Right {
		align = "right"
	}
	if c.Right && tag == "td" {
		breaks = ";white-space:nowrap"
	}
	m.raw("<", tag, " align=\"", align, "\" valign=\"top\" style=\"", style, breaks, "\">")
	m.text(text.Limit(value, emailCell))
}

// ownerHTML returns the owner's text as a page, a paragraph for each line.
func ownerHTML(text string) string {
	var m markup
	m.raw("<!doctype html>\n<html lang=\"en\">\n<head><meta charset=\"utf-8\"></head>\n",
		"<body style=\"margin:0;padding:16px;background:#ffffff\">\n")
	for line := range strings.SplitSeq(strings.TrimSpace(text), "\n") {
		m.element("<p style=\"margin:0 0 4px;min-height:12px;font:15px/21px Arial,sans-serif;color:#1c1e21\">", line, "</p>\n")
	}
	m.raw("</body>\n</html>\n")
	return m.String()
}
