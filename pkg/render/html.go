package render

import (
	"crypto/sha256"
	_ "embed"
	"encoding/base64"
	"strings"

	"github.com/fanlight/fanlight/pkg/fanlight"
)

//go:embed page.css
var styles string

// styleHash allows the page's own style sheet and no other.
var styleHash = func() string {
	sum := sha256.Sum256([]byte(styles))
	return base64.StdEncoding.EncodeToString(sum[:])
}()

// htmlRows is the number of rows of a table that the page shows; the rest is
// counted.
const htmlRows = 1000

// longCell is the length in bytes from which a cell may take several lines. A
// time stamp is shorter.
const longCell = 30

// HTML returns the document as one web page that needs nothing else and may
// load nothing else: its content security policy forbids scripts, images and
// every other style.
func HTML(d *fanlight.Document) string {
	c := newContent(d)
	var m markup
	m.raw("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n",
		"<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; base-uri 'none'; form-action 'none'; style-src 'sha256-", safeHTML(styleHash), "'\">\n",
		"<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n",
		"<meta name=\"color-scheme\" content=\"light dark\">\n<meta name=\"referrer\" content=\"no-referrer\">\n")
	m.element("<title>", c.title+" · "+c.window, "</title>\n")
	m.raw("<style>", safeHTML(styles), "</style>\n</head>\n<body>\n")
	m.content(c)
	m.raw("</body>\n</html>\n")
	return m.String()
}

func (m *markup) content(c *content) {
	m.element("<header>\n<h1>", c.title, "</h1>\n")
	m.element("<p>", c.window, "</p>\n</header>\n")
	if c.alert != "" {
		m.element("<p class=\"alert\" role=\"alert\">", c.alert, "</p>\n")
	}
	m.raw("<main>\n")
	for rest := c.sections; len(rest) > 0; {
		rest = m.group(rest)
	}
	m.element("</main>\n<footer>\n<p>", strings.Join(c.summary, " · "), "</p>\n")
	m.element("<p><code>", c.run, "</code></p>\n</footer>\n")
}

// group writes one table, or the numbers up to the next table, and returns the
// sections after it.
func (m *markup) group(sections []section) []section {
	if sections[0].table != nil {
		m.section(sections[0])
		return sections[1:]
	}
	m.raw("<dl>\n")
	for len(sections) > 0 && sections[0].table == nil {
		m.number(sections[0])
		sections = sections[1:]
	}
	m.raw("</dl>\n")
	return sections
}

func (m *markup) number(s section) {
	switch s.status {
	case bad:
		m.raw("<div class=\"bad\">")
	case empty:
		m.raw("<div class=\"empty\">")
	default:
		m.raw("<div>")
	}
	m.element("<dt>", s.title, "</dt>")
	m.element("<dd>", s.value, "</dd>")
	if s.note != "" {
		m.element("<dd class=\"note\">", s.note, "</dd>")
	}
	m.raw("</div>\n")
}

func (m *markup) section(s section) {
	shown, more := s.table.head(htmlRows)
	m.element("<section>\n<h2>", s.title, "</h2>\n<div class=\"scroll\" tabindex=\"0\">\n<table>\n<thead><tr>")
	for _, column := range s.table.Columns {
		m.cell("th scope=\"col\"", column, column.Name, "</th>")
	}
	m.raw("</tr></thead>\n<tbody>\n")
	for _, row := range shown.Rows {
		m.raw("<tr>")
		for i, value := range row.Cells {
			m.cell("td", s.table.Columns[i], value, "</td>")
		}
		m.raw("</tr>\n")
	}
	m.raw("</tbody>\n</table>\n</div>\n")
	if more > 0 {
		m.element("<p class=\"more\">", strings.Join(leftOut(more, 0), ""), "</p>\n")
	}
	m.raw("</section>\n")
}

func (m *markup) cell(tag safeHTML, c Column, value string, end safeHTML) {
	m.raw("<", tag)
	switch {
	case c.Right:
		m.raw(" class=\"n\"")
	case len(value) > longCell:
		m.raw(" class=\"long\"")
	}
	m.element(">", value, end)
}
