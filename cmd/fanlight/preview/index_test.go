package preview_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/fanlight/fanlight/cmd/fanlight/preview"
)

// hostile is an edition with markup in every text.
func hostile() preview.Edition {
	const evil = `"><script>alert(1)</script>`
	return preview.Edition{
		Title: evil, Notes: []string{evil},
		Views: []preview.View{{Name: "page", Title: evil, For: []string{evil}, Head: []string{evil}, Content: "the page", Frames: []preview.Frame{{Label: evil, Width: 390, Height: 700, Dark: true}}}},
	}
}

func TestEdition_Files(t *testing.T) {
	t.Parallel()
	files := hostile().Files()
	index := files["index.html"]
	for _, want := range []string{
		`<iframe sandbox="" loading="eager" class="dark" width="390" height="700"`, `src="page.html"`, "default-src 'none'", "frame-src 'self'",
		`<title>Preview of &#34;&gt;&lt;script&gt;`,
	} {
		if !strings.Contains(index, want) {
			t.Errorf("no %q in %s", want, index)
		}
	}
	if strings.Contains(index, "<script") {
		t.Errorf("a script in pages that are written: %s", index)
	}
	if files["page.html"] != "the page" || len(files) != 2 {
		t.Errorf("files %q", files)
	}
}

func TestFileNames(t *testing.T) {
	t.Parallel()
	if got := preview.FileNames(map[string]string{"a.html": "", "index.html": "", "z.html": ""}); !slices.Equal(got, []string{"index.html", "a.html", "z.html"}) {
		t.Errorf("names %q", got)
	}
}
