package logfile_test

import (
	"strings"
	"testing"

	"github.com/fanlight/fanlight/pkg/cwli"
	"github.com/fanlight/fanlight/pkg/logfile"
)

// TestSet_Each_front_of_JSON reads files that begin within printed JSON.
func TestSet_Each_front_of_JSON(t *testing.T) {
	t.Parallel()
	const object, note = `{"eventTime":"2026-01-01T10:00:00Z","n":1}`, "1 event cut off at the front, with the time of the next one"
	runFileTests(t, logfile.Options{}, []fileTest{
		{"a document and a line", " \"x\"}\n    ]\n}\n" + object + "\n", []string{"10:00:00.000  \"x\"}\n    ]\n}", "10:00:00.000 " + object}, note},
		{"printed objects", "lue\",\n  \"n\": 0\n}\n{\n  \"time\": \"2026-01-01T10:00:00Z\"\n}\n", []string{"10:00:00.000 lue\",\n  \"n\": 0\n}", `10:00:00.000 {"time":"2026-01-01T10:00:00Z"}`}, note},
		{"no JSON", "  level: 'info'\n}\n" + startLine + "\n", []string{"10:00:00.000   level: 'info'", "10:00:00.000 }", "10:00:00.000 " + startLine}, ""},
		{"a line with a time", startLine + "\n  \"a\"\n}\n", []string{"10:00:00.000 " + startLine, "10:00:00.000   \"a\"", "10:00:00.000 }"}, ""},
	})
	var trail strings.Builder
	for range 1000 {
		trail.WriteString("    {\n      \"eventTime\": \"2026-01-01T10:00:00Z\",\n      \"n\": 1\n    },\n")
	}
	for name, records := range map[string]string{"short": trail.String()[500:1000], "long": trail.String()[20:]} {
		err := open(t, folder(t, map[string]string{"f": records + "    {\n    }\n  ]\n}\n"})).Each(t.Context(), "", func(*cwli.Event) error { return nil })
		if err == nil || !strings.Contains(err.Error(), "this is the rest of a JSON document whose start is missing: export it again") {
			t.Errorf("%s: %v, want a refusal", name, err)
		}
	}
}
