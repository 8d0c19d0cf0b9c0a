package edition_test

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/render/edition"
	"github.com/fanlight/fanlight/pkg/render/rendertest"
	"github.com/fanlight/fanlight/pkg/report"
)

func sectionOf(t *testing.T, e *edition.Edition, title string) edition.Section {
	t.Helper()
	for _, s := range e.Sections {
		if s.Title == title {
			return s
		}
	}
	t.Fatalf("there is no section %q", title)
	return edition.Section{}
}

func TestTable(t *testing.T) {
	t.Parallel()
	e := edition.New(rendertest.Documents()["checkout"])
	routes := sectionOf(t, e, "Errors by route").Table
	var got []string
	for _, r := range routes.Rows {
		change := "new"
		if r.Change != nil {
			change = r.Change.Short()
		}
		got = append(got, fmt.Sprintf("%s|%s|%s|%.3f|%s", r.Cells[0].Text, r.Cells[1].Text, r.Share, r.Bar, change))
	}
	want := []string{
		"POST /v2/payments/authorize|16,402|70.9%|1.000|▲ ×15", "POST /v2/orders|3,208|13.9%|0.196|▲ 68%",
		"GET /v2/cart/{id}|1,377|6.0%|0.084|▲ 2.8%", "POST /v2/coupons/apply|812|3.5%|0.050|▼ 22%",
		"GET /v2/shipping/quotes|640|2.8%|0.039|▲ 41%", "PUT /v2/cart/{id}/items|402|1.7%|0.025|▲ 38%", "POST /v2/tax/estimate|288|1.2%|0.018|new",
	}
	if diff := cmp.Diff(want, got); diff != "" || !routes.Bars || routes.Since == "" {
		t.Errorf("bars %t since %q (-want +got):\n%s", routes.Bars, routes.Since, diff)
	}
	latest := sectionOf(t, e, "Latest payment errors").Table
	if first := latest.Rows[0].Cells; first[0].Text != "23:58:41" || first[0].Full != "2026-11-25 22:58:41.020 UTC" || first[1].Text != "checkout-orders" {
		t.Errorf("a log event is shown as %+v", first)
	}
	if latest.More != 4469 || latest.Columns[0].Name != "Time, CET" {
		t.Errorf("%d more rows below %q", latest.More, latest.Columns[0].Name)
	}
}

// Where the other edition's table was cut, nothing is said of rows that it does not have.
func TestTable_cut_before(t *testing.T) {
	t.Parallel()
	d := rendertest.Documents()["checkout"]
	before := *d.Baselines[0].Figures
	for i := range before.Queries {
		before.Queries[i].More = true
	}
	rows := sectionOf(t, edition.New(d), "Errors by route").Table.Rows
	if last := rows[len(rows)-1]; last.Added || last.Change != nil {
		t.Errorf("of a row that may have been cut the table says %+v", last)
	}
}

func TestTable_kinds(t *testing.T) {
	t.Parallel()
	q := fanlight.QueryResult{ID: "q", State: fanlight.OK, Shape: &report.Shape{Columns: []string{"b", "a"}, Labels: []string{"a"}}, Rows: []fanlight.Row{
		{{Name: "late", Value: "1"}, {Name: "a", Value: "200"}, {Name: "@ptr", Value: "x"}, {Name: "b", Value: "1204"}, {Name: "status", Value: "500"}},
		{{Name: "a", Value: ""}, {Name: "b", Value: "7"}, {Name: "log", Value: "123456789012:/aws/lambda/a"}},
	}}
	d := &fanlight.Document{Queries: []fanlight.QueryResult{q}, Sections: []report.Section{{Title: "T", Query: "q", Show: report.ShowTable}}}
	table := edition.New(d).Sections[0].Table
	want := []edition.Column{
		{Name: "a", Kind: edition.Label, Right: true, Solid: true}, {Name: "b", Kind: edition.Figure, Right: true, Solid: true}, {Name: "late", Kind: edition.Figure, Right: true, Solid: true},
		{Name: "status", Kind: edition.Label, Right: true, Solid: true}, {Name: "log", Kind: edition.Group},
	}
	if diff := cmp.Diff(want, table.Columns); diff != "" {
		t.Errorf("columns (-want +got):\n%s", diff)
	}
	if c := table.Rows[1].Cells; c[0].Absent || !c[2].Absent {
		t.Errorf("an empty text and an absent field are %+v and %+v", c[0], c[2])
	}
}

