package textform_test

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/fanlight/fanlight/pkg/deliver/textform"
)

func TestCut(t *testing.T) {
	t.Parallel()
	section := func(title string) string { return title + "\n\n" + strings.Repeat("a row of a table\n", 10) }
	report := "Title\n\n" + section("One") + "\n" + section("Two") + "\n3 of 3 queries ok\nbot-usage@2026\n"
	for _, test := range []struct {
		name, text string
		limit      int
		want       string
	}{
		{"fits", report, len(report), report},
		{"a byte too long: cut after a section", report, len(report) - 1,
			"Title\n\nOne\n\n" + strings.Repeat("a row of a table\n", 10) + "\nTwo\n\n… 11 more lines\n\n3 of 3 queries ok\nbot-usage@2026\n"},
		{"no section fits", report, 110, "Title\n\nOne\n\n… 24 more lines\n\n3 of 3 queries ok\nbot-usage@2026\n"},
		{"one long line", strings.Repeat("é", 100), 81, strings.Repeat("é", 10) + "\n\n… 1 more line\n"},
		{"a long foot", "a\n\n" + strings.Repeat("b\n", 100), 100, "a\n\n… 101 more lines\n"},
	} {
		got := textform.Cut(test.text, test.limit)
		if len(got) > test.limit || got != test.want {
			t.Errorf("%s: %d bytes\n%s\nwant\n%s", test.name, len(got), got, test.want)
		}
	}
}

func FuzzCut(f *testing.F) {
	f.Add("Title\n\nOne\n\nrun\n", uint16(100))
	f.Fuzz(func(t *testing.T, text string, room uint16) {
		limit := 100 + int(room)
		got := textform.Cut(text, limit)
		if len(got) > limit || utf8.ValidString(text) && !utf8.ValidString(got) {
			t.Errorf("%d bytes, limit %d: %q", len(got), limit, got)
		}
	})
}
