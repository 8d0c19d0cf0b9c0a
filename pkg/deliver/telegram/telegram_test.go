package telegram_test

import (
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/google/go-cmp/cmp"

	"github.com/fanlight/fanlight/pkg/deliver/telegram"
	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/render"
	"github.com/fanlight/fanlight/pkg/render/rendertest"
	"github.com/fanlight/fanlight/pkg/report"
)

func partsOf(d *fanlight.Document) []string {
	return telegram.Channel{}.Render(d, report.Destination{Kind: report.KindTelegram}).Parts
}

func TestChannel_Render(t *testing.T) {
	t.Parallel()
	rendertest.CheckTables(t, func(d *fanlight.Document) string { return strings.Join(partsOf(d), "") })
	rendertest.Golden(t, "telegram", func(d *fanlight.Document) string {
		return strings.Join(partsOf(d), "\n=== next message ===\n")
	})
	for _, d := range rendertest.Documents() {
		checkParts(t, partsOf(d))
	}
	t.Run("divided between sections", func(t *testing.T) {
		t.Parallel()
		d := rendertest.Documents()["long"]
		d.Sections = slices.Concat(d.Sections, d.Sections, d.Sections, d.Sections)
		parts := partsOf(d)
		checkParts(t, parts)
		if len(parts) < 3 {
			t.Errorf("%d parts, want at least 3", len(parts))
		}
		for _, part := range parts[1 : len(parts)-1] { // the last one has the file
			if !regexp.MustCompile(`^(<b>Paths \d|Number \d|\d of \d queries)`).MatchString(part) {
				t.Errorf("part begins with %.60q, want a section's title", part)
			}
		}
	})
}

// TestChannel_Render_rows shows as many rows as leave a report in one message, and at
// least five.
func TestChannel_Render_rows(t *testing.T) {
	t.Parallel()
	d := rendertest.Documents()["long"]
	table := d.Sections[len(d.Sections)-1]
	for tables, want := range map[int]int{1: 20, 3: 20, 6: 10, 12: 5, 40: 5} {
		d.Sections = slices.Repeat([]report.Section{table}, tables)
		parts := partsOf(d)
		checkParts(t, parts)
		texts := parts[:len(parts)-1] // the last one has the file
		text := strings.Join(texts, "")
		if n := strings.Count(text, "/api/v1/"); n != want*tables {
			t.Errorf("%d tables have %d rows, want %d of each", tables, n, want)
		}
		if (len(texts) == 1) != (tables < 20) || strings.Count(text, " more rows in paths.csv") != tables {
			t.Errorf("%d tables take %d messages", tables, len(texts))
		}
	}
}

// TestChannel_Render_mentions has fields of logs as code, in which Telegram finds no
// names, links and commands.
func TestChannel_Render_mentions(t *testing.T) {
	t.Parallel()
	const name = "@someone"
	d := rendertest.Documents()["checkout"]
	for i := range d.Queries {
		q := &d.Queries[i]
		q.Error = strings.Replace(q.Error, "Log group", name, 1)
		for r := range q.Rows {
			for f, field := range q.Rows[r] {
				if _, number := fanlight.ParseNumber(field.Value); !number && field.Name != "bin(1h)" && field.Name != "@timestamp" {
					q.Rows[r][f].Value = name + field.Value
				}
			}
		}
	}
	parts := partsOf(d)
	checkParts(t, parts)
	text := strings.Join(parts, "")
	bare := regexp.MustCompile(`(?s)<(code|pre)>.*?</(code|pre)>`).ReplaceAllString(text, "")
	if !strings.Contains(text, name) || strings.Contains(bare, name) {
		t.Errorf("a name of a log is outside of code: %s", bare)
	}
}

