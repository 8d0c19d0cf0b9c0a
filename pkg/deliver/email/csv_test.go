package email

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/render/rendertest"
	"github.com/fanlight/fanlight/pkg/report"
)

func TestChannel_Render_attach(t *testing.T) {
	t.Parallel()
	to := report.Destination{Kind: report.KindEmail, Email: &report.Email{From: "a@example.org", To: []string{"b@example.org"}, Attach: report.AttachCSV}}
	attached := func(d *fanlight.Document) (names []string, page string) {
		m := Channel{}.Render(d, to)
		for _, f := range m.Files {
			if f.ContentID == "" {
				names = append(names, f.Name)
			}
		}
		return names, m.HTML
	}
	names, page := attached(rendertest.Documents()["checkout"])
	want := []string{"byhour.csv", "latency.csv", "routes.csv", "patterns.csv", "latest-first-3.csv"}
	if diff := cmp.Diff(want, names); diff != "" || !strings.Contains(page, "attached: byhour.csv, latency.csv") {
		t.Errorf("attached (-want +got):\n%s", diff)
	}
	d := rendertest.Documents()["tables"]
	d.Queries[1].Rows[0][2].Value = strings.Repeat("x", maxCSV) // what comes from there on has no room
	if names, _ := attached(d); len(names) != 1 || names[0] != "by_function.csv" {
		t.Errorf("beyond the bound %v are attached", names)
	}
	d = rendertest.Documents()["hostile"]
	d.Queries[1].ID, d.Sections[1].Query = "../"+rendertest.Evil, "../"+rendertest.Evil
	if names, _ := attached(d); len(names) != 1 || strings.Trim(names[0], "abcdefghijklmnopqrstuvwxyz0123456789-_.") != "" {
		t.Errorf("a hostile name is attached as %q", names)
	}
}
