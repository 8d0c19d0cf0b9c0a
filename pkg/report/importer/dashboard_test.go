package importer_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestImport_dashboard_windows(t *testing.T) {
	t.Parallel()
	for fields, want := range map[string][]string{
		``:                 {"window: 24h"},
		`"start":"-PT8H",`: {"window: 8h"},
		`"start":"2026-01-01T00:00:00Z","end":"2026-01-02T00:00:00Z",`: {"window: 24h",
			"! ops: its time range from 2026-01-01T00:00:00Z to 2026-01-02T00:00:00Z cannot be a window: the window is 24h"},
		`"start":"-P9999W",`: {"window: 24h", "! ops: its time range from -P9999W to now cannot be a window: the window is 24h"},
	} {
		r := imported(t, fmt.Sprintf(`{"DashboardName":"ops","DashboardBody":{%s"widgets":[{"type":"log","properties":{"query":"SOURCE '/a' | stats count(*)"}}]}}`, fields))
		if diff := cmp.Diff(want, head(t, r)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", fields, diff)
		}
	}
}

// A dashboard over several Regions becomes a report for each.
func TestImport_dashboard_regions(t *testing.T) {
	t.Parallel()
	const widget = `{"type":"log","properties":{"query":"SOURCE '/a' | stats count(*)","region":"%s"}}`
	r := imported(t, `{"widgets":[`+fmt.Sprintf(widget, "us-east-1")+","+fmt.Sprintf(widget, "eu-west-1")+`]}`)
	var names []string
	for _, one := range r.Reports {
		names = append(names, one.Name)
	}
	if diff := cmp.Diff([]string{"export1-eu-west-1", "export1-us-east-1"}, names); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff(2, len(r.Changed)); diff != "" {
		t.Errorf("%v", r.Changed)
	}
	written(t, r)
}

func TestImport_dashboard_views(t *testing.T) {
	t.Parallel()
	const byBin, byField, one = "stats count(*) as n by bin(1h)", "stats count(*) as n by route", "stats count(*) as n"
	for _, c := range []struct{ view, query, want, change string }{
		{"timeSeries", byBin, ", show: line", ""},
		{"timeSeries", byField, "", "! ops/T: its rows cannot be shown as line (invalid show: line: want a query that counts by bin() (as in stats count(*) by bin(1h))): it is shown as its query suggests"},
		{"bar", byField, ", show: bar", ""},
		{"pie", byField, ", show: bar", "! ops/T: the view pie has no equal: it is shown as bars"},
		{"table", byBin, ", show: table", ""},
		{"singleValue", one, ", show: number", ""},
		{"gauge", one, "", "! ops/T: the view gauge has no equal: it is shown as its query suggests"},
		{"", one, "", ""},
	} {
		r := imported(t, fmt.Sprintf(`{"DashboardName":"ops","DashboardBody":{"widgets":[{"type":"log","properties":{"title":"T","view":%q,"query":"SOURCE '/a' | %s"}}]}}`, c.view, c.query))
		lines := head(t, r)
		if c.change != "" && lines[len(lines)-1] != c.change || c.change == "" && len(r.Changed) > 0 {
			t.Errorf("%s of %s: %q", c.view, c.query, lines)
		}
		if id := strings.Contains(string(r.Reports[0].Content), `{ title: "T", query: t`+c.want+` }`); !id {
			t.Errorf("%s of %s:\n%s", c.view, c.query, r.Reports[0].Content)
		}
	}
}

// Sections stand as the dashboard is read, whatever the order in its list.
func TestImport_dashboard_order(t *testing.T) {
	t.Parallel()
	widget := func(title string, x, y int) string {
		return fmt.Sprintf(`{"type":"log","x":%d,"y":%d,"properties":{"title":%q,"query":"SOURCE '/a' | stats count(*) as %s"}}`, x, y, title, title)
	}
	r := imported(t, `{"widgets":[`+strings.Join([]string{widget("d", 12, 6), widget("c", 0, 6), widget("b", 12, 0), widget("a", 0, 0)}, ",")+`]}`)
	content := string(r.Reports[0].Content)
	for i, title := range []string{"a", "b", "c"} {
		next := string(rune('b' + i))
		if strings.Index(content, `title: "`+title+`"`) > strings.Index(content, `title: "`+next+`"`) {
			t.Errorf("%s stands after %s:\n%s", title, next, content)
		}
	}
}
