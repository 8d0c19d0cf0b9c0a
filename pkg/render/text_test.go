package render_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/render"
	"github.com/fanlight/fanlight/pkg/render/rendertest"
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
