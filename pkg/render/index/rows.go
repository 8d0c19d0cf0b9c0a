package index

import (
	"fmt"
	"slices"
	"strings"

	"github.com/fanlight/fanlight/pkg/render/edition"
	"github.com/fanlight/fanlight/pkg/render/markup"
	"github.com/fanlight/fanlight/pkg/text"
)

// openRows is how many editions of the list are not folded.
const openRows = 31

// editions writes the list of the editions, the newest first.
func (p *page) editions() {
	p.Raw("<section aria-labelledby=\"h-list\">\n<div class=\"head\"><h2 id=\"h-list\">Editions, newest first</h2></div>\n")
	first := p.runs[:min(len(p.runs), openRows)]
	p.table(first)
	if rest := p.runs[len(first):]; len(rest) > 0 {
		p.Element("<details class=\"fold\"><summary>", edition.Many(len(rest), "earlier edition", "earlier editions"), "</summary>\n")
		p.table(rest)
		p.Raw("</details>\n")
	}
	p.Raw("</section>\n")
}

func (p *page) table(all []run) {
	titles := p.titles()
	p.Raw("<div class=\"panel\"><table class=\"list\" role=\"table\" aria-labelledby=\"h-list\"><thead role=\"rowgroup\"><tr role=\"row\">",
		"<th role=\"columnheader\" scope=\"col\">Edition</th><th role=\"columnheader\" scope=\"col\">State</th>")
	for _, title := range titles {
		p.Raw("<th role=\"columnheader\" scope=\"col\" class=\"n", titleClass(title))
		p.Element("\">", title, "</th>")
	}
	p.Raw("<th role=\"columnheader\" scope=\"col\">Note</th></tr></thead><tbody role=\"rowgroup\">\n")
	for _, r := range all {
		p.row(r, titles)
	}
	p.Raw("</tbody></table></div>\n")
}

// row writes an edition. The first one of a day is the day's place in the list.
func (p *page) row(r run, titles []string) {
	p.Raw("<tr role=\"row\"")
	if !p.placed[r.Day] {
		p.placed[r.Day] = true
		p.Element(" id=\"l", r.Day, "\"")
	}
	p.Raw("><th role=\"rowheader\" scope=\"row\">")
	p.linked(r.address(), p.name(r.Entry))
	p.Raw("</th><td role=\"cell\" class=\"st ", markup.Safe(r.State), "\">", icons[r.State], stateWords[r.State], "</td>")
	for _, title := range titles {
		n, _ := r.number(title)
		class := map[edition.Tag]markup.Safe{edition.TagAlert: "n over", edition.TagWarning: "n near", "": "n"}[n.Tag]
		p.Raw("<td role=\"cell\" class=\"", class, longClass(text.Width(n.Text), maxValue), "\"")
		p.Element(" data-label=\"", title, "\">")
		p.Element("", n.Text, "</td>")
	}
	p.Raw("<td role=\"cell\" class=\"note\">")
	p.note(r, titles)
	p.Raw("</td></tr>\n")
}

// Widths in characters, up to which a title and a value stay in one line, and a word of a
// title whole.
const (
	maxHead  = 18
	maxWord  = 14
	maxValue = 14
)

func longClass(width, limit int) markup.Safe {
	if width > limit {
		return " long"
	}
	return ""
}

func titleClass(title string) markup.Safe {
	if text.Width(title) <= maxHead {
		return " k"
	}
	longest := 0
	for word := range strings.FieldsSeq(title) {
		longest = max(longest, text.Width(word))
	}
	return longClass(longest, maxWord)
}

func (p *page) linked(address, words string) {
	if address == "" {
		p.Text(words)
		return
	}
	p.Element("<a href=\"", address, "\">")
	p.Element("", words, "</a>")
}

// note writes what is special about an edition: its worst line, numbers that have no
// column, how it was started, and the editions that it replaced.
func (p *page) note(r run, titles []string) {
	var parts []string
	if r.Note != "" {
		parts = append(parts, r.Note)
	}
	for _, n := range r.Numbers {
		if !slices.Contains(titles, n.Title) {
			parts = append(parts, n.Title+" "+n.Text)
		}
	}
	if r.State == Skipped {
		parts = append(parts, "Nobody got it: it was skipped or held, or could not be delivered")
	}
	if edition, ok := r.Run.Corrects(); ok {
		parts = append(parts, "Corrects "+clean(string(edition), maxRun))
	} else if r.Run.Manual() {
		parts = append(parts, "Started by hand")
	}
	if r.Epoch > 1 {
		parts = append(parts, fmt.Sprintf("Replayed: edition %d", r.Epoch))
	}
	p.Text(strings.Join(parts, ". "))
	for i, e := range r.earlier {
		if i == 0 {
			p.Raw("; before it ")
		} else {
			p.Raw(", ")
		}
		p.linked(e.address(), fmt.Sprintf("edition %d", e.Epoch))
	}
}
