package figures_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/fanlight/fanlight/pkg/deliver/figures"
	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/render/rendertest"
	"github.com/fanlight/fanlight/pkg/report"
)

func TestOf(t *testing.T) {
	t.Parallel()
	rendertest.Golden(t, "json", func(d *fanlight.Document) string {
		var b bytes.Buffer
		if err := json.Indent(&b, figures.Of(d, 20_000), "", "  "); err != nil {
			t.Error(err)
		}
		return b.String() + "\n"
	})
}

// parsed reads the parts of figures that a bound leaves out.
type parsed struct {
	Sections, Queries []struct {
		Rows [][]any `json:"rows"`
	}
	LeftOut figures.LeftOut `json:"left_out"`
}

func parse(t testing.TB, data []byte) (p parsed) {
	t.Helper()
	if err := json.Unmarshal(data, &p); err != nil {
		t.Fatalf("%v in %.200s", err, data)
	}
	return p
}

func TestOf_limit(t *testing.T) {
	t.Parallel()
	d := rendertest.Documents()["long"]
	whole := figures.Of(d, 1<<20)
	if p := parse(t, whole); len(p.Queries[0].Rows) != 1204 || p.LeftOut != (figures.LeftOut{}) {
		t.Errorf("%d rows, left out %+v; want all", len(p.Queries[0].Rows), p.LeftOut)
	}
	if p := parse(t, figures.Of(d, len(whole))); len(p.Queries[0].Rows) != 1204 {
		t.Error("rows are left out of what fits exactly")
	}
	if p := parse(t, figures.Of(d, len(whole)-1)); len(p.Queries[0].Rows) != 301 || p.LeftOut.Rows != 903 {
		t.Errorf("%d rows, left out %+v; want a quarter of them", len(p.Queries[0].Rows), p.LeftOut)
	}
	none := figures.Of(d, 4900)
	if p := parse(t, none); len(p.Queries[0].Rows) != 0 || len(p.Sections) != 66 || p.LeftOut.Rows != 1205 {
		t.Errorf("%d sections, left out %+v; want all sections and no rows", len(p.Sections), p.LeftOut)
	}
	if p := parse(t, figures.Of(d, 4000)); len(p.Sections) != 33 || p.LeftOut.Sections != 33 {
		t.Errorf("%d sections, left out %+v; want half of them", len(p.Sections), p.LeftOut)
	}
}

// TestOf_many holds that a report of the most queries fits.
func TestOf_many(t *testing.T) {
	t.Parallel()
	d := &fanlight.Document{Report: "many"}
	for i := range 10_000 {
		id := fmt.Sprintf("q%d", i)
		d.Queries = append(d.Queries, fanlight.QueryResult{ID: id, State: fanlight.Failed, Error: "unexpected symbol"})
		d.Sections = append(d.Sections, report.Section{Title: id, Query: id, Show: report.ShowNumber})
	}
	data := figures.Of(d, 20_000)
	p := parse(t, data)
	if left := len(p.Sections) + p.LeftOut.Sections; len(data) > 20_000 || left != 10_000 || len(p.Sections) < 50 {
		t.Errorf("%d bytes, %d sections of %d", len(data), len(p.Sections), left)
	}
}

func FuzzOf(f *testing.F) {
	rendertest.Seeds(f)
	f.Fuzz(func(t *testing.T, s string, times uint8) {
		for _, limit := range []int{4000, 20_000} {
			data := figures.Of(rendertest.Archived(rendertest.Attack(s, times), s), limit)
			parse(t, data)
			if len(data) > limit {
				t.Fatalf("%d bytes, limit %d", len(data), limit)
			}
			rendertest.CheckHarmless(t, string(data))
		}
	})
}

func TestFigures(t *testing.T) {
	t.Parallel()
	d := rendertest.Documents()["failures"]
	data := figures.Of(d, 20_000)
	var state struct {
		State    string                          `json:"state"`
		Sections []struct{ State, Error string } `json:"sections"`
	}
	if err := json.Unmarshal(data, &state); err != nil {
		t.Fatal(err)
	}
	var states []string
	for _, s := range state.Sections {
		states = append(states, s.State)
	}
	want := []string{"ok", "failed", "timed out", "cancelled", "empty", "no value", "no number"}
	if diff := cmp.Diff(want, states); diff != "" || state.State != "incomplete" {
		t.Errorf("state %s, sections (-want +got):\n%s", state.State, diff)
	}
}

// TestOf_noRows holds that a good query without rows, all of which were cut, has a section
// without a number.
func TestOf_noRows(t *testing.T) {
	t.Parallel()
	if data := figures.Of(rendertest.Attack("x", 0), 100_000); !json.Valid(data) {
		t.Errorf("no JSON: %s", data)
	}
}

// TestOf_page has the address of the edition's page, which is left out at the very last.
func TestOf_page(t *testing.T) {
	t.Parallel()
	page := func(data []byte) string {
		var all struct{ Page string }
		if err := json.Unmarshal(data, &all); err != nil {
			t.Fatal(err)
		}
		return all.Page
	}
	d := rendertest.Archived(rendertest.Documents()["classic"], "a")
	if got := page(figures.Of(d, 4000)); got != "https://reports.example.org/a/report.html" {
		t.Errorf("page %q", got)
	}
	d.Title, d.Report, d.Timezone = strings.Repeat("漢", 200), strings.Repeat("漢", 200), strings.Repeat("漢", 200)
	d.Archive.Folder += strings.Repeat("x", 1900)
	if data := figures.Of(d, 4000); len(data) > 4000 || page(data) != "" {
		t.Errorf("%d bytes with the page %q", len(data), page(data))
	}
	if got := page(figures.Of(rendertest.Archived(d, "<b>"), 20_000)); got != "" {
		t.Errorf("%q is no address", got)
	}
}

// TestOf_hidden has a state for each section, also for those that readers do not see.
func TestOf_hidden(t *testing.T) {
	t.Parallel()
	d := rendertest.Documents()["classic"]
	none, zero := fanlight.QueryResult{ID: "none", State: fanlight.Empty}, 0.0
	d.Queries = append(d.Queries, none)
	d.Sections = append([]report.Section{
		{Title: "Hidden", Query: "none", Show: report.ShowTable, HideEmpty: true},
		{Title: "Skipped", Query: "new_users", Show: report.ShowTable, SendWhen: "calls > 100"},
		{Title: "None", Query: "none", Show: report.ShowTable},
		{Title: "Zero", Query: "none", Show: report.ShowNumber, Value: "n", Empty: &zero},
	}, d.Sections...)
	d.SkippedSections = []fanlight.SkippedSection{{Section: 1}}
	var got struct {
		Sections []struct {
			Title, State string
			Value        any
		}
	}
	if err := json.Unmarshal(figures.Of(d, 20_000), &got); err != nil {
		t.Fatal(err)
	}
	var all []string
	for _, s := range got.Sections {
		all = append(all, fmt.Sprint(s.Title, ": ", s.State, " ", s.Value))
	}
	want := []string{
		"Hidden: empty <nil>", "Skipped: skipped <nil>", "None: empty <nil>", "Zero: ok 0",
		"Requests from groups: ok 1204", "Private requests: ok 3310", "New users: ok 87",
	}
	if diff := cmp.Diff(want, all); diff != "" {
		t.Errorf("sections (-want +got):\n%s", diff)
	}
}
