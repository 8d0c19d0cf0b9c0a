package logfile_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/fanlight/fanlight/pkg/cwli"
	"github.com/fanlight/fanlight/pkg/logfile"
)

// TestSet_Each_printed reads JSON, and what looks like JSON, on several lines.
func TestSet_Each_printed(t *testing.T) {
	t.Parallel()
	runFileTests(t, logfile.Options{}, []fileTest{
		{"an object", between("{", `  "a": [`, "    1", "  ]", "}"), betweenWant(`{"a":[1]}`), ""},
		{"a list", between("[", `  {`, `    "id": 1`, "  }", "]"), betweenWant(`[{"id":1}]`), ""},
		{"objects without a line end between them", between("{", ` "a": 1`, "}{", ` "a": 2`, "}"), betweenWant(`{"a":1}`, `{"a":2}`), ""},
		{"what util.inspect prints", between("{", "  level: 'info'", "}"), betweenWant("{", "  level: 'info'", "}"), ""},
		{"what has no end", between("{", "  foo [ bar"), betweenWant("{", "  foo [ bar"), ""},
		{"an object that is cut", between(`{`, `  "a": [`), betweenWant("{", `  "a": [`), ""},
		{"an object with text after it", between("{", `  "a": 1`, "} x"), betweenWant("{", `  "a": 1`, "} x"), ""},
		{"an object that the end of the file cuts", startLine + "\n{\n  \"a\": 1,\n  \"b\"", []string{"10:00:00.000 " + startLine, "10:00:00.000 {\n  \"a\": 1,\n  \"b\""}, "1 event cut off before its end"},
	})
}

// TestSet_Each_printed_too_long reads JSON that is longer than an event may be.
func TestSet_Each_printed_too_long(t *testing.T) {
	t.Parallel()
	list := "[\n" + strings.Repeat("  1,\n", 1<<18)
	for content, want := range map[string]string{startLine + "\n" + list: "f:2: the JSON that begins here has more than 1048576 bytes",
		list: "f:1: invalid log file: this is a JSON document of more than 1 MiB that has no time at its start: see --time-field"} {
		err := open(t, folder(t, map[string]string{"f": content})).Each(t.Context(), "", func(*cwli.Event) error { return nil })
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("Each = %v, want … %s", err, want)
		}
	}
}

// TestSet_Each_printed_from_a_pipe reads lines that overwrite each other in the buffers.
func TestSet_Each_printed_from_a_pipe(t *testing.T) {
	t.Parallel()
	cut := "{\n  \"a\": [\n" + strings.Repeat("    \"text\",\n", 5000) + "    \"end"
	events, err := readStdin(t, startLine+"\n{\n  \"a\": 1\n}{\n  \"b\": 2\n}\n"+cut)
	want := []event{{"10:00:00.000", "f", startLine}, {"10:00:00.000", "f", `{"a":1}`}, {"10:00:00.000", "f", `{"b":2}`}, {"10:00:00.000", "f", cut}}
	if diff := cmp.Diff(want, events); diff != "" || err != nil {
		t.Errorf("%v (-want +got)\n%s", err, diff)
	}
}
