package source

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/fanlight/fanlight/pkg/cwli/syntax"
	"github.com/fanlight/fanlight/pkg/report"
)

func TestSources(t *testing.T) {
	t.Parallel()
	const arn = "arn:aws:logs:eu-west-1:123456789012:log-group:/x"
	for query, want := range map[string]report.Sources{
		`fields a`:                           {},
		`SOURCE "/a" | fields a`:             {LogGroups: []string{"/a"}},
		`SOURCE "/a" | SOURCE "` + arn + `"`: {LogGroups: []string{"/a", arn}},
		`SOURCE logGroups(namePrefix: ["/aws/", "/b"]) dataSource(["amazon_vpc.flow"]) | fields a`: {Prefixes: []string{"/aws/", "/b"}},
		`SOURCE logGroups(namePrefix: ["/b"], class: ["INFREQUENT_ACCESS"]) | fields a`:            {Prefixes: []string{"/b"}},
		`SOURCE logGroups(accountIdentifier: ["111122223333", "444455556666"], namePrefix: ["/b", "/c"]) | fields a`: {
			Prefixes: []string{"111122223333:/b", "111122223333:/c", "444455556666:/b", "444455556666:/c"}},
		// by tag, for which a prefix is permission enough
		`SOURCE logGroupTags([{"key": "team", "values": ["b", "a"]}, {"key": "env", "values": ["c"]}]) | fields a`: {Tags: []report.Tags{{"team": {"a", "b"}, "env": {"c"}}}},
		`SOURCE logGroups(class: ["INFREQUENT_ACCESS"]) logGroupTags([{"key": "team", "values": ["a"]}])`:          {Tags: []report.Tags{{"team": {"a"}}}},
		`SOURCE logGroups(namePrefix: ["/b"]) logGroupTags([{"key": "team", "values": ["!a*"]}]) | fields a`:       {Prefixes: []string{"/b"}},
		// in parentheses
		`filter id in (SOURCE "/b" | fields id)`:                                                {LogGroups: []string{"/b"}},
		`SOURCE "/a" | filter id in (SOURCE logGroups(namePrefix: ["/b"]) | fields id)`:         {LogGroups: []string{"/a"}, Prefixes: []string{"/b"}},
		`fields a | join left=l right=r where l.a=r.a (SOURCE "/b" | fields a)`:                 {LogGroups: []string{"/b"}},
		`stats count(*) as n by a | appendcols (SOURCE "/b" | stats count(*) as m)`:             {LogGroups: []string{"/b"}},
		`SOURCE "/a" | parse @message /(?<a>` + strings.Repeat("a{1000}", 11) + `)/ | fields a`: {LogGroups: []string{"/a"}}, // not parsed whole
		`filter @message like /` + strings.Repeat("a{1000}", 11) + `/`:                          {},
		`filtr`: {},
	} {
		if diff := cmp.Diff(want, Sources(query)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", query, diff)
		}
	}
}

// No query in parentheses is left out, whatever command it is in.
func TestSources_in_every_command(t *testing.T) {
	t.Parallel()
	for _, query := range []string{
		"filter IN", "filterIndex IN", "filter not (a = 1 or IN)", "fields if(IN, 1, 2) as x", "display IN as x", "pattern if(IN, b, c)",
		"stats sum(if(IN, 1, 0)) as n", "stats count(*) by if(IN, 1, 0) as x", "stats count(*) by bin(1h), if(IN, 1, 0) as x offset 1h",
		"relevantfields a where IN", "search IN",
		"fields a | join left=l right=r where l.a=r.a (SOURCE '/b')", "stats count(*) as n | appendcols (SOURCE '/b' | stats count(*) as m)",
	} {
		query = strings.ReplaceAll(query, "IN", "a in (SOURCE '/b' | fields a)")
		_, err := syntax.Parse(query)
		if got := Sources(query).LogGroups; err != nil || !slices.Equal(got, []string{"/b"}) {
			t.Errorf("%s: log groups %q, error %v, want /b", query, got, err)
		}
	}
}

// A query that begins with SOURCE has no log groups of the report, and needs none.
func TestBuilder_readQueryGroups(t *testing.T) {
	t.Parallel()
	const src = "report: daily\nwindow: 24h\nGROUPSdeliver: [ { stdout: {} } ]\nqueries:\n" +
		"  sourced: { query: 'SOURCE \"/a\" | stats count(*) as n' }\n" +
		"  behind: { query: \"# SOURCE\\n source logGroups(namePrefix: ['/b'])\" }\n" +
		"  plain: { query: 'filter id in (SOURCE \"/c\" | fields id)', log_groups: [/own] }\n"
	for _, groups := range []string{"", "log_groups: [/app]\n"} {
		r, notes, err := loadText(strings.Replace(src, "GROUPS", groups, 1), nil, Options{})
		if err != nil {
			t.Fatal(err)
		}
		var got [][]string
		for _, q := range r.Queries {
			got = append(got, q.LogGroups)
		}
		if diff := cmp.Diff([][]string{nil, nil, {"/own"}}, got); diff != "" {
			t.Errorf("%q: log groups (-want +got):\n%s", groups, diff)
		}
		if unread := len(notes) == 1 && notes[0].String() == "report.yaml:3:13: no query reads the log_groups of the report: each names its own (leave them out)"; unread != (groups != "") {
			t.Errorf("%q: notes %v", groups, notes)
		}
	}
}

func TestBuilder_noteUnreadGroups(t *testing.T) {
	t.Parallel()
	const unread = "3:13: no query reads the log_groups of the report: each names its own (leave them out)"
	expectNotes(t, `SOURCE "/a" | fields a`, "", unread)
	expectNotes(t, `fields a`, "")
}

// A SOURCE in parentheses needs no log groups of the report: its own are granted.
func TestQueryText_checkSources(t *testing.T) {
	t.Parallel()
	for _, query := range []string{
		`filter id in (SOURCE "/other" | fields id)`,
		`filter id in (SOURCE "arn:aws:logs:eu-west-1:123456789012:log-group:/x" | fields id)`,
		`filter id in (SOURCE logGroups(namePrefix: ["/lambda"]) | fields id)`,
		`fields a | join left=l right=r where l.a=r.a (SOURCE "/other" | fields a)`,
		`stats count(*) as n by a | appendcols (SOURCE "/other" | stats count(*) as m)`,
	} {
		expectNotes(t, query, "")
	}
}

func TestQueryText_noteSourceTimes(t *testing.T) {
	t.Parallel()
	expectNotes(t, `filter id in (SOURCE "/a" start=-1d | fields id)`, "",
		"5:34: query: `SOURCE` with `start` or `end`: AWS does not document whether they replace the report's window (leave them out)")
}
