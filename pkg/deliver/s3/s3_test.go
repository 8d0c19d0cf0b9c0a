package s3_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/fanlight/fanlight/pkg/deliver/s3"
	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/render"
	"github.com/fanlight/fanlight/pkg/render/index"
	"github.com/fanlight/fanlight/pkg/render/rendertest"
	"github.com/fanlight/fanlight/pkg/report"
)

func partsOf(d *fanlight.Document) []string {
	return s3.Channel{}.Render(d, report.Destination{Kind: report.KindS3}).Parts
}

func names(parts []string) (names []string) {
	for _, part := range parts {
		name, _, _ := strings.Cut(part, "\n")
		names = append(names, name)
	}
	return names
}

func TestChannel_Render(t *testing.T) {
	t.Parallel()
	for name, want := range map[string][]string{
		"classic": {"report.json", "report.html", "index.html"},
		"tables":  {"by_function.csv", "latest.csv", "broad.csv", "report.json", "report.html", "index.html"},
		"long":    {"paths.csv", "report.json", "report.html", "index.html"},
		"hostile": {"table.csv", "report.json", "report.html", "index.html"},
		"none":    {"report.json", "report.html", "index.html"},
	} {
		d := rendertest.Documents()[name]
		parts := partsOf(d)
		if diff := cmp.Diff(want, names(parts)); diff != "" {
			t.Errorf("%s: objects (-want +got):\n%s", name, diff)
		}
		text, err := render.JSON(d)
		page := parts[len(parts)-2]
		if err != nil || parts[len(parts)-3] != "report.json\n"+string(text) || !strings.HasPrefix(page, "report.html\n<!doctype html>") || !strings.Contains(page, `<a href="../../index.html">All editions</a>`) {
			t.Errorf("%s: the data are not those of a file, or the page leads to no other one", name)
		}
	}
	if part := partsOf(rendertest.Documents()["tables"])[0]; part != "by_function.csv\n"+render.CSV(rendertest.Documents()["tables"].Query("by_function")) {
		t.Errorf("table %q", part)
	}
}

// TestChannel_Render_around leads to the newest edition before whose page is there.
func TestChannel_Render_around(t *testing.T) {
	t.Parallel()
	d := rendertest.Documents()["checkout"]
	for i := range d.Past {
		d.Past[i].Unsent, d.Past[i].Archived = i < 2, i == 2 || i == 3
	}
	d.Past[2].Epoch = 2
	parts := partsOf(d)
	want := `<a href="../../2026-11-23/2026-11-23T07-00-00Z-edition-2/report.html" rel="prev"><span aria-hidden="true">‹ </span><span class="vh">Previous: </span>Sun` + "\u00a022\u00a0Nov</a>"
	if page := parts[len(parts)-2]; !strings.Contains(page, want) || !strings.Contains(page, `href="../../index.html#d2026-11-26"`) {
		t.Errorf("the page has no %s, or no next one", want)
	}
	l, err := index.Parse(strings.TrimPrefix(parts[len(parts)-1], "index.html\n"))
	if err != nil || len(l.Entries) != 3 || l.Entries[0].Folder != "2026-11-26/2026-11-26T07-00-00Z" || l.Entries[2].State != index.Skipped {
		t.Errorf("entries %+v, %v", l.Entries, err)
	}
}

// TestChannel_Render_tables bounds the number of objects, and names those of queries
// whose IDs are none.
func TestChannel_Render_tables(t *testing.T) {
	t.Parallel()
	d := &fanlight.Document{}
	for i := range 120 {
		id := "../q" + strings.Repeat("x", i)
		d.Queries = append(d.Queries, fanlight.QueryResult{ID: id, State: fanlight.OK, Rows: []fanlight.Row{{{Name: "a", Value: "1"}}}})
		d.Sections = append(d.Sections, report.Section{Query: id, Show: report.ShowTable}, report.Section{Query: id, Show: report.ShowTable})
	}
	got := names(partsOf(d))
	if len(got) != 103 || got[0] != "query-1.csv" || got[99] != "query-100.csv" || len(slices.Compact(slices.Sorted(slices.Values(got)))) != 103 {
		t.Errorf("%d objects: %v", len(got), got)
	}
}

func TestChannel_Form(t *testing.T) {
	t.Parallel()
	if got := (s3.Channel{}).Form(report.Destination{Name: "here"}); got != "" {
		t.Errorf("form %q: there is one only", got)
	}
}

func TestChannel_Notice(t *testing.T) {
	t.Parallel()
	m := s3.Channel{}.Notice(render.Notice{Subject: "Bot: 1 failed", Text: "Bot: 1 failed\n"})
	if diff := cmp.Diff([]string{"notice.txt\nBot: 1 failed\n"}, m.Parts); diff != "" {
		t.Errorf("parts (-want +got):\n%s", diff)
	}
}

func TestChannel_MarkDuplicate(t *testing.T) {
	t.Parallel()
	m := fanlight.Message{Parts: []string{"report.html\n"}}
	if diff := cmp.Diff(m, s3.Channel{}.MarkDuplicate(m, "Possibly a duplicate.")); diff != "" {
		t.Errorf("(-message +marked):\n%s", diff)
	}
}
