package preview

import (
	_ "embed"
	"maps"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/fanlight/fanlight/pkg/render/markup"
)

//go:embed index.css
var indexCSS string

// liveScript draws the page again when its server has another version.
//
//go:embed live.js
var liveScript string

// Edition is a report with its views.
type Edition struct {
	Title string
	Notes []string // lines below the title
	Views []View
}

// index is the name of the page that shows all views.
const index = "index.html"

// Files returns the pages of an edition by name: index.html, and one for each view.
func (e Edition) Files() map[string]string { return e.files("") }

// files returns the pages. With a version the index draws itself again when it has
// changed.
func (e Edition) files(version string) map[string]string {
	all := map[string]string{index: e.index(version)}
	for _, v := range e.Views {
		all[v.Name+".html"] = v.Content
	}
	return all
}

// FileNames returns the names of pages, the index first.
func FileNames(files map[string]string) []string {
	names := slices.Sorted(maps.Keys(files))
	slices.SortStableFunc(names, func(a, b string) int {
		switch {
		case a == index:
			return -1
		case b == index:
			return 1
		}
		return 0
	})
	return names
}

func (e Edition) index(version string) string {
	return indexPage("Preview of "+e.Title, version, func(d *drawing) {
		d.Raw("<ul class=\"notes\">\n")
		for _, note := range e.Notes {
			d.say("<li>", note, "</li>\n")
		}
		d.Raw("</ul>\n<ul class=\"views\">\n")
		for _, v := range e.Views {
			d.say("<li><a href=\"#", v.Name, "\">")
			d.say("", v.Title, "</a></li>\n")
		}
		d.Raw("</ul>\n<main>\n")
		for _, group := range [][2]int{{0, phone}, {phone + 1, 1000}, {1001, math.MaxInt}} { // phones stand next to each other
			for _, v := range e.Views {
				d.view(v, group[0], group[1])
			}
		}
		d.Raw("</main>\n")
	})
}

// problem returns the page that stands for an edition that could not be drawn.
func problem(title, what, version string) map[string]string {
	return map[string]string{index: indexPage(title, version, func(d *drawing) {
		d.say("<p class=\"problem\">", "It cannot be drawn. Mend what is written here and save: the page comes back by itself.", "</p>\n")
		d.say("<pre class=\"problem\">", what, "</pre>\n")
	})}
}

func indexPage(title, version string, body func(*drawing)) string {
	var d drawing
	d.Raw("<!doctype html>\n<html lang=\"en\" data-version=\"", markup.Safe(version), "\">\n<head>\n<meta charset=\"utf-8\">\n",
		"<meta http-equiv=\"Content-Security-Policy\" content=\"", indexPolicy, "\">\n",
		"<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<meta name=\"referrer\" content=\"no-referrer\">\n")
	d.say("<title>", title, "</title>\n")
	d.Raw("<style>", markup.Safe(indexCSS), "</style>\n</head>\n<body>\n")
	d.say("<h1>", title, "</h1>\n")
	body(&d)
	if version != "" {
		d.Raw("<p id=\"gone\">The preview has ended: nothing is drawn again.</p>\n<script>", markup.Safe(liveScript), "</script>\n")
	}
	d.Raw("</body>\n</html>\n")
	return d.String()
}

// indexPolicy allows the style sheet, the script, its events and the views, and nothing
// else.
var indexPolicy = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-src 'self'; connect-src 'self'; style-src " +
	hashOf(indexCSS) + "; script-src " + hashOf(liveScript)

// view writes the frames of a view that have these widths. Their pages can run nothing, whatever they hold.
func (d *drawing) view(v View, least, most int) {
	for i, f := range v.Frames {
		if f.Width < least || f.Width > most {
			continue
		}
		d.Raw("<section class=\"w", markup.Safe(strconv.Itoa(f.Width)), "\"")
		if i == 0 {
			d.say(" id=\"", v.Name, "\"")
		}
		d.Raw(">\n")
		title := v.Title
		if f.Label != "" {
			title += ", " + f.Label
		}
		d.say("<h2>", title, "</h2>\n<p>")
		if len(v.For) > 0 {
			d.say("to ", strings.Join(v.For, ", "), " · ")
		}
		d.say("<a target=\"_blank\" rel=\"noopener\" href=\"", v.Name, ".html\">alone</a></p>\n")
		if i == 0 {
			for _, line := range v.Head {
				d.say("<p class=\"head\">", line, "</p>\n")
			}
		}
		d.frame(v, f, title)
		d.Raw("</section>\n")
	}
}

func (d *drawing) frame(v View, f Frame, title string) {
	class := markup.Safe("light")
	if f.Dark {
		class = "dark"
	}
	d.Raw("<iframe sandbox=\"\" loading=\"eager\" class=\"", class, "\" width=\"", markup.Safe(strconv.Itoa(f.Width)), "\" height=\"", markup.Safe(strconv.Itoa(f.Height)), "\"")
	d.say(" title=\"", title, "\"")
	d.say(" src=\"", v.Name, ".html\"></iframe>\n")
}
