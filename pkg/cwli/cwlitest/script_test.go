package cwlitest

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/fanlight/fanlight/pkg/cwli"
)

const script = `# a comment
log app
	2026-01-01T00:00:01Z one
	2026-01-01T00:00:02.5Z {"two": 2}

query
	fields a
	| limit 1
rows
	{"a": "1", "b\"": "x"}
	{}

query
	parse a
unsupported 0 5
	not yet
`

func TestParse(t *testing.T) {
	t.Parallel()
	at := time.Date(2026, 1, 1, 0, 0, 1, 0, time.UTC).UnixMilli()
	events := []cwli.Event{
		{Timestamp: at, Group: "app", Stream: "stream", Message: []byte("one"), Ptr: "ptr0"},
		{Timestamp: at + 1500, Group: "app", Stream: "stream", Message: []byte(`{"two": 2}`), Ptr: "ptr1"},
	}
	want := []step{
		{6, "fields a\n| limit 1", events, answer{"rows", "", "{\"a\": \"1\", \"b\\\"\": \"x\"}\n{}"}},
		{13, "parse a", events, answer{"unsupported", "0 5", "not yet"}},
	}
	got, err := parse(script)
	if diff := cmp.Diff(want, got, cmp.AllowUnexported(step{}, answer{})); diff != "" || err != nil {
		t.Errorf("error %v (-want +got)\n%s", err, diff)
	}
}

func TestParse_mistakes(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"\n# x\n\tfields a": "2: invalid first line: want a block such as log",
		"log\n\t2026 x":     `2: invalid event "2026 x": want a time such as 2026-01-31T12:30:00Z, a space and the message`,
		"qery\n\tfields a":  `1: unknown block "qery": want log, query, rows, error or unsupported`,
	} {
		if _, err := parse(text); err == nil || err.Error() != want {
			t.Errorf("parse(%q) = %v, want %s", text, err, want)
		}
	}
}

func TestFormat(t *testing.T) {
	t.Parallel()
	rows := [][]cwli.Field{{{Name: "b", Value: "1"}, {Name: `a"`, Value: "ä\n"}}, nil}
	if got, want := format(rows), "{\"b\": \"1\", \"a\\\"\": \"ä\\n\"}\n{}"; got != want {
		t.Errorf("format = %s, want %s", got, want)
	}
}
