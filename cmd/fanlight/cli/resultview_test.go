package cli

import (
	"bytes"
	"strings"
	"testing"

	"github.com/fanlight/fanlight/pkg/cwli"
)

func TestResultView_write(t *testing.T) {
	t.Parallel()
	long := strings.Repeat("abcdefghi ", 50)
	result := cwli.Result{Columns: []string{"n", "@message", "@ptr"}, Rows: [][]cwli.Field{
		{{Name: "n", Value: "7"}, {Name: "@message", Value: long}, {Name: "@ptr", Value: "1"}},
		{{Name: "n", Value: "10"}, {Name: "@ptr", Value: "2"}},
	}}
	for name, c := range map[string]struct {
		format       string
		wide         bool
		lines, least int // of the output; of the longest line, in bytes
		note, first  string
	}{
		"table":      {"table", false, 7, 80, "1 value is shortened (--wide shows it whole)", " n  @message"},
		"wide table": {"table", true, 4, 500, "", " n  @message"},
		"csv":        {"csv", false, 3, 500, "", "n,@message"},
		"json":       {"json", false, 4, 500, "", "["},
		"ndjson":     {"ndjson", false, 2, 500, "", `{"n": "7", "@message": "` + long + `", "@ptr": "1"}`},
	} {
		var out bytes.Buffer
		var err screen
		s := onTerminal(&out, &err, nil)
		view := resultView{s: &s, format: &c.format, wide: c.wide}
		if failed := view.write(result, false); failed != nil {
			t.Fatal(failed)
		}
		lines := strings.Split(strings.TrimSuffix(out.String(), "\n"), "\n")
		longest := 0
		for _, line := range lines {
			longest = max(longest, len([]rune(line)))
		}
		if view.left.String() != c.note || lines[0] != c.first || len(lines) != c.lines || longest < c.least || c.note != "" && longest > 80 {
			t.Errorf("%s: left out %q, %d lines of at most %d columns:\n%s", name, view.left, len(lines), longest, out.String())
		}
	}
}
