package edition_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/render/edition"
	"github.com/fanlight/fanlight/pkg/render/rendertest"
	"github.com/fanlight/fanlight/pkg/report"
)

// nb replaces _ in a text by a no-break space.
func nb(s string) string {
	out := []rune(s)
	for i, r := range out {
		if r == '_' {
			out[i] = '\u00a0'
		}
	}
	return string(out)
}

func TestNew(t *testing.T) {
	t.Parallel()
	e := edition.New(rendertest.Documents()["checkout"])
	if e.Window != "Wed 25 Nov 2026, 00:00–24:00 CET" || e.Compared != nb("Tue_24_Nov") {
		t.Errorf("window %q compared with %q", e.Window, e.Compared)
	}
	wantLines := []edition.Line{
		{Tag: edition.TagAlert, Strong: "Error rate (5xx) 1.84%", Rest: nb(", over its mark of 1%. It was 0.53% on Tue_24_Nov."), Section: "s2"},
		{Tag: edition.TagWarning, Strong: nb("Latency p95 812_ms"), Rest: nb(", over its mark of 800_ms. It was 588_ms on Tue_24_Nov."), Section: "s3"},
		{Tag: edition.TagNew, Strong: "3 error patterns", Rest: " in 15,366 events; 1 is gone.", Section: "s10"},
		{Tag: edition.TagIncomplete, Strong: "1 of 13 queries failed", Rest: ": Slowest database statements.", Section: "s12"},
	}
	if diff := cmp.Diff(wantLines, e.Lines); diff != "" {
		t.Errorf("first lines (-want +got):\n%s", diff)
	}
	changes := map[string]string{}
	for _, s := range e.Sections {
		if n := s.Number; n != nil && n.Change != nil {
			changes[s.Title] = n.Change.Text()
		} else if n != nil {
			changes[s.Title] = n.Note
		}
	}
	want := map[string]string{
		"Requests": "▲ 51,960 (+4.2%)", "Error rate (5xx)": nb("▲ 1.31_pts, worse"), "Latency p95": nb("▲ 224_ms (+38%), worse"),
		"Orders confirmed": "▼ 2,310 (−5.3%), worse", "Payments captured twice": "= unchanged", "Held for fraud check": nb("No comparison: Tue_24_Nov had no answer"),
	}
	if diff := cmp.Diff(want, changes); diff != "" {
		t.Errorf("changes (-want +got):\n%s", diff)
	}
	wantNothing := []edition.Nothing{{Place: 12, Title: "Blocked by the firewall", State: "empty", Why: "none of 1,284,310 records matched"}}
	if diff := cmp.Diff(wantNothing, e.Nothing); diff != "" {
		t.Errorf("nothing to show (-want +got):\n%s", diff)
	}
}

// A day without trouble has one line, and a report without marks has none.
func TestNew_all_is_well(t *testing.T) {
	t.Parallel()
	d := rendertest.Documents()["classic"]
	if lines := edition.New(d).Lines; len(lines) != 0 {
		t.Errorf("a report without marks says %v", lines)
	}
	mark, err := report.ParseMark("> 10000", "")
	if err != nil {
		t.Fatal(err)
	}
	d.Sections[0].Warn, d.Sections[1].Alert = &mark, &mark
	want := []edition.Line{{Tag: edition.TagOK, Rest: "All 2 numbers within their marks, 3 of 3 queries ok."}}
	if diff := cmp.Diff(want, edition.New(d).Lines); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestNew_hide_empty(t *testing.T) {
	t.Parallel()
	d := rendertest.Documents()["empty"]
	for i := range d.Sections {
		d.Sections[i].HideEmpty = true
	}
	if e := edition.New(d); len(e.Sections) != 0 || len(e.Nothing) != 1 || e.Nothing[0].Title != "Only pointers" {
		t.Errorf("sections %+v, nothing to show %+v: want only the one whose query gave rows", e.Sections, e.Nothing)
	}
}

// A section says which number an empty result has; without that it has none.
func TestNew_empty(t *testing.T) {
	t.Parallel()
	zero := 0.0
	d := &fanlight.Document{Queries: []fanlight.QueryResult{{ID: "a", State: fanlight.Empty}}, Sections: []report.Section{
		{Title: "0", Query: "a", Show: report.ShowNumber, Value: "n", Empty: &zero}, {Title: "none", Query: "a", Show: report.ShowNumber, Value: "n"},
	}}
	e := edition.New(d)
	if n := e.Sections[0].Number; n.Value != "0" || n.Empty {
		t.Errorf("with empty: 0 the section shows %+v", n)
	}
	if n := e.Sections[1].Number; n.Value != "no data" || !n.Empty {
		t.Errorf("without it the section shows %+v", n)
	}
}

// At most six first lines are shown, the worst ones.
func TestNew_many_lines(t *testing.T) {
	t.Parallel()
	d := rendertest.Documents()["classic"]
	mark, err := report.ParseMark("> 0", "")
	if err != nil {
		t.Fatal(err)
	}
	warned := d.Sections[0]
	warned.Warn = &mark
	d.Sections = nil
	for range 8 {
		d.Sections = append(d.Sections, warned)
	}
	lines := edition.New(d).Lines
	if n := len(lines); n != 6 || lines[5].Text() != "… 3 further lines, in the report below" {
		t.Errorf("%d lines, the last: %+v", n, lines[n-1])
	}
}
