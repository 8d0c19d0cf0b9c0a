package render

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/fanlight/fanlight/pkg/render/edition"
	"github.com/fanlight/fanlight/pkg/render/markup"
)

// Lengths of values, in characters, from which on they are smaller, and fold.
const (
	longValue  = 10
	foldsValue = 15
)

// numbers writes sections that are numbers, or stand where one would, in one grid.
func (p *page) numbers(all []edition.Section) {
	columns := markup.Safe("three")
	switch len(all) {
	case 1:
		columns = "one"
	case 2, 4:
		columns = "two"
	}
	p.Raw("<h2 class=\"vh\">Numbers</h2>\n<dl class=\"numbers ", columns, "\">\n")
	for _, s := range all {
		p.number(s)
	}
	p.Raw("</dl>\n")
	p.numbersNote(all)
}

func (p *page) number(s edition.Section) {
	n := s.Number
	if n == nil {
		p.failedNumber(s)
		return
	}
	p.label(s)
	class := markup.Safe("value")
	switch {
	case n.Empty:
		class = "value none"
		p.Raw(" <span class=\"tag quiet\">Empty</span>")
	case n.Tag != "":
		class += " is-" + tagClasses[n.Tag]
		p.Raw(" <span class=\"tag ", tagClasses[n.Tag], "\">")
		p.Element("", string(n.Tag), " <span>")
		p.Element("", n.Mark, "</span></span>")
	}
	p.Raw("</dt>")
	p.value(s, class+sizeOf(n))
	if n.Spark != nil {
		p.Raw("<dd class=\"spark\">", n.Spark.SVG(s.ID+"-l"), "</dd>")
	}
	p.delta(n)
	p.Raw("</div>\n")
}

// label begins a number with its title. Its tag follows.
func (p *page) label(s edition.Section) {
	p.Element("<div id=\"", s.ID, "\"><dt><span>")
	p.Element("", cmp.Or(s.Title, s.Query, "Without a title"), "</span>")
}

// sizeOf returns the class of a value that is too long for the usual size.
func sizeOf(n *edition.Number) markup.Safe {
	switch length := utf8.RuneCountInString(n.Text()); {
	case length >= foldsValue:
		return " folds"
	case length >= longValue:
		return " long"
	}
	return ""
}

// value writes a value, which leads to its query. The whole one is its title.
func (p *page) value(s edition.Section, class markup.Safe) {
	n := s.Number
	p.Raw("<dd class=\"", class, "\"")
	if n.Exact != "" && n.Exact != n.Value {
		p.Element(" title=\"", n.Exact, "\"")
	}
	p.Raw(">")
	if s.Link != "" {
		p.Element("<a href=\"", s.Link, "\">")
	}
	p.Text(n.Value)
	if n.Unit != "" {
		p.Element("<small>", strings.TrimPrefix(n.Text(), n.Value), "</small>")
	}
	if s.Link != "" {
		p.Raw("</a>")
	}
	p.Raw("</dd>")
}

// moodClasses are the classes of judged changes in CSS.
var moodClasses = map[edition.Mood]markup.Safe{edition.Worse: " worse", edition.Better: " better"}

func (p *page) delta(n *edition.Number) {
	switch c := n.Change; {
	case c != nil:
		p.Raw("<dd class=\"delta", moodClasses[c.Mood], "\"><b>")
		p.arrow(c.Arrow)
		p.Element("", strings.TrimPrefix(c.Words(), c.Arrow), "</b>")
		if c.Mood != "" {
			p.Element(" <i>", string(c.Mood), "</i>")
		}
		p.Raw("</dd>")
	case n.Note != "":
		p.Element("<dd class=\"delta\">", n.Note, "</dd>")
	}
}

// arrow writes an arrow, and its word for screen readers.
func (p *page) arrow(arrow string) {
	p.Element("<span aria-hidden=\"true\">", arrow, "</span>")
	if word := map[string]markup.Safe{"▲": "up", "▼": "down"}[arrow]; word != "" {
		p.Raw("<span class=\"vh\">", word, "</span>")
	}
}

// failedNumber writes a number without an answer in its place.
func (p *page) failedNumber(s edition.Section) {
	f, known := failures[s.Failure.Word]
	p.label(s)
	p.Element(" <span class=\"tag fail\">", capital(s.Failure.Word), "</span></dt><dd class=\"value lost\">")
	words := "no answer"
	if known && strings.HasPrefix(s.Failure.Word, "no ") || s.Failure.Word == "incomplete" {
		words = "not known"
	}
	p.Element("", words, "</dd>")
	switch {
	case s.Failure.Note == "":
	case f.service:
		p.Element("<dd class=\"delta\"><code>", s.Failure.Note, "</code></dd>")
	default:
		p.Element("<dd class=\"delta\">", s.Failure.Note, "</dd>")
	}
	p.Raw("</div>\n")
}

// numbersNote explains the small lines, and has the queries of numbers without a link.
func (p *page) numbersNote(all []edition.Section) {
	note, linked := sparkNote(all), false
	var asked []edition.Section
	for _, s := range all {
		linked = linked || s.Link != "" && s.Number != nil
		if s.QueryText != "" && (s.Link == "" || s.Number == nil) && !slices.ContainsFunc(asked, func(a edition.Section) bool { return a.Query == s.Query }) {
			asked = append(asked, s)
		}
	}
	if p.Len() > maxPage {
		asked = nil
	}
	if note == "" && !linked && asked == nil {
		return
	}
	p.Element("<div class=\"foot\"><p>", note, "")
	if linked {
		p.Raw(" <span class=\"screen\">Each number opens its query.</span>")
	}
	p.Raw("</p>")
	if asked != nil {
		p.Raw("<div class=\"acts\"><details><summary>Queries</summary><dl class=\"queries\">")
		for _, s := range asked {
			p.Element("<dt>", s.Query, "</dt><dd><pre>")
			p.Element("", s.QueryText, "</pre></dd>")
		}
		p.Raw("</dl></details></div>")
	}
	p.Raw("</div>\n")
}

// sparkNote names the editions of the longest small line.
func sparkNote(all []edition.Section) string {
	var names []string
	for _, s := range all {
		if s.Number != nil && s.Number.Spark != nil && len(s.Number.Spark.Names) > len(names) {
			names = s.Number.Spark.Names
		}
	}
	if names == nil {
		return ""
	}
	return fmt.Sprintf("Lines show the last %d editions, %s to %s; the dot is this one.", len(names), names[0], names[len(names)-1])
}
