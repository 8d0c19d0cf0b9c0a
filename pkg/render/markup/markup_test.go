package markup_test

import (
	"testing"

	"github.com/fanlight/fanlight/pkg/render/markup"
)

func check(t *testing.T, w *markup.Writer, want string) {
	t.Helper()
	if got := w.String(); got != want {
		t.Errorf("wrote %q, want %q", got, want)
	}
}

func TestWriter_Raw(t *testing.T) {
	t.Parallel()
	var w markup.Writer
	w.Raw("<p", " class=\"n\">", "&amp;")
	check(t, &w, `<p class="n">&amp;`)
}

func TestWriter_Text(t *testing.T) {
	t.Parallel()
	var w markup.Writer
	w.Text(`</b> & "quoted" 'single' é`)
	check(t, &w, `&lt;/b&gt; &amp; &#34;quoted&#34; &#39;single&#39; é`)
}

func TestWriter_Element(t *testing.T) {
	t.Parallel()
	var w markup.Writer
	w.Element("<b>", "1 < 2", "</b>")
	check(t, &w, "<b>1 &lt; 2</b>")
}
