package importer_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/fanlight/fanlight/pkg/report/source"
)

// Names and texts of an export are anybody's. None becomes YAML, a value or a comment's end.
func TestImport_hostile(t *testing.T) {
	t.Parallel()
	for _, name := range []string{
		"x: y", "a\nreport: other", "${env}", "$${env} ${", "\u202eevil", "# no", "- a", "\"'", "\\", "{{each}}", "\x00\x1b[31m", strings.Repeat("long ", 100),
	} {
		saved, err := json.Marshal(map[string]any{"queryDefinitions": []any{map[string]any{
			"name": name + "/" + name, "queryString": "stats count(*) as n", "logGroupNames": []string{"/a"},
		}}})
		if err != nil {
			t.Fatal(err)
		}
		scheduled, err := json.Marshal(map[string]any{"name": name, "description": name, "queryString": "stats count(*) as n", "logGroupIdentifiers": []string{"/a"}, "scheduleExpression": name, "timezone": name})
		if err != nil {
			t.Fatal(err)
		}
		r := imported(t, string(saved), string(scheduled))
		if len(r.Reports) != 2 || len(r.Lost) > 0 {
			t.Errorf("%q: %s", name, summary(r))
		}
		written(t, r)
	}
}

// A title is shown as the export has it.
func TestImport_titles(t *testing.T) {
	t.Parallel()
	r := imported(t, `{"queryDefinitions":[{"name":"costs/${env} in $ # \"a\"","queryString":"stats count(*) as n","logGroupNames":["/a"]}]}`)
	files, _, err := source.Read("costs.yaml", r.Reports[0].Content, source.DefaultValues(), source.Options{})
	if err != nil || files[0].Report.Sections[0].Title != `${env} in $ # "a"` {
		t.Errorf("%v, %v\n%s", err, files, r.Reports[0].Content)
	}
}

// A text that a block of YAML cannot hold is written in quotes.
func TestImport_texts(t *testing.T) {
	t.Parallel()
	for _, text := range []string{"fields a\n\n\n| limit 3", "  fields a # b ", "filter a = '\u00a0'", "# first\nfields a", "fields a\r\n| limit 3", "filter a like /\\t: \"/", "filter a = 'x: {y}'\n\t| limit 1"} {
		document, err := json.Marshal(map[string]any{"queryDefinitions": []any{map[string]any{"name": "x", "queryString": text, "logGroupNames": []string{"/a"}}}})
		if err != nil {
			t.Fatal(err)
		}
		r := imported(t, string(document))
		if got := written(t, r); len(got) != 1 || got[0].Text != plain(text) {
			t.Errorf("%q: %q, %s", text, got, summary(r))
		}
	}
}
