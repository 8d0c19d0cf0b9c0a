package logfile_test

import (
	"strings"
	"testing"

	"github.com/fanlight/fanlight/pkg/cwli"
	"github.com/fanlight/fanlight/pkg/logfile"
)

// TestSet_Each_rows reads the rows of a query that the console downloads as JSON.
func TestSet_Each_rows(t *testing.T) {
	t.Parallel()
	const row = `{"@timestamp":"2026-01-01 10:00:00.000","@message":"REPORT RequestId: a\tDuration: 2.50 ms\t\n","@logStream":"s","@log":"123456789012:/aws/lambda/f","@ptr":"x"}`
	const structured = `{"@timestamp":"2026-01-01 10:00:01.000","@message":{"level":"info"}}`
	const ecs, selected = `{"@timestamp":"2026-01-01T10:00:02.000Z","@message":"a"}`, `{"@timestamp":"2026-01-01 10:00:03.000","@message":"a","level":"info"}`
	want := []string{"10:00:00.000 REPORT RequestId: a\tDuration: 2.50 ms\t\n", `10:00:01.000 {"level":"info"}`, "10:00:02.000 " + ecs, "10:00:03.000 " + selected}
	all := []string{row, structured, ecs, selected}
	runFileTests(t, logfile.Options{}, []fileTest{
		{"a list", "[" + strings.Join(all, ",") + "]", want, "rows of the console, time in `@timestamp`: 2 events"},
		{"lines", strings.Join(all, "\n"), want, "rows of the console, time in `@timestamp`: 2 events"},
	})
	err := open(t, folder(t, map[string]string{"f": row})).Each(t.Context(), "", func(e *cwli.Event) error {
		if e.Stream != "s" || e.Group != "/aws/lambda/f" {
			t.Errorf("stream %q, group %q", e.Stream, e.Group)
		}
		return nil
	})
	if err != nil {
		t.Error(err)
	}
}
