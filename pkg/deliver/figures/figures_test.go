package figures_test

import (
	"bytes"
	"encoding/json"
	"fmt"
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
			data := figures.Of(rendertest.Attack(s, times), limit)
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