// TestChannel_Render_largest keeps each part within Telegram's limits, whatever the
// document has.
func TestChannel_Render_largest(t *testing.T) {
	t.Parallel()
	wide := strings.Repeat("\U0001d54f", 300)
	for _, name := range []string{"checkout", "tables", "failures", "cut"} {
		d := rendertest.Documents()[name]
		d.Title = wide
		for i := range d.Sections {
			d.Sections[i].Title = wide
		}
		for i := range d.Queries {
			q := &d.Queries[i]
			q.Truncated, q.Error = true, wide
			for r := range q.Rows {
				for f := range q.Rows[r] {
					if _, number := fanlight.ParseNumber(q.Rows[r][f].Value); !number {
						q.Rows[r][f].Value += wide
					}
				}
			}
		}
		checkParts(t, partsOf(d))
	}
}

func TestChannel_Form(t *testing.T) {
	t.Parallel()
	if got := (telegram.Channel{}).Form(report.Destination{Name: "here"}); got != "" {
		t.Errorf("form %q: there is one only", got)
	}
}

func TestChannel_Notice(t *testing.T) {
	t.Parallel()
	parts := telegram.Channel{}.Notice(render.Notice{Subject: "Bot: 1 < 2", Text: "Bot: 1 < 2\n\n- a & b\n"}).Parts
	if diff := cmp.Diff([]string{"<b>Bot: 1 &lt; 2</b>\n\n- a &amp; b"}, parts); diff != "" {
		t.Errorf("parts (-want +got):\n%s", diff)
	}
	long := telegram.Channel{}.Notice(render.Notice{Text: "Bot\n" + strings.Repeat(strings.Repeat("x", 1000)+"\n", 9)}).Parts
	checkParts(t, long)
	if len(long) < 2 {
		t.Errorf("%d parts, want more than one", len(long))
	}
	for line := range strings.SplitSeq(strings.Join(long, "\n"), "\n") {
		if line != "<b>Bot</b>" && line != strings.Repeat("x", 1000) {
			t.Errorf("a line is divided: %d bytes", len(line))
		}
	}
}

func TestChannel_MarkDuplicate(t *testing.T) {
	t.Parallel()
	stored := parts("a", "b")
	marked := telegram.Channel{}.MarkDuplicate(stored, "Possibly a duplicate.")
	if diff := cmp.Diff([]string{"<i>Possibly a duplicate.</i>\n\na", "b"}, marked.Parts); diff != "" {
		t.Errorf("parts (-want +got):\n%s", diff)
	}
	if stored.Parts[0] != "a" {
		t.Errorf("the stored message was changed to %q", stored.Parts[0])
	}
	if empty := (telegram.Channel{}).MarkDuplicate(parts(), "Possibly a duplicate."); len(empty.Parts) != 0 {
		t.Errorf("a message without parts got %q", empty.Parts)
	}
}

var (
	tag    = regexp.MustCompile(`</?(b|i|code|pre|blockquote|a)( expandable| href="https://[^"<>\s]*")?>`)
	entity = strings.NewReplacer("&lt;", "<", "&gt;", ">", "&amp;", "&", "&#34;", `"`, "&#39;", "'")
)

// checkParts holds parts to Telegram's limits and grammar. Only a quote has spans in it.
func checkParts(t *testing.T, parts []string) {
	t.Helper()
	for _, part := range parts {
		var open []string
		entities := 0
		for _, found := range tag.FindAllStringSubmatch(part, -1) {
			last := ""
			if len(open) > 0 {
				last = open[len(open)-1]
			}
			switch closes := strings.HasPrefix(found[0], "</"); {
			case !closes && (last == "" || last == "blockquote" && found[1] != "blockquote"):
				open, entities = append(open, found[1]), entities+1
			case closes && last == found[1]:
				open = open[:len(open)-1]
			default:
				t.Fatalf("tags do not match in %q", part)
			}
		}
		text := tag.ReplaceAllString(part, "")
		if len(open) > 0 || strings.ContainsAny(text, "<>") {
			t.Fatalf("tags do not balance in %q", part)
		}
		text = entity.Replace(text)
		if n := len(utf16.Encode([]rune(text))); n == 0 || n > 4096 || entities > 100 {
			t.Fatalf("%d units, %d entities in %q", n, entities, part)
		}
		rendertest.CheckHarmless(t, strings.ReplaceAll(text, "\n", ""))
	}
}
