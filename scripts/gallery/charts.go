package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/fanlight/fanlight/pkg/render/chart"
	"github.com/fanlight/fanlight/pkg/render/markup"
)

// drawings are the charts that every drawing must hold for, as their tests compare them.
const drawings = "pkg/render/chart/testdata/golden/*.svg.html"

const chartsCSS markup.Safe = `
body { max-width: 62rem; margin: 0 auto; padding: 16px; background: var(--card); color: var(--ink); font: 15px/22px system-ui, sans-serif; overflow-wrap: anywhere; }
main { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 26rem), 1fr)); gap: 24px; } section { min-width: 0; }
h2 { font-size: 15px; }
`

// drawCharts returns one page with all charts.
func drawCharts() (page, error) {
	files, err := filepath.Glob(drawings)
	if err != nil || len(files) == 0 {
		return page{}, fmt.Errorf("find the drawings %s: %w", drawings, err)
	}
	var w markup.Writer
	w.Raw("<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\"><title>Charts</title><style>", markup.Safe(chart.CSS), chartsCSS, "</style></head><body><main><h1>Charts</h1>\n")
	for i, file := range files {
		drawing, err := os.ReadFile(file)
		if err != nil {
			return page{}, err
		}
		name := strings.TrimSuffix(filepath.Base(file), ".svg.html")
		w.Element("<section><h2>", name, "</h2>")
		w.Raw(markup.Safe(unique(string(drawing), i)), "</section>\n")
	}
	w.Raw("</main></body></html>\n")
	return page{"charts", []form{{file: "charts.html", title: "Charts", content: w.String(), windows: ofPage, measured: true}}}, nil
}

// unique gives a drawing IDs of its own: all of them were drawn with the same ones.
func unique(drawing string, i int) string {
	id := fmt.Sprintf("d%d-", i)
	return strings.NewReplacer(`"c1-`, `"`+id, ` c1-`, ` `+id).Replace(drawing)
}
