package chart

import (
	"encoding/xml"
	"errors"
	"io"
	"path/filepath"
	"strings"
	"testing"

	"github.com/fanlight/fanlight/pkg/golden"
)

func TestChart_SVG(t *testing.T) {
	t.Parallel()
	for name, c := range gallery(t) {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got := string(c.SVG("c1"))
			checkXML(t, got)
			golden.Compare(t, filepath.Join("testdata", "golden", name+".svg.html"), strings.ReplaceAll(got, "><", ">\n<")+"\n")
		})
	}
}

// checkXML fails if markup is not well-formed, has no name for screen readers, or has
// styles that a page forbids.
func checkXML(t testing.TB, s string) {
	t.Helper()
	titles, ids := 0, map[string]bool{}
	for d := xml.NewDecoder(strings.NewReader("<x>" + s + "</x>")); ; {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			t.Fatalf("%v in %s", err, s)
		}
		element, ok := token.(xml.StartElement)
		if !ok {
			continue
		}
		if element.Name.Local == "title" {
			titles++
		}
		if !strings.Contains(" x div svg title desc line text rect path circle ul li ", " "+element.Name.Local+" ") {
			t.Errorf("element %s", element.Name.Local)
		}
		for _, a := range element.Attr {
			if a.Name.Local == "style" || strings.HasPrefix(a.Name.Local, "on") || strings.Contains(a.Value, "NaN") || a.Name.Local == "id" && ids[a.Value] {
				t.Errorf("attribute %s=%q", a.Name.Local, a.Value)
			}
			ids[a.Value] = ids[a.Value] || a.Name.Local == "id"
		}
	}
	if titles == 0 && s != "" {
		t.Error("no title")
	}
}

func TestCSS(t *testing.T) {
	t.Parallel()
	for _, class := range []string{".plot", ".plot.g4", ".key", ".l0", ".l5", ".dot", ".hole", ".area", ".halo", ".lim-alert", ".lim-warn", ".t-alert", ".t-warn", ".peak", ".wide", ".line", ".this", ".single"} {
		if !strings.Contains(CSS, class+" ") && !strings.Contains(CSS, class+",") {
			t.Errorf("no rule for %s", class)
		}
	}
}
