package render

import (
	"crypto/sha256"
	_ "embed"
	"encoding/base64"
	"strings"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/render/chart"
	"github.com/fanlight/fanlight/pkg/render/edition"
	"github.com/fanlight/fanlight/pkg/render/markup"
)

//go:embed page.css
var pageCSS string

// styles is the style sheet of the page. That of charts has colours that both use.
var styles = chart.CSS + pageCSS

// styleHash allows the page's own style sheet and no other.
var styleHash = func() string {
	sum := sha256.Sum256([]byte(styles))
	return base64.StdEncoding.EncodeToString(sum[:])
}()

// maxPage is the size in bytes from which on a page leaves out rows, which it counts, and
// the texts of queries.
const maxPage = 5_000_000

// HTML returns the document as one web page that needs nothing else and may
// load nothing else: its content security policy forbids scripts, images and
// every other style.
func HTML(d *fanlight.Document) string {
	e := edition.New(d)
	var p page
	p.Raw("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n",
		"<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; base-uri 'none'; form-action 'none'; style-src 'sha256-", markup.Safe(styleHash), "'\">\n",
		"<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n",
		"<meta name=\"color-scheme\" content=\"light dark\">\n<meta name=\"referrer\" content=\"no-referrer\">\n")
	p.Element("<title>", e.Title+" · "+e.Window, "</title>\n")
	p.Raw("<style>", markup.Safe(styles), "</style>\n</head>\n<body>\n")
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

// page writes the web page.
type page struct{ markup.Writer }

// mark is the sign of Fanlight: a window over a door.
const mark markup.Safe = `<svg viewBox="0 0 44 26" aria-hidden="true"><path d="M2 24a20 20 0 0 1 40 0zM15 24a7 7 0 0 1 14 0M22 4v13M7.9 9.9l9.2 9.2M36.1 9.9l-9.2 9.2"/></svg>`

func (p *page) head(e *edition.Edition) {
	p.Raw("<header>\n<p class=\"brand\">", mark, "Fanlight</p>\n")
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
	p.Element("<dt>Run</dt><dd><code>", f.Run, "</code></dd>\n</dl>\n</footer>\n")
}
