package edition_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/render/edition"
)

// Texts of several lines have a soft sign between them, not the picture of a control
// character.
func TestNew_lines_in_one(t *testing.T) {
	t.Parallel()
	table := result(t, fanlight.Row{{Name: "@message", Value: "failed\r\n\tat a\n\n\tat b\x1b\n"}, {Name: "error", Value: "x\ny"}, {Name: "plain", Value: " z\t"}})
	var got []string
	for _, c := range table.Rows[0].Cells {
		got = append(got, c.Text)
	}
	if diff := cmp.Diff([]string{"failed · at a · at b␛", "x · y", "z"}, got); diff != "" {
		t.Errorf("cells (-want +got):\n%s", diff)
	}
}

func TestCell_Within(t *testing.T) {
	t.Parallel()
	lines := edition.Cell{Text: "one · two · three", Lines: []string{"one", "two", "three"}}
	more := lines
	more.More = 3
	for _, test := range []struct {
		cell             edition.Cell
		characters, most int
		want             string
	}{
		{edition.Cell{Text: "a longer text"}, 8, 1, "a longe…"},
		{lines, 100, 3, "one|two|three"},
		{lines, 100, 2, "one|two|…"},
		{lines, 6, 3, "one|t…"},
		{more, 100, 5, "one|two|three|…"},
	} {
		if got := strings.Join(test.cell.Within(test.characters, test.most), "|"); got != test.want {
			t.Errorf("%q within %d characters and %d lines: %q, want %q", test.cell.Text, test.characters, test.most, got, test.want)
		}
	}
}

func TestTable_Event(t *testing.T) {
	t.Parallel()
	table := result(t,
		fanlight.Row{{Name: "ms", Value: "531"}, {Name: "@timestamp", Value: "2026-01-02 03:04:05.000"}, {Name: "@log", Value: "123456789012:/aws/lambda/a"}, {Name: "@message", Value: "text"}, {Name: "level", Value: ""}},
		fanlight.Row{{Name: "@message", Value: "other"}})
	if !table.IsEvents() {
		t.Error("rows with texts are events")
	}
	e := table.Event(table.Rows[0])
	if diff := cmp.Diff([]string{table.Rows[0].Cells[1].Text, "ms\u00a0531", "a"}, e.Short()); diff != "" || len(e.Texts) != 1 || e.Texts[0].Text != "text" {
		t.Errorf("texts %+v, short (-want +got):\n%s", e.Texts, diff)
	}
	if e := table.Event(table.Rows[1]); len(e.Short()) != 0 || e.Texts[0].Text != "other" {
		t.Errorf("a lone text is %+v", e)
	}
	if plain := result(t, fanlight.Row{{Name: "a", Value: "1"}}); plain.IsEvents() {
		t.Error("numbers are no events")
	}
}
