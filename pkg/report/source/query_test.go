package source

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/fanlight/fanlight/pkg/report"
)

func TestBuilder_readQueries(t *testing.T) {
	t.Parallel()
	r := mustLoad(t, edit(t, "  calls: {", "  zulu: { query: fields a, max_rows: 5, max_scan: 1GB, max_bytes: 2MB, log_groups: [/b] }\n  calls: {"), nil)
	want := []report.Query{
		{ID: "zulu", Text: "fields a", LogGroups: []string{"/b"}, MaxRows: 5, MaxScan: 1e9, MaxBytes: 2e6},
		{ID: "calls", Text: "stats count(*) as calls", LogGroups: []string{"/aws/lambda/bot"}, MaxRows: 10_000},
	}
	if diff := cmp.Diff(want, r.Queries); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if r.Sections[0] != (report.Section{Title: "zulu", Query: "zulu", Show: report.ShowTable}) {
		t.Errorf("events are shown as %+v", r.Sections[0])
	}
}

func TestBuilder_readQueries_that_only_AWS_checks(t *testing.T) {
	t.Parallel()
	const src = `report: daily
window: 24h
log_groups: [/aws/lambda/bot]
queries:
  calls: { query: 'parse @message "* *" as a, b | stats count(*) as n' }
deliver:
  - stdout: {}
`
	r, notes, err := loadText(src, DefaultValues(), Options{})
	if err != nil || len(notes) != 1 {
		t.Fatalf("notes %v, error %v", notes, err)
	}
	const want = "report.yaml:5:20: query: `parse` is not supported yet (the query is checked only on AWS)"
	if got := notes[0].String(); got != want || r.Sections[0].Show != report.ShowTable {
		t.Errorf("note %q, section %+v", got, r.Sections[0])
	}
}
