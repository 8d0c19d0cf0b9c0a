package main

import (
	"path/filepath"

	"github.com/fanlight/fanlight/pkg/render/markup"
	"github.com/fanlight/fanlight/pkg/wholefile"
)

const indexCSS markup.Safe = `
:root { color-scheme: light dark; } body { margin: 16px; font: 15px/22px system-ui, sans-serif; } pre { white-space: pre-wrap; }
div { display: flex; flex-wrap: wrap; align-items: flex-start; gap: 12px; } img { height: 480px; border: 1px solid gray; } iframe { width: 390px; height: 480px; border: 1px solid gray; }
`

// writeIndex writes the page that leads to everything in the folder.
func writeIndex(out string, pages []page) error {
	var w markup.Writer
	w.Raw("<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>Gallery</title><style>", indexCSS, "</style></head><body><h1>Gallery</h1>\n")
	for _, p := range pages {
		w.Element("<h2>", p.name, "</h2>\n<p>")
		for _, file := range p.files {
			w.Element("<a href=\"", file, "\">")
			w.Element("", file, "</a> ")
		}
		w.Element("</p>\n<pre>", p.figures.String(p.name), "</pre>\n<div>")
		for _, picture := range p.pictures {
			w.Element("<a href=\"", picture, "\"><img alt=\"")
			w.Element("", picture, "\" src=\"")
			w.Element("", picture, "\"></a>")
		}
		for _, file := range p.files[1:] {
			w.Element("<iframe sandbox title=\"", file, "\" src=\"")
			w.Element("", file, "\"></iframe>")
		}
		w.Raw("</div>\n")
	}
	w.Raw("</body></html>\n")
	return wholefile.Write(filepath.Join(out, "index.html"), []byte(w.String()))
}
