package cwli_test

import (
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/fanlight/fanlight/pkg/cwli"
	"github.com/fanlight/fanlight/pkg/cwli/syntax"
	"github.com/google/go-cmp/cmp"
)

// A script is a list of blocks. "log" gives the events, one a line, for the
// queries that follow: an ISO time, a space, the message; "log GROUP" names
// their group. "query" is followed by the text, and "rows" by one JSON object a
// row, or "error OFFSET END" by the message. A "#" starts a comment line.
func TestScripts(t *testing.T) {
	t.Parallel()
	files, err := filepath.Glob("testdata/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatalf("scripts: %v, %v", files, err)
	}
	for _, file := range files {
		t.Run(filepath.Base(file), func(t *testing.T) {
			t.Parallel()
			runScript(t, file)
		})
	}
}

func runScript(t *testing.T, file string) {
	var events []cwli.Event
	var query string
	for _, b := range blocks(t, file) {
		switch b.verb {
		case "log":
			events = parseEvents(t, b)
		case "query":
			query = b.body
		case "rows":
			if diff := diffLines(b.body, answer(query, events)); diff != "" {
				t.Errorf("%s:%d: %s\n(-want +got)\n%s", file, b.line, query, diff)
			}
		case "error":
			want := "error " + b.argument + "\n" + b.body
			if diff := diffLines(want, answer(query, events)); diff != "" {
				t.Errorf("%s:%d: %s\n(-want +got)\n%s", file, b.line, query, diff)
			}
		default:
			t.Fatalf("%s:%d: unknown block %q", file, b.line, b.verb)
		}
	}
}

func diffLines(want, got string) string {
	return cmp.Diff(strings.Split(want, "\n"), strings.Split(got, "\n"))
}

type block struct {
	verb, argument, body string
	line                 int
}

func blocks(t *testing.T, file string) (list []block) {
	t.Helper()
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	for i, line := range strings.Split(strings.TrimSpace(string(data)), "\n") {
		switch {
		case strings.HasPrefix(line, "\t"):
			last := &list[len(list)-1]
			last.body = strings.TrimPrefix(last.body+"\n"+line[1:], "\n")
		case line != "" && !strings.HasPrefix(line, "#"):
			verb, argument, _ := strings.Cut(line, " ")
			list = append(list, block{verb: verb, argument: argument, line: i + 1})
		}
	}
	return list
}

func parseEvents(t *testing.T, b block) (events []cwli.Event) {
	t.Helper()
	for i, line := range strings.Split(b.body, "\n") {
		stamp, message, _ := strings.Cut(line, " ")
		at, err := time.Parse(time.RFC3339, stamp)
		if err != nil {
			t.Fatalf("line %d: %v", b.line+1+i, err)
		}
		events = append(events, cwli.Event{Timestamp: at.UnixMilli(), Group: b.argument, Stream: "stream",
			Message: []byte(message), Ptr: "ptr" + string(rune('0'+i))})
	}
	return events
}

// answer runs the query and writes its rows, or its error, as scripts do.
func answer(query string, events []cwli.Event) string {
	q, err := cwli.Compile(query)
	var bad *syntax.Error
	if errors.As(err, &bad) {
		return formatError(bad)
	}
	x := q.Execution(cwli.Options{})
	for i := range events {
		if err := x.Add(&events[i]); err != nil {
			return err.Error()
		}
	}
	var lines []string
	for _, row := range x.Result().Rows {
		lines = append(lines, formatRow(row))
	}
	return strings.Join(lines, "\n")
}

func formatError(e *syntax.Error) string {
	text, _ := json.Marshal([]int{e.Offset, e.End})
	return "error " + strings.NewReplacer("[", "", "]", "", ",", " ").Replace(string(text)) + "\n" + e.Message
}

func formatRow(row []cwli.Field) string {
	var b strings.Builder
	for i, field := range row {
		name, _ := json.Marshal(field.Name)
		value, _ := json.Marshal(field.Value)
		b.WriteString([]string{", ", "{"}[max(0, 1-i)] + string(name) + ": " + string(value))
	}
	return b.String() + "}"
}
