package render_test

import (
	"strings"
	"testing"

	"github.com/fanlight/fanlight/pkg/render"
)

func TestRowsThatWereCutAreTold(t *testing.T) {
	t.Parallel()
	d := tables()
	d.Queries[0].Truncated = true
	want := d.Queries[0].ID + " may have more rows than the first"
	forms := []string{render.Text(d, render.TextOptions{Width: 200}), render.HTML(d), render.EmailHTML(d), strings.Join(render.Telegram(d), "")}
	for i, form := range forms {
		if !strings.Contains(form, want) {
			t.Errorf("form %d does not say %q", i, want)
		}
	}
}
