package cwlitest

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/fanlight/fanlight/pkg/golden"
)

const sample = `# a comment
case one
# source: recorded, a README
#   and the same in another
# shown twice

log app
	2026-01-01T00:00:01Z one
	2026-01-01T00:00:02.5Z $"a\tb\n"
and log 123456789012:other s/1
	2026-01-01T00:00:03+01:00 two
table users
	id,name
	1,ann
window 2026-01-01T00:00:00Z 2026-01-02T00:00:00Z

query
	fields a
	| limit 1
rows
	{"a": "1", "b\"": "x"}
	{}
# not a part of the source
query
	parse a
unsupported 0 5
	not yet

case two
# source: by hand, counted
file a.log
	one
	$"two"
	$"\r\nthree"
and file b.log
query
	x
rows any order within 0.5%
	{"a": "2"}
	{"a": "1"}
log
	2026-01-01T00:00:01Z one
query
refused
`

func TestParse(t *testing.T) {
	t.Parallel()
	const at = 1767225600000 // 2026-01-01T00:00:00Z
	first := Input{
		Query: "fields a\n| limit 1",
		Events: []Event{
			{at + 1000, "app", "stream", "one", "ptr0"},
			{at + 2500, "app", "stream", "a\tb\n", "ptr1"},
			{at - 3597000, "123456789012:other", "s/1", "two", "ptr2"},
		},
		Tables: map[string]string{"users": "id,name\n1,ann\n"},
		Start:  at / 1000, End: at/1000 + 86400,
	}
	second := first
	second.Query = "parse a"
	want := []*scriptCase{
		{"one", 2, source{Recorded, "a README and the same in another shown twice"}, []step{
			{17, first, answer{verb: "rows", rows: [][]Field{{{"a", "1"}, {`b"`, "x"}}, nil}}},
			{24, second, answer{verb: "unsupported", place: "0 5", reason: "not yet"}},
		}},
		{"two", 29, source{ByHand, "counted"}, []step{
			{36, Input{Query: "x", Files: []File{{"a.log", "one\ntwo\r\nthree"}, {"b.log", ""}}},
				answer{verb: "rows", rows: rows("1", "2"), anyOrder: true, within: 0.005}},
			{43, Input{Events: []Event{{at + 1000, "", "stream", "one", "ptr0"}}}, answer{verb: "refused"}},
		}},
	}
	got, err := parse(sample)
	if diff := cmp.Diff(want, got, cmp.AllowUnexported(scriptCase{}, source{}, step{}, answer{})); diff != "" || err != nil {
		t.Errorf("error %v (-want +got)\n%s", err, diff)
	}
	if again, err := parse(strings.ReplaceAll(sample, "\n", "\r\n")); err != nil || len(again) != len(got) {
		t.Errorf("with CRLF: %d cases, %v, want %d", len(again), err, len(got))
	}
}

// mistakes are scripts that are refused. ¶ begins a line of a block's text.
var mistakes = []string{
	"\n# x\n¶fields a",
	"log app",
	"case",
	"case x\n¶text",
	"HEAD\ncase y\n# source: by hand, counted\nquery\nrows",
	"case x\nlog app",
	"case x\n# source: guessed, a page",
	"case x\n# source: recorded",
	"HEAD\n# source: by hand, counted again",
	"HEAD\nquery\n¶fields a\nrows\ncase x",
	"HEAD\nqery\n¶fields a",
	"HEAD\nlog app\n¶2026 x",
	"HEAD\nlog app\n¶2026-01-01T00:00:00Z $\"x",
	"HEAD\nfile a/b",
	"HEAD\nfile a\n¶$\"x",
	"HEAD\ntable users",
	"HEAD\nwindow 2026-01-01T00:00:00Z",
	"HEAD\nwindow 2026-01-02T00:00:00Z 2026-01-01T00:00:00Z",
	"HEAD\nquery\n¶fields a",
	"HEAD\nquery\n¶fields a\nquery\n¶fields b",
	"HEAD\nrows",
	"HEAD\nquery\n¶fields a\nrows in order",
	"HEAD\nquery\n¶fields a\nrows within 1",
	"HEAD\nquery\n¶fields a\nrows within -1%",
	"HEAD\nquery\n¶fields a\nrows\n¶{\"a\": 1}",
	"HEAD\nquery\n¶fields a\nrows\n¶{\"a\": null}",
	"HEAD\nquery\n¶fields a\nrows\n¶{\"a\": \"1\"} x",
	"HEAD\nquery\n¶fields a\nerror 0",
	"HEAD\nquery\n¶fields a\nerror 0 9",
	"HEAD\nquery\n¶fields a\nerror 3 2",
	"HEAD\nquery\n¶fields a\nrefused here",
	"HEAD\nquery\n¶fields a\naccepted\n¶{}",
}

func TestParse_mistakes(t *testing.T) {
	t.Parallel()
	text := strings.NewReplacer("HEAD", "case x\n# source: by hand, counted", "¶", "\t")
	var b strings.Builder
	for _, mistake := range mistakes {
		script := text.Replace(mistake)
		_, err := parse(script)
		if err == nil {
			t.Errorf("parse(%q): no error", script)
		}
		fmt.Fprintf(&b, "%s\n=> %v\n\n", script, err)
	}
	golden.Compare(t, "testdata/mistakes.golden", b.String())
}
