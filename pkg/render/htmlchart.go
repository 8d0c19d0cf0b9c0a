package render

import (
	"github.com/fanlight/fanlight/pkg/render/edition"
)

func (p *page) chart(s edition.Section) {
	p.open(s, s.Chart.Heading(), "")
	p.Raw("<div class=\"panel chart\">", s.Chart.SVG(s.ID), "</div>\n")
	p.end(s, s.Chart.PageRemark(), 0, s.Chart.Values)
}

// values writes the folded table of a chart's values.
func (p *page) values(s edition.Section, t *edition.Table) {
	p.Element("<details><summary>Values<span class=\"vh\">: ", s.Title, "</span></summary>\n<table><caption class=\"vh\">")
	p.Element("", s.Title, "</caption>\n<thead><tr>")
	for _, c := range t.Columns {
		p.Raw("<th scope=\"col\"")
		if c.Right {
			p.Raw(" class=\"n\"")
		}
		p.Element(">", c.Name, "</th>")
	}
	p.Raw("</tr></thead>\n<tbody>\n")
	for _, row := range t.Rows {
		p.Raw("<tr>")
		for i, c := range t.Columns {
			p.valueCell(c, row.Cells[i], i == 0)
		}
		p.Raw("</tr>\n")
	}
	p.Raw("</tbody></table>\n")
	if t.More > 0 {
		p.Raw("<p>")
		p.rest(s, t.More)
		p.Raw("</p>\n")
	}
	p.Raw("</details>")
}

func (p *page) valueCell(c edition.Column, cell edition.Cell, first bool) {
	switch {
	case first && c.Kind != edition.Figure:
		p.Element("<th scope=\"row\">", cell.Text, "</th>")
	case cell.Text == "":
		p.Raw("<td class=\"n\"><span class=\"soft\">no data</span></td>")
	case c.Right:
		p.Element("<td class=\"n\">", cell.Text, "</td>")
	default:
		p.Element("<td>", cell.Text, "</td>")
	}
}
