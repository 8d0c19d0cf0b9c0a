package source

import (
	"testing"

	"github.com/fanlight/fanlight/pkg/report"
)

// A value is put into the parsed text: it cannot become YAML, and is not
// expanded again.
func TestScalar_expand(t *testing.T) {
	t.Parallel()
	r := mustLoad(t, edit(t, "window: 24h", "title: ${evil}\nmax_rows: ${rows}\nwindow: ${window}"),
		Values{"evil": "x, max_rows: 1 # ${rows} $$", "rows": "7", "window": "day"})
	if r.Title != "x, max_rows: 1 # ${rows} $$" || r.MaxRows != 7 || r.Window.Calendar != report.Day {
		t.Errorf("title %q, max_rows %d, window %+v", r.Title, r.MaxRows, r.Window)
	}
}

func TestScalar_expand_escapes(t *testing.T) {
	t.Parallel()
	r := mustLoad(t, edit(t, "  calls: { query: stats count(*) as calls }", "  calls: { query: \"filter a = '$$'\" }\nsections:\n  - { title: \"$$5 $ and $${env}\", query: calls }"), DefaultValues())
	if r.Sections[0].Title != "$5 $ and ${env}" || r.Queries[0].Text != "filter a = '$$'" {
		t.Errorf("title %q, query %q", r.Sections[0].Title, r.Queries[0].Text)
	}
}
