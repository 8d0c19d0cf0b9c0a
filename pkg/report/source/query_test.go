package source

import (
	"reflect"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/fanlight/fanlight/pkg/report"
)

func TestBuilder_readQueries(t *testing.T) {
	t.Parallel()
	r := mustLoad(t, edit(t, "  calls: {", "  zulu: { query: fields a, max_rows: 5, max_scan: 1GB, max_bytes: 2MB, log_groups: [/b] }\n  calls: {"), nil)
	want := []report.Query{
		{ID: "zulu", Text: "fields a", LogGroups: []string{"/b"}, MaxRows: 5, MaxScan: 1e9, MaxBytes: 2e6, Shape: &report.Shape{Columns: []string{"a"}}},
		{ID: "calls", Text: "stats count(*) as calls", LogGroups: []string{"/aws/lambda/bot"}, MaxRows: 10_000},
	}
	if diff := cmp.Diff(want, r.Queries); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if !reflect.DeepEqual(r.Sections[0], report.Section{Title: "zulu", Query: "zulu", Show: report.ShowTable}) {
		t.Errorf("events are shown as %+v", r.Sections[0])
	}
}

// What the engine here cannot run is checked whole, and noted.
func TestBuilder_readQueries_that_run_only_on_AWS(t *testing.T) {
	t.Parallel()
	for query, want := range map[string]string{
		"fields ms | outlier ms":             "5:32: query: `outlier` is not supported here (the query runs only on AWS)",
		"fields a | lookup names a OUTPUT b": "5:31: query: `lookup` reads a table of the account, which `fanlight run` does not have (the query runs only on AWS)",
		"sessionize user maxspan 30m":        "5:20: query: `sessionize` is not supported here (the query runs only on AWS)",
		"fields a | join left=l right=r where l.a=r.a (SOURCE logGroups(namePrefix: [\"/a\"], class: [\"INFREQUENT_ACCESS\"]) | fields a)": "5:66: query: `SOURCE` with classes other than STANDARD is not supported here (the query runs only on AWS)",
		"parse @message /(?<a>" + strings.Repeat("a{1000}", 11) + ")/ | stats count(*) as n":                                               "5:35: query: a regular expression that repeats to 11000 characters, more than 10000, is not supported (the query runs only on AWS)",
	} {
		expectNotes(t, query, "", want)
	}
}

// What both the service and the engine run has no note: look-around, queries in
// parentheses, several stats.
func TestBuilder_readQueries_of_the_whole_language(t *testing.T) {
	t.Parallel()
	for _, query := range []string{
		`filter @message like /^(?!.*(START|END)).*$/`,
		`filter @message like /(\w)\1/`,
		`parse @message "* [*] *" as at, level, text | stats count(*) as n by level | stats max(n)`,
		`filter id in (SOURCE "/app" | filter level = "E" | fields id)`,
		`fields a | join left=l right=r where l.a=r.a (SOURCE logGroups(namePrefix: ["/app"]) | fields a)`,
		`dedup user | limit any 5`,
		`stats count(*) as n # calls`,
	} {
		expectNotes(t, query, "")
	}
}

// expectNotes loads a report with one query, which begins at 5:20, and more keys of the
// report.
func expectNotes(t *testing.T, query, keys string, want ...string) {
	t.Helper()
	src := "report: daily\nwindow: 24h\nlog_groups: [/app]\nqueries:\n  calls: { query: '" + strings.ReplaceAll(query, "'", "''") + "' }\n" +
		"deliver: [ { stdout: {} } ]\n" + keys
	_, notes, err := loadText(src, DefaultValues(), Options{})
	if err != nil {
		t.Errorf("%s: error %v", query, err)
	}
	var got []string
	for _, n := range notes {
		got = append(got, strings.TrimPrefix(n.String(), "report.yaml:"))
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("%s (-want +got):\n%s", query, diff)
	}
}
