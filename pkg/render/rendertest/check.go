package rendertest

import (
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/golden"
	"github.com/fanlight/fanlight/pkg/report"
)

// Golden compares every document in a form with the golden files that have an
// ending, in testdata/golden of the test's package. Some documents may be left
// out.
func Golden(t *testing.T, ending string, form func(*fanlight.Document) string, without ...string) {
	t.Helper()
	for name, d := range Documents() {
		if slices.Contains(without, name) {
			continue
		}
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			golden.Compare(t, filepath.Join("testdata", "golden", name+"."+ending), form(d))
		})
	}
}

// CheckTables fails the test unless a form of a document names the zone of times
// in tables, cuts long cells and says that max_rows cut a result.
func CheckTables(t testing.TB, form func(*fanlight.Document) string) {
	t.Helper()
	for zone, want := range map[string][2]string{"UTC": {"Time, UTC", "2 Jan 12:00"}, "Asia/Tokyo": {"Time, JST", "2 Jan 21:00"}} {
		got := form(times(zone))
		if !strings.Contains(got, want[0]) || !strings.Contains(got, want[1]) || strings.Contains(got, "next, ") {
			t.Errorf("in %s the form has no %q, no %q, or takes what only some values are for times:\n%s", zone, want[0], want[1], got)
		}
	}
	if got := form(longCell()); strings.Contains(got, strings.Repeat("x", 300)) || !strings.Contains(got, "x…") {
		t.Errorf("the form shows more than 300 characters of a cell, or no …:\n%s", got)
	}
	d := tables()
	d.Queries[0].Truncated = true
	if want := d.Queries[0].ID + " may have more rows than the first"; !strings.Contains(form(d), want) {
		t.Errorf("the form does not say %q", want)
	}
}

func times(zone string) *fanlight.Document {
	d := document("Times", rows("times", "@timestamp|next", "2026-01-02 12:00:00.000|2026-01-02 12:00:00.000", "2026-01-02 12:00:00.000|soon"))
	d.Sections, d.Timezone = []report.Section{table("Times", "times")}, zone
	return d
}

func longCell() *fanlight.Document {
	d := document("Cells", rows("cells", "@message", strings.Repeat("x", 5000)))
	d.Sections = []report.Section{table("Cells", "cells")}
	return d
}

// CheckHarmless fails the test if a line has what a terminal or a mail header
// would obey.
func CheckHarmless(t testing.TB, line string) {
	t.Helper()
	if !utf8.ValidString(line) {
		t.Fatalf("not UTF-8: %q", line)
	}
	for _, r := range line {
		if unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r) || r == 0x2028 || r == 0x2029 {
			t.Fatalf("control character %U in %q", r, line)
		}
	}
}

var (
	tag       = regexp.MustCompile(`<[^<>]*>`)
	ours      = regexp.MustCompile(`^<(?:!doctype html|/?(?:` + elements + `)((?:\s[a-zA-Z0-9-]+(?:="[^"<>]*")?)*)\s?/?)>$`)
	attribute = regexp.MustCompile(`\s([a-zA-Z0-9-]+)(?:="([^"]*)")?`)
	entity    = regexp.MustCompile(`&(amp|lt|gt|#34|#39);`)
)

// elements are those that forms write.
const elements = `html|head|title|meta|body|header|main|footer|section|h1|h2|p|dl|div|dt|dd|table|caption|thead|tbody|tr|th|td|code|span|br|` +
	`a|b|i|ul|ol|nav|li|small|details|summary|pre|svg|path|line|rect|circle|text|desc`

// attributes run scripts, load something or send something.
var attributes = regexp.MustCompile(`(?i)^(on.*|src|srcdoc|srcset|action|formaction|background|poster|data)$`)

// target is where links lead: to a place of the page, to a web page by https, or to a file
// of an archive by its place from the page.
var target = regexp.MustCompile(`^(https://.*|#.*|(\.\./\.\./)?([A-Za-z0-9][A-Za-z0-9._-]*/)*[a-z0-9_-]+\.(html|csv|json)(#[a-z0-9-]+)?)$`)

// CheckMarkup fails the test if a page has tags, attributes, links or entities that no
// form writes.
func CheckMarkup(t testing.TB, page string) {
	t.Helper()
	seen := map[string]bool{} // most tags are there often
	for _, found := range tag.FindAllString(page, -1) {
		if seen[found] {
			continue
		}
		seen[found] = true
		parts := ours.FindStringSubmatch(found)
		if parts == nil {
			t.Fatalf("foreign markup %q", found)
		}
		for _, a := range attribute.FindAllStringSubmatch(parts[1], -1) {
			link := !strings.EqualFold(a[1], "href") || target.MatchString(a[2])
			if attributes.MatchString(a[1]) || !link {
				t.Fatalf("foreign attribute %q in %q", a[0], found)
			}
		}
	}
	text := entity.ReplaceAllString(tag.ReplaceAllString(page, ""), "")
	if strings.ContainsAny(text, `<>&"`) {
		t.Fatalf("raw characters in %q", text)
	}
	CheckHarmless(t, strings.ReplaceAll(text, "\n", ""))
}
