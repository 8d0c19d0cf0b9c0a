//go:build !race

package render_test

import (
	"strings"
	"testing"

	"github.com/fanlight/fanlight/pkg/render"
)

// TestHTML_bounds has rows and texts beyond what a page shows.
func TestHTML_bounds(t *testing.T) {
	t.Parallel()
	d := large(t, 20, 1000, 10)
	page := render.HTML(d)
	if len(page) > 6_500_000 || !strings.Contains(page, "… 800 more rows") {
		t.Errorf("the page has %d bytes, or does not count the rows of a whole table", len(page))
	}
	for i := range d.Queries {
		for k := range d.Queries[i].Rows {
			for f := range d.Queries[i].Rows[k] {
				d.Queries[i].Rows[k][f].Value += strings.Repeat(" & more", 60)
			}
		}
	}
	page = render.HTML(d)
	if len(page) > 6_500_000 || !strings.Contains(page, "… 1,000 more rows") || !strings.Contains(page, `<section id="s20"`) {
		t.Errorf("the page of long cells has %d bytes, or leaves out its last section", len(page))
	}
}
