package markup_test

import (
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/net/html"

	"github.com/fanlight/fanlight/pkg/render/markup"
)

// FuzzWriter holds that a browser reads what was written: one element with one attribute and one
// text, whatever they are.
func FuzzWriter(f *testing.F) {
	for _, s := range []string{"plain", "</p><script>alert(1)</script>", "a & b &amp; &#34; &lt", "\"' onload=x", "\t\n é 👍🏽", "&notit; &#x80; &NewLine;"} {
		f.Add(s, s)
	}
	f.Fuzz(func(t *testing.T, attribute, text string) {
		if !utf8.ValidString(attribute+text) || strings.ContainsAny(attribute+text, "\x00\r") {
			t.Skip("a browser replaces these; pkg/text removes them before")
		}
		var w markup.Writer
		w.Raw(`<p title="`)
		w.Text(attribute)
		w.Element(`">`, text, "</p>")
		read := html.NewTokenizer(strings.NewReader(w.String()))
		read.Next()
		if p := read.Token(); p.Data != "p" || len(p.Attr) != 1 || p.Attr[0].Val != attribute {
			t.Errorf("%q: read %v", w.String(), p)
		}
		if got := ""; text != "" {
			read.Next()
			if got = read.Token().Data; got != text {
				t.Errorf("%q: read the text %q", w.String(), got)
			}
		}
		if read.Next(); read.Token().Data != "p" || read.Next() != html.ErrorToken {
			t.Errorf("%q: read more", w.String())
		}
	})
}
