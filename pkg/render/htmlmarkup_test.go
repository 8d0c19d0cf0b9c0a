package render_test

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/fanlight/fanlight/pkg/render"
	"github.com/fanlight/fanlight/pkg/render/rendertest"
)

// element is a start tag with its attributes.
type element struct {
	name       string
	attributes map[string]string
}

var (
	startTag   = regexp.MustCompile(`<([a-z0-9]+)((?:\s[a-zA-Z0-9-]+(?:="[^"<>]*")?)*)\s?/?>`)
	attributes = regexp.MustCompile(`\s([a-zA-Z0-9-]+)(?:="([^"]*)")?`)
)

func elements(page string) (all []element) {
	for _, m := range startTag.FindAllStringSubmatch(page, -1) {
		e := element{m[1], map[string]string{}}
		for _, a := range attributes.FindAllStringSubmatch(m[2], -1) {
			e.attributes[a[1]] = a[2]
		}
		all = append(all, e)
	}
	return all
}

// TestHTML_markup reads the pages of all documents.
func TestHTML_markup(t *testing.T) {
	t.Parallel()
	documents := rendertest.Documents()
	documents["linked"] = linked()
	for name, d := range documents {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			page := render.HTML(d)
			_, body, _ := strings.Cut(page, "</style>")
			rendertest.CheckMarkup(t, body)
			all := elements(body)
			checkIDs(t, all)
			checkHeadings(t, all)
			checkTables(t, body)
			checkPictures(t, body)
		})
	}
}

// checkIDs checks that IDs are unique, and that what refers to one finds it.
func checkIDs(t *testing.T, all []element) {
	t.Helper()
	ids := map[string]bool{}
	for _, e := range all {
		if id, has := e.attributes["id"]; has {
			if ids[id] || !regexp.MustCompile(`^[a-z][a-z0-9-]*$`).MatchString(id) {
				t.Errorf("the ID %q is twice there, or not a good one", id)
			}
			ids[id] = true
		}
	}
	for _, e := range all {
		refers := strings.Fields(e.attributes["aria-labelledby"])
		if id, local := strings.CutPrefix(e.attributes["href"], "#"); local {
			refers = append(refers, id)
		}
		for _, id := range refers {
			if !ids[id] {
				t.Errorf("%s refers to %q, which is not there", e.name, id)
			}
		}
		if _, has := e.attributes["style"]; has {
			t.Errorf("%s has a style", e.name)
		}
	}
}

// checkHeadings checks that there is one first heading, and that none is left out.
func checkHeadings(t *testing.T, all []element) {
	t.Helper()
	var headings []string
	for _, e := range all {
		if len(e.name) == 2 && e.name[0] == 'h' && e.name != "hr" {
			headings = append(headings, e.name)
		}
	}
	if len(headings) == 0 || headings[0] != "h1" || slices.ContainsFunc(headings[1:], func(h string) bool { return h != "h2" }) {
		t.Errorf("headings %v, want h1, then h2", headings)
	}
}

var (
	wholeTable = regexp.MustCompile(`(?s)<table.*?</table>`)
	heading    = regexp.MustCompile(`<th[^>]*>`)
	wholeRow   = regexp.MustCompile(`(?s)<tr.*?</tr>`)
	cellStart  = regexp.MustCompile(`<t[hd][ >]`)
)

// checkTables checks that tables have names, that their headings say of what, and that
// rows are equally long.
func checkTables(t *testing.T, page string) {
	t.Helper()
	for _, table := range wholeTable.FindAllString(page, -1) {
		if !strings.Contains(table, "<caption") && !strings.Contains(table, "aria-labelledby") {
			t.Errorf("no name: %.200s", table)
		}
		for _, th := range heading.FindAllString(table, -1) {
			if !strings.Contains(th, `scope="col"`) && !strings.Contains(th, `scope="row"`) && !strings.HasPrefix(th, "<thead") {
				t.Errorf("heading without a scope: %s", th)
			}
		}
		rows := wholeRow.FindAllString(table, -1)
		for _, row := range rows {
			if got, want := len(cellStart.FindAllString(row, -1)), len(cellStart.FindAllString(rows[0], -1)); got != want {
				t.Errorf("%d cells, want %d: %s", got, want, row)
			}
		}
	}
}

var picture = regexp.MustCompile(`<svg[^>]*>(<title id="[^"]+">[^<]+</title>)?`)

// checkPictures checks that pictures have a title, or are hidden from screen readers.
func checkPictures(t *testing.T, page string) {
	t.Helper()
	for _, m := range picture.FindAllString(page, -1) {
		if !strings.Contains(m, "<title") && !strings.Contains(m, `aria-hidden="true"`) && !strings.Contains(m, "preserveAspectRatio") {
			t.Errorf("picture without a title: %s", m)
		}
	}
}
