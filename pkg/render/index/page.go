package index

import (
	_ "embed"
	"errors"
	"strings"
	"sync"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/render/amount"
	"github.com/fanlight/fanlight/pkg/render/chart"
	"github.com/fanlight/fanlight/pkg/render/edition"
	"github.com/fanlight/fanlight/pkg/render/markup"
	"github.com/fanlight/fanlight/pkg/render/shell"
	"github.com/fanlight/fanlight/pkg/report"
)

//go:embed index.css
var indexCSS string

var styles = sync.OnceValue(func() shell.Styles { return shell.NewStyles(chart.Tokens + shell.CSS + indexCSS) })

// The list lies in the page as a block of data, which no browser runs. No other text of a
// page has these signs: they are escaped.
const (
	listOpen = `<script type="application/json" id="editions">`
	listEnd  = `</script>`
)

// Name is the name of the page in an archive.
const Name = "index.html"

// ErrNotOurs is the error of a page that has no list of editions.
var ErrNotOurs = errors.New("it is not a page of editions that Fanlight wrote")

// Read returns the list of a page.
func Read(page string) (List, error) {
	before, rest, found := strings.Cut(page, listOpen)
	encoded, _, ended := strings.Cut(rest, listEnd)
	if !found || !ended || !strings.HasPrefix(before, "<!doctype html>") || len(page) > MaxPage {
		return List{}, ErrNotOurs
	}
	return Parse(encoded)
}

// Page returns the page of a list of at least one entry. It needs nothing else and may load
// nothing else. Its links are relative to it. Each day from the month of the oldest edition
// to the end of the month after the newest one has a place, as d2026-11-26.
func Page(l List) string {
	p := page{list: l, runs: runs(l.Entries), placed: map[string]bool{}}
	shell.Open(&p.Writer, l.Title+": all editions", styles())
	p.head()
	p.Raw("<main>\n")
	p.calendar()
	p.editions()
	p.Raw("</main>\n<footer>\n<p>Written with each edition.</p>\n")
	if l.Older {
		p.Raw("<p>The newest 1,000 editions are listed, or as many as have room. Older ones are in the archive, below the folders of their days, until somebody deletes them.</p>\n")
	}
	p.Raw("</footer>\n")
	encoded, _ := l.Encode() // which was read from JSON
	p.Raw(listOpen, markup.Safe(encoded), listEnd, "\n</body>\n</html>\n")
	return p.String()
}

// page writes a page.
type page struct {
	markup.Writer
	list   List
	runs   []run           // the newest first
	placed map[string]bool // days that have a place in the list
}

// run is a run with the entries of its epochs, the newest first.
type run struct {
	Entry
	earlier []Entry
}

func runs(entries []Entry) (all []run) {
	at := map[fanlight.RunID]int{}
	for _, e := range entries {
		if i, known := at[e.Run]; known {
			all[i].earlier = append(all[i].earlier, e)
			continue
		}
		at[e.Run] = len(all)
		all = append(all, run{Entry: e})
	}
	return all
}

// name returns the name of an edition's window. It has its year if that is not the newest
// edition's.
func (p *page) name(e Entry) string {
	d := fanlight.Document{Timezone: p.list.Timezone, Window: p.list.Entries[0].Window, Period: report.Window{Calendar: e.Period}}
	return edition.Name(&d, e.Window.End, e.Window.Start)
}

// stateWords are the words of states.
var stateWords = map[State]markup.Safe{Sent: "Sent", Incomplete: "Incomplete", Skipped: "Skipped"}

// icons differ in their shape.
var icons = map[State]markup.Safe{
	Sent:       `<svg class="ic" viewBox="0 0 12 12" aria-hidden="true"><circle class="full" cx="6" cy="6" r="4"/></svg>`,
	Incomplete: `<svg class="ic" viewBox="0 0 12 12" aria-hidden="true"><path class="full" d="M6 1a5 5 0 0 1 0 10z"/><circle cx="6" cy="6" r="5" stroke-width="1.5"/></svg>`,
	Skipped:    `<svg class="ic" viewBox="0 0 12 12" aria-hidden="true"><circle cx="6" cy="6" r="4.5" stroke-width="1.5" stroke-dasharray="2 2"/></svg>`,
}

func (p *page) head() {
	p.Raw("<header>\n<div class=\"top\">", shell.Brand, "</div>\n")
	p.Element("<h1>", p.list.Title, "</h1>\n<p class=\"when\">")
	oldest, newest := p.runs[len(p.runs)-1], p.runs[0]
	p.Text(edition.Many(len(p.runs), "edition", "editions") + ": " + p.name(oldest.Entry))
	if len(p.runs) > 1 {
		p.Text(" to " + p.name(newest.Entry))
	}
	p.Element(". Days are those of ", p.list.Timezone, ".</p>\n")
	p.legend()
	p.Raw("</header>\n")
}

// legend counts the states, and explains the days.
func (p *page) legend() {
	count, over := map[State]int{}, false
	for _, r := range p.runs {
		count[r.State]++
		over = over || r.Alert
	}
	p.Raw("<ul class=\"legend\">")
	for _, s := range []State{Sent, Incomplete, Skipped} {
		if count[s] > 0 {
			p.Raw("<li class=\"", markup.Safe(s), "\">", icons[s], stateWords[s], " ")
			p.Element("", amount.Count(float64(count[s])), "</li>")
		}
	}
	var hints []string
	if title := p.headline(); title != "" {
		hints = append(hints, "in each day: "+title)
	}
	if over {
		hints = append(hints, "filled: over an alert mark")
	}
	if hint := strings.Join(hints, "; "); hint != "" {
		p.Element("<li class=\"hint\">", strings.ToUpper(hint[:1])+hint[1:], "</li>")
	}
	p.Raw("</ul>\n")
}

// titles returns the titles of the numbers of the newest edition that has some.
func (p *page) titles() (titles []string) {
	for _, r := range p.runs {
		for _, n := range r.Numbers {
			titles = append(titles, n.Title)
		}
		if titles != nil {
			return titles
		}
	}
	return nil
}

// headline returns the title of the number that stands in each day; empty without one.
func (p *page) headline() string {
	if titles := p.titles(); titles != nil {
		return titles[0]
	}
	return ""
}

// number returns the number of a title.
func (e Entry) number(title string) (Number, bool) {
	for _, n := range e.Numbers {
		if n.Title == title {
			return n, true
		}
	}
	return Number{}, false
}
