package render_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/fanlight/fanlight/pkg/render"
	"github.com/fanlight/fanlight/pkg/text"
)

const message = `{"_aws":{"Timestamp":1767360300997,"CloudWatchMetrics":[{"Namespace":"TelegramBot","Dimensions":[["function_name"]],"Metrics":[{"Name":"latency_ms","Unit":"Milliseconds"}]}]},"latency_ms":42}`

// events is a query's result with a long value.
func events() render.Table {
	return render.NewTable([]string{"@timestamp", "@message"}, [][]string{
		{"2026-01-02 13:25:00.997", message},
		{"2026-01-02 13:25:00.997", "END RequestId: 876232b9-bc97-48bc-8530-142febd02235\n"},
	})
}

// runs is a table of states, in which a row has an error.
func runs() render.Table {
	return render.Table{
		Columns: []render.Column{{Name: "run"}, {Name: "state"}, {Name: "queries", Right: true}, {Name: "sent", Right: true}, {Name: "cost", Right: true}, {Name: "took", Right: true}},
		Rows: []render.Row{
			{Cells: []string{"mixed@2026-01-02T12:31:00Z+brvgr6", "partly_sent", "2/2", "1/2", "$0.00001", ""}, Error: "telegram: 502 Bad Gateway: \"upstream connect error or disconnect/reset before headers\""},
			{Cells: []string{"bot-usage@2026-01-02T12:30:00Z", "sent", "13/13", "1/1", "$0.21", ""}},
		},
	}
}

func checkFormat(t *testing.T, table render.Table, o render.TableOptions, want, note string) {
	t.Helper()
	got, left := table.Format(o)
	if diff := cmp.Diff(strings.TrimPrefix(want, "\n"), got); diff != "" {
		t.Errorf("Format(%+v) (-want +got):\n%s", o, diff)
	}
	if left.String() != note {
		t.Errorf("Format(%+v) leaves out %q, want %q", o, left, note)
	}
	for line := range strings.Lines(got) {
		if w := text.Width(strings.TrimSuffix(line, "\n")); o.Width > 0 && !o.Wide && w > o.Width {
			t.Errorf("line has %d columns: %q", w, line)
		}
	}
}

func TestTable_Format(t *testing.T) {
	t.Parallel()
	t.Run("not a terminal", func(t *testing.T) {
		t.Parallel()
		checkFormat(t, events(), render.TableOptions{}, `
@timestamp               @message
`+strings.Repeat("─", 25+len(message))+`
2026-01-02 13:25:00.997  `+message+`
2026-01-02 13:25:00.997  END RequestId: 876232b9-bc97-48bc-8530-142febd02235
`, "")
		checkFormat(t, runs(), render.TableOptions{Drop: []string{"cost"}}, `
run                                state        queries  sent      cost
───────────────────────────────────────────────────────────────────────
mixed@2026-01-02T12:31:00Z+brvgr6  partly_sent      2/2   1/2  $0.00001
                                   telegram: 502 Bad Gateway: "upstream connect error or disconnect/reset before headers"
bot-usage@2026-01-02T12:30:00Z     sent           13/13   1/1     $0.21
`, "")
	})
	t.Run("wide", func(t *testing.T) {
		t.Parallel()
		want, _ := events().Format(render.TableOptions{})
		checkFormat(t, events(), render.TableOptions{Width: 40, Wide: true}, want, "")
	})
	t.Run("long value folded", func(t *testing.T) {
		t.Parallel()
		checkFormat(t, events(), render.TableOptions{Width: 80}, `
@timestamp               @message
────────────────────────────────────────────────────────────────────────────────
2026-01-02 13:25:00.997  {"_aws":{"Timestamp":1767360300997,"CloudWatchMetrics":
                         [{"Namespace":"TelegramBot","Dimensions":[["function_na
                         me"]],"Metrics":[{"Name":"latency_ms","Unit":"Milliseco
                         … 26 more characters
2026-01-02 13:25:00.997  END RequestId: 876232b9-bc97-48bc-8530-142febd02235
`, "1 value is shortened (--wide shows it whole)")
	})
	t.Run("error wrapped", func(t *testing.T) {
		t.Parallel()
		checkFormat(t, runs(), render.TableOptions{Width: 71}, `
run                                state        queries  sent      cost
───────────────────────────────────────────────────────────────────────
mixed@2026-01-02T12:31:00Z+brvgr6  partly_sent      2/2   1/2  $0.00001
                                   telegram: 502 Bad Gateway: "upstream
                                   connect error or disconnect/reset
                                   before headers"
bot-usage@2026-01-02T12:30:00Z     sent           13/13   1/1     $0.21
`, "")
	})
	t.Run("columns dropped in order", func(t *testing.T) {
		t.Parallel()
		checkFormat(t, runs(), render.TableOptions{Width: 58, Drop: []string{"no such column", "took", "cost", "sent", "queries"}}, `
run                                state        queries
───────────────────────────────────────────────────────
mixed@2026-01-02T12:31:00Z+brvgr6  partly_sent      2/2
  telegram: 502 Bad Gateway: "upstream connect error or
  disconnect/reset before headers"
bot-usage@2026-01-02T12:30:00Z     sent           13/13
`, "left out: cost, sent (--wide shows all)")
	})
	t.Run("block a row", func(t *testing.T) {
		t.Parallel()
		checkFormat(t, events(), render.TableOptions{Width: 40}, `
@timestamp  2026-01-02 13:25:00.997
@message    {"_aws":{"Timestamp":1767360
            300997,"CloudWatchMetrics":[
            {"Namespace":"TelegramBot","
            … 107 more characters

@timestamp  2026-01-02 13:25:00.997
@message    END RequestId: 876232b9-bc97
            -48bc-8530-142febd02235
`, "1 value is shortened (--wide shows it whole)")
		checkFormat(t, runs(), render.TableOptions{Width: 30, Drop: []string{"cost"}}, `
run      mixed@2026-01-02T12:3
         1:00Z+brvgr6
state    partly_sent
queries  2/2
sent     1/2
cost     $0.00001
  telegram: 502 Bad Gateway:
  "upstream connect error or
  disconnect/reset before
  headers"

run      bot-usage@2026-01-02T
         12:30:00Z
state    sent
queries  13/13
sent     1/1
cost     $0.21
`, "")
	})
	t.Run("hostile and wide characters", func(t *testing.T) {
		t.Parallel()
		table := render.NewTable([]string{"name\u202E", "n"}, [][]string{{"東京都 👩‍👩‍👧", "1"}, {"\x1b[31mtwo\nlines", "-12.5"}})
		table.Rows[1].Error = "late\u0007"
		checkFormat(t, table, render.TableOptions{Width: 80}, `
name�               n
─────────────────────
東京都 👩‍👩‍👧           1
␛[31mtwo␊lines  -12.5
                late␇
`, "")
	})
	t.Run("nothing to show", func(t *testing.T) {
		t.Parallel()
		checkFormat(t, render.NewTable([]string{"n"}, nil), render.TableOptions{Width: 80}, "", "")
		checkFormat(t, render.NewTable(nil, [][]string{{}}), render.TableOptions{Width: 80}, "", "")
		checkFormat(t, render.NewTable([]string{"n", "of"}, [][]string{{"", ""}}), render.TableOptions{}, "\nn  of\n─────\n\n", "")
	})
}

