package source

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/fanlight/fanlight/pkg/report"
)

// withEach returns the small report with a for_each on its query.
func withEach(t testing.TB, items, text string) string {
	return edit(t, "{ query: stats count(*) as calls }", "\n    for_each: "+items+"\n    query: '"+text+"'")
}

// Items stand as they are written: numbers, words of YAML 1.1, values of the environment.
func TestReadItems(t *testing.T) {
	t.Parallel()
	r := mustLoad(t, withEach(t, `[acme, 1.50, yes, "${region}-1", 2026-01-02, "# x"]`, `filter t = "{{each}}{{ each }}"`), Values{"region": "eu"})
	var got []string
	for _, q := range r.Queries {
		got = append(got, q.ID+": "+q.Text)
	}
	want := []string{
		`calls_acme: filter t = "acmeacme"`, `calls_1_50: filter t = "1.501.50"`, `calls_yes: filter t = "yesyes"`,
		`calls_eu_1: filter t = "eu-1eu-1"`, `calls_2026_01_02: filter t = "2026-01-022026-01-02"`, `calls_x: filter t = "# x# x"`,
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}

func TestValidItem(t *testing.T) {
	t.Parallel()
	for s, want := range map[string]bool{
		"acme": true, "Acme & Söhne, Ltd.": true, "\u202e": true, strings.Repeat("ü", 200): true,
		" a": false, "a\t": false, "a\nb": false, "a\x00": false, strings.Repeat("a", 201): false,
	} {
		if validItem(s) != want {
			t.Errorf("%q: %t", s, !want)
		}
	}
}

// An item is a part of one text: what it has of YAML's marks, of ${names} and of {{each}}
// stands for itself.
func TestScalar_expand_items(t *testing.T) {
	t.Parallel()
	for _, hostile := range []string{`a", "b`, `], x: [`, `'`, `a: b`, `${env}`, `$${each}`, `{{each}}`, `<b>`, `*`, `- x`} {
		src := withEach(t, "[a, '"+strings.ReplaceAll(strings.ReplaceAll(hostile, "'", "''"), "$", "$$")+"']", "stats count(*) as calls # {{each}}") +
			"sections: [ { title: 'Of {{each}}!', query: calls } ]\n"
		r, _, err := loadText(src, DefaultValues(), Options{})
		if err != nil {
			t.Fatalf("%s: %v", hostile, err)
		}
		if got := r.Sections[1].Title; got != "Of "+hostile+"!" {
			t.Errorf("%s makes the title %s", hostile, got)
		}
		if got := r.Queries[1].Text; got != "stats count(*) as calls # "+hostile {
			t.Errorf("%s makes the query %s", hostile, got)
		}
	}
}

func TestScalar_noteEach(t *testing.T) {
	t.Parallel()
	_, notes, err := loadText(edit(t, "window:", "title: 'Of {{each}}'\nwindow:"), DefaultValues(), Options{})
	if err != nil || len(notes) != 1 || !strings.HasPrefix(notes[0].String(), "report.yaml:3:8: title: {{each}} stands for itself") {
		t.Errorf("notes %v, error %v", notes, err)
	}
}

// What makes a file too large, or too many queries, is refused before it is read.
func TestItems_fit(t *testing.T) {
	t.Parallel()
	var many strings.Builder
	for i := range report.MaxQueries {
		fmt.Fprintf(&many, "i%d, ", i)
	}
	list := "[" + many.String() + "]"
	two := func(src string) string {
		return strings.Replace(src, "deliver:", "  more: { query: limit 5 }\ndeliver:", 1)
	}
	for name, c := range map[string]struct{ src, want string }{
		"size of a query":  {withEach(t, list, "# {{each}} "+strings.Repeat("x", 4000)), "report.yaml:7:15: for_each makes the file too large: want at most 16 MiB when the text is repeated for each item"},
		"size of a report": {edit(t, "window: 24h", "window: 24h\nfor_each: "+list+"\nparameters: { x: '{{each}}"+strings.Repeat("x", 4000)+"' }"), "report.yaml:4:11: for_each makes the file too large"},
		"items":            {withEach(t, "[x, "+list[1:], "limit 5 # {{each}}"), "report.yaml:7:15: invalid for_each: want at most 10000 items, not 10001"},
		"queries":          {two(strings.Replace(withEach(t, list, "limit 5 # {{each}}"), "queries:", "queries:\n  first: { query: limit 1 }", 1)), "report.yaml:8:15: for_each makes at least 10001 queries of the report: want at most 10000 (split the report)"},
		"queries of reports": {two(edit(t, "window: 24h", "window: 24h\ntitle: 'a {{each}}'\nfor_each: ["+many.String()[:60_000]+"]")),
			"queries in all reports: want at most 10000 (split the list)"},
	} {
		_, _, err := loadText(c.src, DefaultValues(), Options{})
		if err == nil || !strings.Contains(err.Error(), c.want) || strings.Count(err.Error(), "\n") > 0 {
			t.Errorf("%s: error %.300v, want %s", name, err, c.want)
		}
	}
}

// The most queries that a report may have can be made by one for_each.
func TestBuilder_readEach_most(t *testing.T) {
	t.Parallel()
	var many []string
	for i := range report.MaxQueries {
		many = append(many, fmt.Sprintf("tenant-%d", i))
	}
	r := mustLoad(t, withEach(t, "["+strings.Join(many, ", ")+"]", `filter t = "{{each}}" | stats count(*) as n`), DefaultValues())
	last := r.Queries[report.MaxQueries-1]
	if len(r.Queries) != report.MaxQueries || last.ID != "calls_tenant_9999" || !strings.Contains(last.Text, `"tenant-9999"`) || len(r.Sections) != report.MaxQueries {
		t.Errorf("%d queries, the last %+v", len(r.Queries), last)
	}
}

func TestItems_names(t *testing.T) {
	t.Parallel()
	all := items{all: []*item{{scalar: scalar{text: "a"}}, {scalar: scalar{text: "b"}}}}
	if got := all.names(); !slices.Equal(got, []string{"a", "b"}) {
		t.Errorf("%q", got)
	}
}
