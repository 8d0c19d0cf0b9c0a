package render

import (
	"fmt"
	"strconv"

	"github.com/fanlight/fanlight/pkg/render/amount"
	"github.com/fanlight/fanlight/pkg/render/edition"
)

// table writes a table in the form that fits its columns. Forms that are no table on a
// phone have the roles of one, which browsers take from tables that are laid out
// otherwise.
func (p *page) table(s edition.Section) {
	t := s.Table
	f := fit(t, s.ID+"-h")
	if f.narrow {
		p.Raw("<div class=\"narrow\">\n")
		defer p.Raw("</div>\n")
	}
	p.open(s, s.Title, rowsNote(t))
	if f.wide {
		p.Element("<div class=\"panel scroll\" tabindex=\"0\" role=\"group\" aria-labelledby=\"", f.id, "\">\n")
	} else {
		p.Raw("<div class=\"panel\">\n")
	}
	p.Raw("<table class=\"", f.form, "\" role=\"table\"")
	p.Element(" aria-labelledby=\"", f.id, "\">\n<thead role=\"rowgroup\"><tr role=\"row\">")
	p.headings(f)
	p.Raw("</tr></thead>\n<tbody role=\"rowgroup\">\n")
	left := p.rows(f)
	p.Raw("</tbody>\n</table>\n</div>\n")
	p.end(s, "", t.More+left, nil)
}

// rowsNote counts the rows of a table that does not show all.
func rowsNote(t *edition.Table) string {
	if t.More == 0 {
		return ""
	}
	return fmt.Sprintf("%s of %s rows", amount.Count(float64(len(t.Rows))), amount.Count(float64(len(t.Rows)+t.More)))
}

func (p *page) headings(f *fitted) {
	for i, c := range f.Columns {
		if f.Bars && i == f.bar() {
			p.barHeading()
		}
		p.Raw("<th role=\"columnheader\" scope=\"col\" class=\"", f.classes[i])
		if c.Right && f.classes[i] != "n" {
			p.Raw(" n")
		}
		p.Raw(keeps(c.Name))
		p.Element("\">", c.Name, "</th>")
	}
	if f.Bars && f.bar() == len(f.Columns) {
		p.barHeading()
	}
	if f.shares {
		p.Raw("<th role=\"columnheader\" scope=\"col\" class=\"n\">Share</th>")
	}
	if f.changes {
		p.Raw("<th role=\"columnheader\" scope=\"col\" class=\"n", keeps(f.since()))
		p.Element("\">", f.since(), "</th>")
	}
}

func (p *page) barHeading() {
	p.Raw("<th role=\"columnheader\" scope=\"col\"><span class=\"vh\">Bar</span></th>")
}

// rows writes rows while the page has room, and returns the number of the others.
func (p *page) rows(f *fitted) (left int) {
	for i, r := range f.Rows {
		if p.Len() > maxPage {
			return len(f.Rows) - i
		}
		p.Raw("<tr role=\"row\">")
		for k := range f.Columns {
			if f.Bars && k == f.bar() {
				p.bar(r.Bar)
			}
			p.cell(f, k, r.Cells[k])
		}
		if f.Bars && f.bar() == len(f.Columns) {
			p.bar(r.Bar)
		}
		if f.shares {
			p.Element("<td role=\"cell\" class=\"n share\" data-label=\"Share\">", r.Share, "</td>")
		}
		if f.changes {
			p.change(f, r)
		}
		p.Raw("</tr>\n")
	}
	return 0
}

// leastBar is the part of the longest bar that a bar has at least, in percent.
const leastBar = 0.6

func (p *page) bar(share float64) {
	width := strconv.FormatFloat(max(leastBar, 100*share), 'f', 2, 64)
	p.Element("<td role=\"cell\" class=\"barcell\"><svg class=\"bar\" aria-hidden=\"true\"><rect width=\"", width, "%\" height=\"10\" rx=\"2\"/></svg></td>")
}

// change writes the change of a row since the edition that it is compared with.
func (p *page) change(f *fitted, r edition.Row) {
	p.Element("<td role=\"cell\" class=\"n chg\" data-label=\"", f.since(), "\">")
	switch c := r.Change; {
	case r.Added:
		p.Raw("<span class=\"delta\"><b>new</b></span>")
	case c != nil:
		p.Raw("<span class=\"delta", moodClasses[c.Mood], "\"><b>")
		p.arrow(c.Arrow)
		p.Element("", c.Short()[len(c.Arrow):], "</b>")
		if c.Mood != "" {
			p.Element("<span class=\"vh\">, ", string(c.Mood), "</span>")
		}
		p.Raw("</span>")
	}
	p.Raw("</td>")
}

// texts writes rows as lines of text.
func (p *page) texts(s edition.Section) {
	p.open(s, s.Title, rowsNote(s.Table))
	p.Raw("<ul class=\"panel texts\">\n")
	left := 0
	for i, r := range s.Table.Rows {
		if p.Len() > maxPage {
			left = len(s.Table.Rows) - i
			break
		}
		p.Raw("<li>")
		for k, c := range r.Cells {
			if k > 0 {
				p.Raw(" ")
			}
			p.content(s.Table.Columns[k], c)
		}
		p.Raw("</li>\n")
	}
	p.Raw("</ul>\n")
	p.end(s, "", s.Table.More+left, nil)
}
