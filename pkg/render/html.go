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
	p := newPage(d)
	var m markup
	m.raw("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n",
		"<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; base-uri 'none'; form-action 'none'; style-src 'sha256-", literal(styleHash), "'\">\n",
		"<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n",
		"<meta name=\"color-scheme\" content=\"light dark\">\n<meta name=\"referrer\" content=\"no-referrer\">\n")
	m.element("<title>", p.title+" · "+p.window, "</title>\n")
	m.raw("<style>", literal(styles), "</style>\n</head>\n<body>\n")
	m.page(p)
	m.raw("</body>\n</html>\n")
	return m.String()
}

func (m *markup) page(p *page) {
	m.element("<header>\n<h1>", p.title, "</h1>\n")
	m.element("<p>", p.window, "</p>\n</header>\n")
	if p.alert != "" {
		m.element("<p class=\"alert\" role=\"alert\">", p.alert, "</p>\n")
	}
	m.raw("<main>\n")
	for len(p.blocks) > 0 {
		p.blocks = m.group(p.blocks)
	}
	m.element("</main>\n<footer>\n<p>", strings.Join(p.summary, " · "), "</p>\n")
	m.element("<p><code>", p.run, "</code></p>\n</footer>\n")
}

// group writes one table, or the numbers up to the next table, and returns the
// blocks behind.
func (m *markup) group(blocks []block) []block {
	if blocks[0].table != nil {
		m.section(blocks[0])
		return blocks[1:]
	}
	m.raw("<dl>\n")
	for len(blocks) > 0 && blocks[0].table == nil {
		m.number(blocks[0])
		blocks = blocks[1:]
	}
	m.raw("</dl>\n")
	return blocks
}

func (m *markup) number(b block) {
	switch b.mood {
	case bad:
		m.raw("<div class=\"bad\">")
	case empty:
		m.raw("<div class=\"empty\">")
	default:
		m.raw("<div>")
	}
	m.element("<dt>", b.title, "</dt>")
	m.element("<dd>", b.value, "</dd>")
	if b.note != "" {
		m.element("<dd class=\"note\">", b.note, "</dd>")
	}
	m.raw("</div>\n")
}

func (m *markup) section(b block) {
	shown, more := b.table.head(htmlRows)
	m.element("<section>\n<h2>", b.title, "</h2>\n<div class=\"scroll\" tabindex=\"0\">\n<table>\n<thead><tr>")
	for _, c := range b.table.Columns {
		m.cell("th scope=\"col\"", c, c.Name, "</th>")
	}
	m.raw("</tr></thead>\n<tbody>\n")
	for _, row := range shown.Rows {
		m.raw("<tr>")
		for i, value := range row.Cells {
			m.cell("td", b.table.Columns[i], value, "</td>")
		}
		m.raw("</tr>\n")
	}
	m.raw("</tbody>\n</table>\n</div>\n")
	if more > 0 {
		m.element("<p class=\"more\">", strings.Join(leftOut(more, 0), ""), "</p>\n")
	}
	m.raw("</section>\n")
}

func (m *markup) cell(tag literal, c Column, value string, end literal) {
	m.raw("<", tag)
	switch {
	case c.Right:
		m.raw(" class=\"n\"")
	case len(value) > longCell:
		m.raw(" class=\"long\"")
	}
	m.element(">", value, end)
}
