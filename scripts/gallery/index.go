package main

import (
	"path/filepath"

	"github.com/fanlight/fanlight/pkg/render/markup"
	"github.com/fanlight/fanlight/pkg/wholefile"
)

const indexCSS markup.Safe = `
:root { color-scheme: light dark; } body { margin: 16px; font: 15px/22px system-ui, sans-serif; } pre { white-space: pre-wrap; }
h2 { border-top: 1px solid gray; padding-top: 16px; } div { display: flex; flex-wrap: wrap; align-items: flex-start; gap: 16px; }
figure { margin: 0; } figcaption { font-size: 13px; max-width: 36rem; } img { height: 480px; width: auto; max-width: 40rem; object-fit: contain; object-position: top; border: 1px solid gray; } iframe { width: 390px; height: 480px; border: 1px solid gray; }
`

// writeIndex writes the page that leads to everything in the folder.
func writeIndex(out string, pages []page) error {
	var w markup.Writer
	w.Raw("<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>Gallery</title><style>", indexCSS, "</style></head><body><h1>Gallery</h1>\n<p>")
	for _, p := range pages {
		w.Element("<a href=\"#", p.name, "\">")
		w.Element("", p.name, "</a> ")
	}
	w.Raw("</p>\n")
	for _, p := range pages {
		w.Element("<h2 id=\"", p.name, "\">")
		w.Element("", p.name, "</h2>\n")
		for _, f := range p.forms {
			if f.measured {
				w.Element("<pre>", f.figures.String(f.file), "</pre>\n")
			}
		}
		w.Raw("<div>\n")
		for _, f := range p.forms {
			writeForm(&w, f)
		}
		w.Raw("</div>\n")
	}
	w.Raw("</body></html>\n")
	return wholefile.Write(filepath.Join(out, "index.html"), []byte(w.String()))
}

// writeForm shows a form by its pictures, or in a frame if it has none.
func writeForm(w *markup.Writer, f form) {
	for _, picture := range f.pictures {
		w.Element("<figure><a href=\"", f.file, "\"><img loading=\"lazy\" alt=\"")
		w.Element("", picture, "\" src=\"")
		w.Element("", picture, "\"></a><figcaption>")
		w.Element("", f.title, "<br>")
		w.Element("<a href=\"", picture, "\">")
		w.Element("", picture, "</a>")
		for _, line := range f.head {
			w.Element("<br>", line, "")
		}
		w.Raw("</figcaption></figure>\n")
	}
	if len(f.pictures) == 0 {
		w.Element("<figure><iframe sandbox title=\"", f.title, "\" src=\"")
		w.Element("", f.file, "\"></iframe><figcaption>")
		w.Element("", f.title, "</figcaption></figure>\n")
	}
}
