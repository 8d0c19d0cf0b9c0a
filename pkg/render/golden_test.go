package render_test

import (
	"path/filepath"
	"strings"
	"testing"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/golden"
	"github.com/fanlight/fanlight/pkg/render"
)

// forms are the renderers by the ending of their golden files.
var forms = map[string]func(*fanlight.Document) string{
	"txt":      func(d *fanlight.Document) string { return render.Text(d, render.TextOptions{}) },
	"html":     render.HTML,
	"mail":     render.EmailHTML,
	"telegram": func(d *fanlight.Document) string { return strings.Join(render.Telegram(d), "\n=== next message ===\n") },
	"subject":  render.Subject,
	"json": func(d *fanlight.Document) string {
		b, err := render.JSON(d)
		if err != nil {
			return err.Error()
		}
		return string(b)
	},
}

func TestGolden(t *testing.T) {
	t.Parallel()
	for name, d := range documents {
		for ending, form := range forms {
			if name == "long" && (ending == "html" || ending == "json") {
				continue // hundreds of kilobytes that say nothing new
			}
			t.Run(name+"/"+ending, func(t *testing.T) {
				t.Parallel()
				compare(t, name+"."+ending, form(d))
			})
		}
	}
}

func compare(t *testing.T, name, got string) {
	t.Helper()
	golden.Compare(t, filepath.Join("testdata", "golden", name), got)
}
