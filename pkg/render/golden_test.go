package render_test

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/fanlight/fanlight/pkg/pipeline"
	"github.com/fanlight/fanlight/pkg/render"
)

var update = flag.Bool("update", false, "write the golden files anew")

// forms are the renderers by the ending of their golden files.
var forms = map[string]func(*pipeline.Document) string{
	"txt":      func(d *pipeline.Document) string { return render.Text(d, render.TextOptions{}) },
	"html":     render.HTML,
	"mail":     render.EmailHTML,
	"telegram": func(d *pipeline.Document) string { return strings.Join(render.Telegram(d), "\n=== next message ===\n") },
	"subject":  render.Subject,
	"json": func(d *pipeline.Document) string {
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
				golden(t, name+"."+ending, form(d))
			})
		}
	}
}

func golden(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join("testdata", "golden", name)
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("%s (-want +got), -update accepts it:\n%s", path, diff)
	}
}