// view is a document with a table of some columns of a query that counts by route.
func view(columns ...string) *fanlight.Document {
	shape := &report.Shape{Columns: []string{"errors", "requests", "p95", "route"}, Labels: []string{"route"}, Sums: []string{"errors", "requests"}}
	q := fanlight.QueryResult{ID: "q", State: fanlight.OK, Text: "stats", Shape: shape, Columns: columns, View: "\x00\x00"}
	for _, values := range []map[string]string{{"errors": "3", "requests": "149", "p95": "5042.9", "route": "/a"}, {"errors": "0", "requests": "7", "p95": "61", "route": "/b"}} {
		var row fanlight.Row
		for _, name := range columns {
			row = append(row, fanlight.Field{Name: name, Value: values[name]})
		}
		q.Rows = append(q.Rows, row)
	}
	return &fanlight.Document{Queries: []fanlight.QueryResult{q}, Sections: []report.Section{{Title: "T", Query: "q", Show: report.ShowTable, Columns: columns, Unit: report.UnitMillis, Compare: report.ComparePrevious}}}
}

// The section's columns stand in its order; its unit, and the change, are of the first
// number among them.
func TestTable_columns_of_a_section(t *testing.T) {
	t.Parallel()
	d := view("p95", "route", "requests")
	before := fanlight.NewFigures(view("p95", "route", "requests"))
	before.Queries[0].Rows[0].Value = 4000
	d.Baselines = []fanlight.Baseline{{Compare: report.ComparePrevious, Figures: &before}}
	table := edition.New(d).Sections[0].Table
	var names []string
	for _, c := range table.Columns {
		names = append(names, c.Name)
	}
	if diff := cmp.Diff([]string{"p95", "route", "requests"}, names); diff != "" {
		t.Errorf("columns (-want +got):\n%s", diff)
	}
	if r := table.Rows[0]; r.Cells[0].Text != nb("5.04_s") || r.Cells[2].Text != "149" || r.Change == nil || r.ChangeText() != "▲ 26%" {
		t.Errorf("row %+v, change %q", r.Cells, r.ChangeText())
	}
}

// An edition that did not keep the column, as those before an update, has no rows to be
// compared with: none is new.
func TestTable_column_that_was_not_kept(t *testing.T) {
	t.Parallel()
	d := view("route", "p95")
	before := fanlight.NewFigures(view("route", "p95"))
	before.Queries[0].Rows = nil
	d.Baselines = []fanlight.Baseline{{Compare: report.ComparePrevious, Figures: &before}}
	if table := edition.New(d).Sections[0].Table; table.Since != "" || table.Rows[0].ChangeText() != "" {
		t.Errorf("compared since %q: %q", table.Since, table.Rows[0].ChangeText())
	}
	before.Queries[0].State = fanlight.Empty
	if table := edition.New(d).Sections[0].Table; table.Since == "" || table.Rows[0].ChangeText() != "new" {
		t.Errorf("after an edition that found nothing, compared since %q: %q", table.Since, table.Rows[0].ChangeText())
	}
}

// No line break may part an address.
func TestTable_solid_columns(t *testing.T) {
	t.Parallel()
	table := result(t, fanlight.Row{{Name: "client", Value: "192.0.2.162"}, {Name: "six", Value: "2001:db8::1"}, {Name: "country", Value: "RO"}, {Name: "n", Value: "3"}, {Name: "at", Value: "2026-01-02 03:04:05.000"}})
	var solid []bool
	for _, c := range table.Columns {
		solid = append(solid, c.Solid)
	}
	if diff := cmp.Diff([]bool{true, true, false, true, true}, solid); diff != "" {
		t.Errorf("solid columns (-want +got):\n%s", diff)
	}
}
