package render_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"regexp"
	"slices"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/render"
	"github.com/fanlight/fanlight/pkg/render/rendertest"
	"github.com/fanlight/fanlight/pkg/report"
	"github.com/fanlight/fanlight/pkg/text"
)

func TestText(t *testing.T) {
	t.Parallel()
	plain := func(d *fanlight.Document) string { return render.Text(d, render.TextOptions{}) }
	rendertest.CheckTables(t, plain)
	rendertest.Golden(t, "txt", plain)
	t.Run("colour is the only difference", func(t *testing.T) {
		t.Parallel()
		for name, d := range rendertest.Documents() {
			coloured := render.Text(d, render.TextOptions{Color: true})
			for _, code := range []string{"0", "1", "2", "31", "32", "33"} {
				coloured = strings.ReplaceAll(coloured, "\x1b["+code+"m", "")
			}
			if diff := cmp.Diff(render.Text(d, render.TextOptions{}), coloured); diff != "" {
				t.Errorf("%s (-want +got):\n%s", name, diff)
			}
		}
	})
}

// Where numbers have two lines, everything begins at the left edge, and what sections hold
// two columns to the right of it.
func TestText_narrow(t *testing.T) {
	t.Parallel()
	lines := strings.Split(render.Text(rendertest.Documents()["checkout"], render.TextOptions{Width: 40}), "\n")
	for _, title := range []string{"Requests", "5xx errors per hour", "Errors by route", "New error patterns", "Blocked by the firewall"} {
		if !slices.ContainsFunc(lines, func(line string) bool { return strings.HasPrefix(line, title) }) {
			t.Errorf("%s does not begin at the left edge:\n%s", title, strings.Join(lines, "\n"))
		}
	}
	for _, line := range lines {
		if text.Width(line) > 40 {
			t.Errorf("too wide: %q", line)
		}
	}
	if !slices.ContainsFunc(lines, func(line string) bool { return strings.HasPrefix(line, "  PUT /v2/cart/{id}/i…  ") }) {
		t.Errorf("rows are not 2 columns to the right:\n%s", strings.Join(lines, "\n"))
	}
}

// A table that is said to be compared has the changes, in few columns, too.
func TestText_changes(t *testing.T) {
	t.Parallel()
	d := rendertest.Documents()["checkout"]
	for i := range d.Sections {
		if d.Sections[i].Show == report.ShowBar {
			d.Sections[i].Show = report.ShowTable
		}
	}
	for _, width := range []int{40, 80} {
		shown := render.Text(d, render.TextOptions{Width: width})
		if !strings.Contains(shown, "change since Tue\u00a024\u00a0Nov") || !regexp.MustCompile(`(?m)errors +Change$`).MatchString(shown) || !regexp.MustCompile(`(?m)16,402 +▲ ×15$`).MatchString(shown) {
			t.Errorf("%d columns:\n%s", width, shown)
		}
	}
	if shown := render.Text(rendertest.Documents()["tables"], render.TextOptions{}); strings.Contains(shown, "Change") {
		t.Errorf("nothing is compared:\n%s", shown)
	}
}
