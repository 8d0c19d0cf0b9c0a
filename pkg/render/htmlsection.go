package render

import (
	"cmp"

	"github.com/fanlight/fanlight/pkg/render/edition"
	"github.com/fanlight/fanlight/pkg/report"
)

// place is where the page puts a section.
type place int

const (
	alone  place = iota
	inGrid       // with the numbers next to it
	inPair       // with the charts next to it
)

// placeOf returns the place of a section. A failed one keeps it.
func placeOf(s edition.Section) place {
	switch {
	case s.IsNumber():
		return inGrid
	case s.Chart != nil, s.Failure != nil && s.Show == report.ShowLine:
		return inPair
	}
	return alone
}

// sections writes the sections in their order: numbers that follow each other in one
// grid, such charts in pairs.
func (p *page) sections(rest []edition.Section) {
	for len(rest) > 0 {
		n, at := 1, placeOf(rest[0])
		for at != alone && n < len(rest) && placeOf(rest[n]) == at {
			n++
		}
		switch {
		case at == inGrid:
			p.numbers(rest[:n])
		case at == inPair && n > 1:
			p.Raw("<div class=\"pair\">\n")
			p.each(rest[:n])
			p.Raw("</div>\n")
		default:
			p.each(rest[:n])
		}
		rest = rest[n:]
	}
}

func (p *page) each(all []edition.Section) {
	for _, s := range all {
		switch {
		case s.Chart != nil:
			p.chart(s)
		case s.Patterns != nil:
			p.patterns(s)
		case s.Table != nil && s.Show == report.ShowText:
			p.texts(s)
		case s.Table != nil:
			p.table(s)
		default:
			p.failure(s)
		}
	}
}

// open begins a section: its title, and a note to the right of it.
func (p *page) open(s edition.Section, title, note string) {
	p.Element("<section id=\"", s.ID, "\" aria-labelledby=\"")
	p.Element("", s.ID, "-h\">\n<div class=\"head\"><h2 id=\"")
	p.Element("", s.ID, "-h\">")
	p.Element("", cmp.Or(title, s.Query, "Without a title"), "</h2>")
	if note != "" {
		p.Element("<p>", note, "</p>")
	}
	p.Raw("</div>\n")
}

// end ends a section with a line below its panel: a note, or the number of the rows that
// are not shown, then what leads further.
func (p *page) end(s edition.Section, note string, hidden int, values *edition.Table) {
	query := s.QueryText != "" && p.Len() < maxPage
	file := p.fileOf(s)
	if hidden > 0 {
		file = "" // the note leads to it
	}
	if note != "" || hidden > 0 || values != nil || query || s.Link != "" || file != "" {
		p.Element("<div class=\"foot\"><p>", note, "")
		p.rest(s, hidden)
		p.Raw("</p><div class=\"acts\">")
		if values != nil {
			p.values(s, values)
		}
		if query {
			p.query(s)
		}
		if file != "" {
			p.link("CSV", file, s.Title)
		}
		if s.Link != "" {
			p.link("Logs Insights", s.Link, s.Title)
		}
		p.Raw("</div></div>\n")
	}
	p.Raw("</section>\n")
}

// link writes a link to a query or its rows, with a title that only screen readers need: they list
// links without what surrounds them.
func (p *page) link(words, address, title string) {
	p.Element("<a class=\"screen\" href=\"", address, "\">")
	p.Element("", words, "<span class=\"vh\">: ")
	p.Element("", title, "</span></a>")
}

func (p *page) query(s edition.Section) {
	p.Element("<details><summary>Query<span class=\"vh\">: ", s.Title, "</span></summary>")
	p.Element("<pre>", s.QueryText, "</pre></details>")
}

// unknown are the words of every section without an answer.
const unknown = " Nothing is known about this section; it does not mean 0."

// failures are the first words of a section without an answer, by the word of its
// failure. The notes of some are the words of the service.
var failures = map[string]struct {
	words   string
	service bool
}{
	"failed":     {"No answer.", true},
	"timed out":  {"No answer before the deadline.", false},
	"cancelled":  {"No answer: the query was cancelled.", false},
	"incomplete": {"The result is not whole.", false},
	"no value":   {"The answer has no value.", false},
	"no number":  {"The answer has no number.", false},
	"missing":    {"The report lacks its query.", false},
}

// failure writes a section without an answer, loud.
func (p *page) failure(s edition.Section) {
	p.open(s, s.Title, "")
	f := failures[s.Failure.Word]
	p.Element("<div class=\"panel state\">\n<p><span class=\"tag fail\">", capital(s.Failure.Word), "</span> ")
	p.Element("<b>", cmp.Or(f.words, "No answer."), "</b>"+unknown+"</p>\n")
	switch {
	case s.Failure.Note == "":
	case f.service:
		p.Element("<p>Logs Insights says: <code>", s.Failure.Note, "</code></p>\n")
	default:
		p.Element("<p>Why: ", s.Failure.Note, ".</p>\n")
	}
	p.Raw("</div>\n")
	p.end(s, "", 0, nil)
}

// nothing lists the sections with nothing to show.
func (p *page) nothing(all []edition.Nothing) {
	if len(all) == 0 {
		return
	}
	p.Raw("<section aria-labelledby=\"nothing\">\n<div class=\"head\"><h2 id=\"nothing\">Nothing to show</h2></div>\n<ul class=\"panel quiet-list\">\n")
	for _, n := range all {
		p.Element("<li><span class=\"tag quiet\">", capital(n.State), "</span><b>")
		p.Element("", n.Title, "</b><p>")
		if n.State == "empty" {
			p.Raw("The query ran; ")
		}
		p.Element("", n.Why, ".")
		if n.Link != "" {
			p.Raw(" ")
			p.link("Query", n.Link, n.Title)
		}
		p.Raw("</p></li>\n")
	}
	p.Raw("</ul>\n</section>\n")
}

// capital returns a text with a capital letter at its beginning, if that is one of ASCII.
func capital(s string) string {
	if s != "" && 'a' <= s[0] && s[0] <= 'z' {
		return string(s[0]-'a'+'A') + s[1:]
	}
	return s
}
