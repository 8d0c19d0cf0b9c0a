package edition_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/render/edition"
	"github.com/fanlight/fanlight/pkg/render/rendertest"
	"github.com/fanlight/fanlight/pkg/report"
)

func TestNew_links_of_queries(t *testing.T) {
	t.Parallel()
	d := rendertest.Documents()["checkout"]
	e := edition.New(d)
	if s := e.Sections[0]; s.Link != "" || s.QueryText != "stats requests" {
		t.Errorf("without a region the link is %q, the query %q", s.Link, s.QueryText)
	}
	d.Region, d.Account = "eu-central-1", "123456789012"
	d.Queries[0].Text = "fields @message\n| filter \x1b"
	e = edition.New(d)
	if s := e.Sections[0]; !strings.HasPrefix(s.Link, "https://eu-central-1.console.aws.amazon.com/") || !strings.Contains(s.Link, "123456789012") || s.QueryText != "fields @message\n| filter ␛" {
		t.Errorf("link %q, query %q", s.Link, s.QueryText)
	}
	d.Queries[len(d.Queries)-1].Text = "stats waf"
	if n := edition.New(d).Nothing; n[0].Link == "" || n[0].QueryText != "stats waf" {
		t.Errorf("an empty section has no link: %+v", n)
	}
}

// result returns the table of a query with these rows.
func result(t *testing.T, rows ...fanlight.Row) *edition.Table {
	t.Helper()
	d := &fanlight.Document{
		Sections: []report.Section{{Title: "All", Query: "q", Show: report.ShowTable}},
		Queries:  []fanlight.QueryResult{{ID: "q", State: fanlight.OK, Rows: rows}},
	}
	s := edition.New(d).Sections
	if len(s) != 1 || s[0].Table == nil {
		t.Fatalf("no table: %+v", s)
	}
	return s[0].Table
}

func TestNew_rows_that_no_form_shows(t *testing.T) {
	t.Parallel()
	var rows []fanlight.Row
	for i := range edition.MaxRows + 7 {
		rows = append(rows, fanlight.Row{{Name: "n", Value: fmt.Sprint(i)}})
	}
	if table := result(t, rows...); len(table.Rows) != edition.MaxRows || table.More != 7 {
		t.Errorf("%d rows and %d more", len(table.Rows), table.More)
	}
}

func TestNew_absent_is_not_empty(t *testing.T) {
	t.Parallel()
	table := result(t, fanlight.Row{{Name: "a", Value: "x"}, {Name: "b", Value: ""}}, fanlight.Row{{Name: "a", Value: "y"}})
	if empty, absent := table.Rows[0].Cells[1], table.Rows[1].Cells[1]; empty.Absent || !absent.Absent || empty.Text+absent.Text != "" {
		t.Errorf("cells %+v and %+v", empty, absent)
	}
}

func TestNew_lines_of_a_message(t *testing.T) {
	t.Parallel()
	long := "at x\r\n\tat y\x1b\n" + strings.Repeat("more\n", 60) + strings.Repeat("w", 5000)
	cell := result(t, fanlight.Row{{Name: "@message", Value: long}}, fanlight.Row{{Name: "@message", Value: "one\n"}})
	lines := cell.Rows[0].Cells[0].Lines
	if len(lines) != 40 || cell.Rows[0].Cells[0].More != 23 || !slices.Equal(lines[:3], []string{"at x", "    at y␛", "more"}) {
		t.Errorf("%d lines and %d more: %q", len(lines), cell.Rows[0].Cells[0].More, lines)
	}
	if c := cell.Rows[1].Cells[0]; c.Lines != nil || c.Text != "one" {
		t.Errorf("a lone line is %+v", c)
	}
}
