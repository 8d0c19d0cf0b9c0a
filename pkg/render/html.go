package render

import (
	_ "embed"
	"strings"
	"sync"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/render/chart"
	"github.com/fanlight/fanlight/pkg/render/edition"
	"github.com/fanlight/fanlight/pkg/render/markup"
	"github.com/fanlight/fanlight/pkg/render/shell"
)

//go:embed page.css
var pageCSS string

// styles are those of the page. Those of charts have colours that all use.
var styles = sync.OnceValue(func() shell.Styles { return shell.NewStyles(chart.CSS + shell.CSS + pageCSS) })

// maxPage is the size in bytes from which on a page leaves out rows, which it counts, and
// the texts of queries.
const maxPage = 5_000_000

// HTML returns the document as one web page that needs nothing else and may
// load nothing else: its content security policy forbids scripts, images and
// every other style. It leads to the document's archive, if that has an address.
func HTML(d *fanlight.Document) string { return newPage(d, placesOf(d)) }

// ArchivePage returns the same page with links to what lies around it in an archive.
func ArchivePage(d *fanlight.Document, a Around) string { return newPage(d, a.in(d)) }

// page writes the web page.
type page struct {
	markup.Writer
	around places
}

func newPage(d *fanlight.Document, around places) string {
	e := edition.New(d)
	p := page{around: around}
	shell.Open(&p.Writer, e.Title+" · "+e.Window, styles())
	p.head(e)
	p.Raw("<main>\n")
	p.lines(e.Lines)
	p.sections(e.Sections)
	p.nothing(e.Nothing)
	p.Raw("</main>\n")
	p.footer(e.Footer)
	p.Raw("</body>\n</html>\n")
	return p.String()
}

func (p *page) head(e *edition.Edition) {
	p.Raw("<header>\n<div class=\"top\">", shell.Brand)
	p.neighbours("ol", "Editions", p.around.previous, p.around.index, p.around.next)
	p.Raw("</div>\n")
	p.Element("<h1>", e.Title, "</h1>\n")
	p.Element("<p class=\"when\">", e.Window, "")
	if e.Compared != "" {
		p.Text(". Compared with " + e.Compared)
	}
	p.Raw(".</p>\n</header>\n")
}

// tagClasses are the classes of tags in CSS.
var tagClasses = map[edition.Tag]markup.Safe{
	edition.TagAlert: "alert", edition.TagWarning: "warn", edition.TagNew: "new", edition.TagIncomplete: "fail", edition.TagOK: "ok",
}

func (p *page) lines(all []edition.Line) {
	if len(all) == 0 {
		return
	}
	p.Raw("<h2 class=\"vh\">In short</h2>\n<ul class=\"lead\">\n")
	for _, l := range all {
		p.Raw("<li><span class=\"tag ", tagClasses[l.Tag], "\">")
		p.Element("", string(l.Tag), "</span><p>")
		switch {
		case l.Strong != "" && l.Section != "":
			p.Element("<a href=\"#", l.Section, "\">")
			p.Element("<b>", l.Strong, "</b></a>")
		case l.Strong != "":
			p.Element("<b>", l.Strong, "</b>")
		}
		p.Element("", l.Rest, "</p></li>\n")
	}
	p.Raw("</ul>\n")
}

// footer says how the edition came to be.
func (p *page) footer(f edition.Footer) {
	queries, read := f.Summary[:1], f.Summary[1:]
	var cut []string
	if len(read) > 2 {
		read, cut = read[:2], read[2:]
	}
	p.Element("<footer>\n<dl>\n<dt>Queries</dt><dd>", strings.Join(queries, ", "), "</dd>\n")
	p.Element("<dt>Read</dt><dd>", strings.Join(read, ", "), "</dd>\n")
	for i, note := range cut {
		if i == 0 {
			p.Raw("<dt>Cut</dt>")
		}
		p.Element("<dd>", note, "</dd>\n")
	}
	p.Element("<dt>Run</dt><dd><code>", f.Run, "</code></dd>\n</dl>\n")
	p.neighbours("ul", "Other editions", p.around.previous, p.around.index, p.around.data, p.around.next)
	p.Raw("</footer>\n")
}
