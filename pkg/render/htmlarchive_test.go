package render_test

import (
	"strings"
	"testing"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/render"
	"github.com/fanlight/fanlight/pkg/render/rendertest"
)

// around is how an archive names what lies around the document of everything.
func around(d *fanlight.Document) render.Around {
	return render.Around{
		Index: "../../index.html", Data: "report.json", Previous: "../../2026-11-25/2026-11-25T07-00-00Z/report.html", Before: d.Past[0].Window,
		File: func(name string) string { return name },
	}
}

func expect(t *testing.T, page string, all ...string) {
	t.Helper()
	for _, want := range all {
		if !strings.Contains(page, want) {
			t.Errorf("the page has no %s", want)
		}
	}
}

// TestArchivePage leads to the editions around it and to the files of its tables.
func TestArchivePage(t *testing.T) {
	t.Parallel()
	d := linked()
	page := render.ArchivePage(d, around(d))
	expect(t, page,
		`<nav aria-label="Editions"><ol><li><a href="../../2026-11-25/2026-11-25T07-00-00Z/report.html" rel="prev"><span aria-hidden="true">‹ </span><span class="vh">Previous: </span>Tue`+"\u00a0",
		`<li><a href="../../index.html">All editions</a></li>`, `<a href="../../index.html#d2026-11-26" rel="next"><span class="vh">Next: </span>Thu`+"\u00a0", `<li><a href="report.json">JSON</a></li>`,
		`<p>… 4,469 more rows; <a href="latest-first-3.csv">the first 3 rows as CSV</a></p>`,
		`<a class="screen" href="routes.csv">CSV<span class="vh">: Errors by route</span></a>`)
	_, body, _ := strings.Cut(page, "</style>")
	rendertest.CheckMarkup(t, body)
	first := render.ArchivePage(d, render.Around{Index: "../../index.html", File: func(name string) string { return name }})
	if strings.Contains(first, `rel="prev"`) || strings.Contains(first, "JSON") || !strings.Contains(first, "All editions") {
		t.Error("without a previous edition the page leads to one, or not to all")
	}
}

// TestArchivePage_rows leads to all rows where the file has them.
func TestArchivePage_rows(t *testing.T) {
	t.Parallel()
	d := large(t, 1, 300, 2)
	expect(t, render.ArchivePage(d, render.Around{File: func(name string) string { return name }}), `<p><a href="q0.csv">… 100 more rows as CSV</a></p>`)
}

// TestHTML_archive leads into the archive by absolute addresses, if it has any.
func TestHTML_archive(t *testing.T) {
	t.Parallel()
	d := large(t, 1, 300, 2)
	d.Archive = &fanlight.Archive{Folder: "https://reports.example.org/r/2026-01-02/2026-01-02T12-30-00Z/", Index: "https://reports.example.org/r/index.html"}
	page := render.HTML(d)
	expect(t, page, `<a href="https://reports.example.org/r/2026-01-02/2026-01-02T12-30-00Z/q0.csv">… 100 more rows as CSV</a>`, `<a href="https://reports.example.org/r/index.html">All editions</a>`)
	d.Archive = nil
	if page = render.HTML(d); strings.Contains(page, "<a ") || strings.Contains(page, "<nav") || !strings.Contains(page, "<p>… 100 more rows</p>") {
		t.Error("without an archive the page has links, or does not count its rows")
	}
}
