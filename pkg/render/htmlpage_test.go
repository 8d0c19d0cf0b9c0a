package render_test

import (
	"strings"
	"testing"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/render"
	"github.com/fanlight/fanlight/pkg/render/rendertest"
	"github.com/fanlight/fanlight/pkg/report"
)

// bodyOf returns the page of a query's rows without its head. A row has a name and a
// value in turn.
func bodyOf(t *testing.T, of report.Section, shape *report.Shape, rows ...[]string) string {
	t.Helper()
	q := fanlight.QueryResult{ID: "q", State: fanlight.OK, Shape: shape}
	for _, cells := range rows {
		var row fanlight.Row
		for i := 0; i < len(cells); i += 2 {
			row = append(row, fanlight.Field{Name: cells[i], Value: cells[i+1]})
		}
		q.Rows = append(q.Rows, row)
	}
	d := rendertest.Documents()["none"]
	of.Title, of.Query = "Section", "q"
	d.Queries, d.Sections = []fanlight.QueryResult{q}, []report.Section{of}
	_, body, _ := strings.Cut(render.HTML(d), "</style>")
	rendertest.CheckMarkup(t, body)
	return body
}

var asTable = report.Section{Show: report.ShowTable}

// checkHas fails the test if a page lacks something, or has what it must not: texts that
// begin with "!".
func checkHas(t *testing.T, page string, all ...string) {
	t.Helper()
	for _, want := range all {
		text, not := strings.CutPrefix(want, "!")
		if strings.Contains(page, text) == not {
			t.Errorf("want %s in\n%s", want, page)
		}
	}
}
