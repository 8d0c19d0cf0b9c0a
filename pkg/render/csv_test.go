package render_test

import (
	"encoding/csv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/render"
)

func TestCSV(t *testing.T) {
	t.Parallel()
	q := &fanlight.QueryResult{Columns: []string{"@timestamp", "n", "=cmd|a"}, Rows: []fanlight.Row{
		{{Name: "@timestamp", Value: "2026-01-02 12:00:00.000"}, {Name: "n", Value: "-1204"}, {Name: "@ptr", Value: "x"}},
		{{Name: "n", Value: "=1+1"}, {Name: "late", Value: "two\nlines, \"quoted\" \x1b[31m"}},
	}}
	got, err := csv.NewReader(strings.NewReader(render.CSV(q))).ReadAll()
	want := [][]string{
		{"@timestamp", "n", "'=cmd|a", "late"},
		{"2026-01-02 12:00:00.000", "-1204", "", ""},
		{"", "'=1+1", "", "two\nlines, \"quoted\" ␛[31m"},
	}
	if diff := cmp.Diff(want, got); diff != "" || err != nil {
		t.Errorf("%v (-want +got):\n%s", err, diff)
	}
}