func TestNewTable(t *testing.T) {
	t.Parallel()
	table := render.NewTable([]string{"count", "name", "@timestamp", "empty"}, [][]string{
		{"20311", "a", "2026-01-02 13:25:00.997", ""}, {"", "7", "2026-01-02 13:25:00.998", ""},
	})
	want := "number: right; text: shrink; time: whole; nothing: shrink"
	got := fmt.Sprintf("number: %s; text: %s; time: %s; nothing: %s", kind(table.Columns[0]), kind(table.Columns[1]), kind(table.Columns[2]), kind(table.Columns[3]))
	if got != want {
		t.Errorf("columns are %q, want %q", got, want)
	}
	if got := table.Rows[0].Cells[0]; got != "20311" {
		t.Errorf("value is %q, want it as it was", got)
	}
}

func kind(c render.Column) string {
	switch {
	case c.Right && !c.Shrink:
		return "right"
	case c.Shrink && !c.Right:
		return "shrink"
	}
	return "whole"
}

func TestLeftOut_String(t *testing.T) {
	t.Parallel()
	for want, left := range map[string]render.LeftOut{
		"": {},
		"1 value is shortened (--wide shows it whole)":            {Values: 1},
		"1,204 values are shortened (--wide shows all)":           {Values: 1204},
		"left out: cost, took (--wide shows all)":                 {Columns: []string{"cost", "took"}},
		"left out: cost; 1 value is shortened (--wide shows all)": {Columns: []string{"cost"}, Values: 1},
	} {
		if got := left.String(); got != want {
			t.Errorf("%+v: got %q, want %q", left, got, want)
		}
	}
}

func TestLeftOut_Add(t *testing.T) {
	t.Parallel()
	queries := render.LeftOut{Columns: []string{"took", "scanned"}, Values: 2}
	got := queries.Add(render.LeftOut{Columns: []string{"at", "took"}, Values: 1})
	want := render.LeftOut{Columns: []string{"took", "scanned", "at"}, Values: 3}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if len(queries.Columns) != 2 {
		t.Errorf("the first is now %+v", queries)
	}
}

func TestTable_Head(t *testing.T) {
	t.Parallel()
	table := render.NewTable([]string{"n"}, [][]string{{"1"}, {"2"}, {"3"}})
	for n, want := range map[int][2]int{0: {0, 3}, 2: {2, 1}, 3: {3, 0}, 9: {3, 0}} {
		head, more := table.Head(n)
		if len(head.Rows) != want[0] || more != want[1] || len(head.Columns) != 1 {
			t.Errorf("Head(%d) = %d rows, %d more; want %d and %d", n, len(head.Rows), more, want[0], want[1])
		}
	}
}
