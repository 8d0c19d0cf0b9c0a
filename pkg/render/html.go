package render

import (
	"crypto/sha256"
	_ "embed"
	"encoding/base64"
	"strings"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/render/markup"
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
const htmlRows = fanlight.DocumentRows

// longCell is the length in bytes from which a cell may take several lines. A
// time stamp is shorter.
const longCell = 30

// HTML returns the document as one web page that needs nothing else and may
// load nothing else: its content security policy forbids scripts, images and
// every other style.
func HTML(d *fanlight.Document) string {
	c := NewContent(d)
	var p page
	p.Raw("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n",
		"<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; base-uri 'none'; form-action 'none'; style-src 'sha256-", markup.Safe(styleHash), "'\">\n",
		"<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n",
		"<meta name=\"color-scheme\" content=\"light dark\">\n<meta name=\"referrer\" content=\"no-referrer\">\n")
	p.Element("<title>", c.Title+" · "+c.Window, "</title>\n")
	p.Raw("<style>", markup.Safe(styles), "</style>\n</head>\n<body>\n")
	p.content(c)
	p.Raw("</body>\n</html>\n")
	return p.String()
}

// page writes the web page.
type page struct{ markup.Writer }

func (p *page) content(c *Content) {
	p.Element("<header>\n<h1>", c.Title, "</h1>\n")
	p.Element("<p>", c.Window, "</p>\n</header>\n")
	if c.Alert != "" {
		p.Element("<p class=\"alert\" role=\"alert\">", c.Alert, "</p>\n")
	}
	p.Raw("<main>\n")
	for rest := c.Sections; len(rest) > 0; {
		rest = p.group(rest)
	}
	p.Element("</main>\n<footer>\n<p>", strings.Join(c.Summary, " · "), "</p>\n")
	p.Element("<p><code>", c.Run, "</code></p>\n</footer>\n")
}

// group writes one table, or the numbers up to the next table, and returns the
// sections after it.
func (p *page) group(sections []Section) []Section {
	if sections[0].Table != nil {
		p.section(sections[0])
		return sections[1:]
	}
	p.Raw("<dl>\n")
	for len(sections) > 0 && sections[0].Table == nil {
		p.number(sections[0])
		sections = sections[1:]
	}
	p.Raw("</dl>\n")
	return sections
}

func (p *page) number(s Section) {
	switch s.Status {
	case Bad:
		p.Raw("<div class=\"bad\">")
	case Empty:
		p.Raw("<div class=\"empty\">")
	default:
		p.Raw("<div>")
	}
	p.Element("<dt>", s.Title, "</dt>")
	p.Element("<dd>", s.Value, "</dd>")
	if s.Note != "" {
		p.Element("<dd class=\"note\">", s.Note, "</dd>")
	}
	p.Raw("</div>\n")
}

func (p *page) section(s Section) {
	shown, more := s.Table.Head(htmlRows)
	p.Element("<section>\n<h2>", s.Title, "</h2>\n<div class=\"scroll\" tabindex=\"0\">\n<table>\n<thead><tr>")
	for _, column := range s.Table.Columns {
		p.cell("th scope=\"col\"", column, column.Name, "</th>")
	}
	p.Raw("</tr></thead>\n<tbody>\n")
	for _, row := range shown.Rows {
		p.Raw("<tr>")
		for i, value := range row.Cells {
			p.cell("td", s.Table.Columns[i], value, "</td>")
		}
		p.Raw("</tr>\n")
	}
	p.Raw("</tbody>\n</table>\n</div>\n")
	if more > 0 {
		p.Element("<p class=\"more\">", NotShown(more, 0), "</p>\n")
	}
	p.Raw("</section>\n")
}

func (p *page) cell(tag markup.Safe, c Column, value string, end markup.Safe) {
	p.Raw("<", tag)
	switch {
	case c.Right:
		p.Raw(" class=\"n\"")
	case len(value) > longCell:
		p.Raw(" class=\"long\"")
	}
	p.Element(">", value, end)
}
