package render

import (
	"strings"

	"github.com/fanlight/fanlight/pkg/render/edition"
)

const (
	pagePatterns = 50  // of each kind that are shown; the rest is counted
	maxPattern   = 300 // characters of one
	patternLines = 8   // of one
)

// patterns writes the patterns that are new, and those that are gone.
func (p *page) patterns(s edition.Section) {
	p.open(s, s.Title, s.Patterns.Summary())
	p.Raw("<div class=\"panel\">\n")
	if s.Patterns.Note != "" {
		p.Element("<p class=\"kind\">", s.Patterns.Note, "</p>\n")
	}
	p.patternList("New", s.Patterns.New, edition.Events, s.Patterns.Since != "")
	p.patternList("Gone", s.Patterns.Gone, "on "+s.Patterns.Since, true)
	if len(s.Patterns.New)+len(s.Patterns.Gone) == 0 {
		p.Raw("<p class=\"kind\">No pattern is new or gone.</p>\n")
	}
	p.Raw("</div>\n")
	p.end(s, "", max(0, len(s.Patterns.New)-pagePatterns, len(s.Patterns.Gone)-pagePatterns), nil)
}

// patternList writes patterns, each with its count and what that counts.
func (p *page) patternList(kind string, all []edition.Pattern, counts string, named bool) {
	if len(all) == 0 {
		return
	}
	if named {
		p.Element("<p class=\"kind\">", kind, "</p>\n")
	}
	p.Raw("<ul class=\"patterns\">\n")
	for _, one := range all[:min(len(all), pagePatterns)] {
		p.Element("<li><p class=\"times\"><b>", one.Count, "</b> ")
		p.Element("<span>", one.Counted(counts), "</span></p><div><code")
		if one.Full != "" {
			p.Element(" title=\"", one.Full, "\"")
		}
		p.Raw(">")
		for i, line := range one.Within(maxPattern, patternLines) {
			if i > 0 {
				p.Raw("<br>")
			}
			p.patternText(line)
		}
		p.Raw("</code>")
		if one.Example != "" {
			p.Element("<p class=\"soft\">", firstWords(one), "")
			p.Element(" <span>", one.Example, "</span></p>")
		}
		p.Raw("</div></li>\n")
	}
	p.Raw("</ul>\n")
}

// patternText writes a pattern with its parts that differ in soft ink.
func (p *page) patternText(text string) {
	for i, part := range strings.Split(text, "[…]") {
		if i > 0 {
			p.Raw("<i>…</i>")
		}
		p.Text(part)
	}
}

func firstWords(p edition.Pattern) string {
	if p.First == "" {
		return "Such as:"
	}
	return "First at " + p.First + ":"
}
