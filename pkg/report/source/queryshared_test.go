package source

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// sharedNotes returns the notes of a report with these queries, each a mapping.
func sharedNotes(t *testing.T, head string, queries ...string) (got []string) {
	t.Helper()
	var src strings.Builder
	src.WriteString("report: daily\nwindow: 24h\ndeliver: [ { stdout: {} } ]\n" + head + "queries:\n")
	for i, q := range queries {
		fmt.Fprintf(&src, "  q%d: { %s }\n", i+1, q)
	}
	_, notes, err := loadText(src.String(), DefaultValues(), Options{})
	if err != nil {
		t.Errorf("%.1000q: %v", queries, err)
	}
	for _, n := range notes {
		got = append(got, strings.TrimPrefix(n.String(), "report.yaml:"))
	}
	return got
}

const oneGroup = "log_groups: [/app]\n"

func TestBuilder_noteShared(t *testing.T) {
	t.Parallel()
	const end = "; each section says by `value` or `columns` what it shows)"
	for name, c := range map[string]struct {
		queries []string
		want    []string
	}{
		"two values": {
			[]string{"query: stats count(*) as calls", "query: 'stats avg(ms) as mean # of all'"},
			[]string{"7:16: query: each of q1, q2 scans the same log group: one query with 2 sections scans once (end it in `stats count(*) as calls, avg(ms) as mean`" + end},
		},
		"after the same filter, by the same": {
			[]string{
				"query: 'filter level=\"ERROR\" | stats count(*) as n by route, bin(1h)'",
				"query: 'filter level = \"ERROR\"  |  stats max(ms) by route,bin(1h)'",
				"query: 'filter level = \"ERROR\" | stats count(*) as n, min(ms) as least by route, bin(1h)'",
			},
			[]string{"7:16: query: each of q1, q2, q3 scans the same log group: one query with 3 sections scans once (end it in `stats count(*) as n, max(ms), min(ms) as least by route, bin(1h)`" + end},
		},
		"the same text": {
			[]string{"query: 'fields a | limit 5'", "query: fields   a |  limit 5", "query: stats count(*)", "query: stats  count(*)"},
			[]string{
				"7:16: query: each of q1, q2 scans the same log group: one query with 2 sections scans once (the sections of all may show one of them)",
				"9:16: query: each of q3, q4 scans the same log group: one query with 2 sections scans once (the sections of all may show one of them)",
			},
		},
		"the values of one are among those of another": {
			[]string{"query: 'stats count(*) as n, max(ms) as most'", "query: stats count(*) as n"},
			[]string{"7:16: query: each of q1, q2 scans the same log group: one query with 2 sections scans once (end it in `stats count(*) as n, max(ms) as most`" + end},
		},
		"other log groups": {[]string{"query: stats count(*) as n", "query: stats max(ms) as m, log_groups: [/b]"}, nil},
		"its own log groups, in another order": {
			[]string{"query: stats count(*) as n, log_groups: [/a, /b]", "query: stats max(ms) as m, log_groups: [/b, /a]"},
			[]string{"7:16: query: each of q1, q2 scans the same 2 log groups: one query with 2 sections scans once (end it in `stats count(*) as n, max(ms) as m`" + end},
		},
		"by SOURCE": {
			[]string{`query: 'SOURCE "/a" | stats count(*) as n'`, `query: 'SOURCE "/b" | stats max(ms) as m'`, `query: 'SOURCE "/a" | stats min(ms) as m'`},
			[]string{"4:13: no query reads the log_groups of the report: each names its own (leave them out)", "8:16: query: each of q1, q3 scans the same log groups: one query with 2 sections scans once (end it in `stats count(*) as n, min(ms) as m`" + end},
		},
		"other filters":      {[]string{"query: filter (a=1) | stats count(*) as n", "query: filter (a=0) | stats count(*) as n"}, nil},
		"other groups":       {[]string{"query: stats count(*) as n by a", "query: stats count(*) as n by b", "query: stats count(*) as n"}, nil},
		"other bins":         {[]string{"query: stats count(*) as n by bin(1h)", "query: stats max(ms) by bin(2h)"}, nil},
		"other bounds":       {[]string{"query: stats count(*) as n", "query: stats max(ms), max_rows: 5"}, nil},
		"commands after it":  {[]string{"query: stats count(*) as n by a | sort n", "query: stats max(ms) as m by a | sort m"}, nil},
		"the same name":      {[]string{"query: stats count(*) as n", "query: stats max(ms) as n"}, nil},
		"a field by a name":  {[]string{"query: stats count(*) as ms", "query: stats max(ms) as n"}, nil},
		"a name by a field":  {[]string{"query: stats max(ms) as n", "query: stats count(*) as ms"}, nil},
		"only AWS reads one": {[]string{"query: stats count(*) as n", "query: stats max(ms) as n | outlier n"}, []string{"7:37: query: `outlier` is not supported here (the query runs only on AWS)"}},
		"of a for_each":      {[]string{"for_each: [a, b], query: 'stats count(*) as n # {{each}}'"}, nil},
	} {
		if diff := cmp.Diff(c.want, sharedNotes(t, oneGroup, c.queries...)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
}

// What is hinted at is a query that AWS takes: it is not too long.
func TestBuilder_noteShared_long(t *testing.T) {
	t.Parallel()
	long := func(name string) string {
		return "query: stats max(" + strings.Repeat(name, 2_500) + ") as m" + name
	}
	got := sharedNotes(t, oneGroup, long("a"), long("b"), long("c"), long("d"))
	if len(got) != 1 || !strings.Contains(got[0], "each of q1, q2, q3 scans") || len(got[0]) > 1000 {
		t.Errorf("got %.2000q", got)
	}
}

func TestBuilder_noteShared_report_for_each(t *testing.T) {
	t.Parallel()
	got := sharedNotes(t, oneGroup+"for_each: [a, b]\n", `query: 'filter t = "{{each}}" | stats count(*) as n'`, `query: 'filter t = "{{each}}" | stats max(ms)'`)
	if len(got) != 1 || !strings.HasPrefix(got[0], "8:16: query: each of q1, q2 scans") {
		t.Errorf("got %q", got)
	}
}
