package telegram_test

import (
	"regexp"
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
	t.Run("divided between sections", func(t *testing.T) {
		t.Parallel()
		parts := partsOf(rendertest.Documents()["long"])
		checkParts(t, parts)
		if len(parts) < 3 {
			t.Errorf("%d parts, want at least 3", len(parts))
		}
		for _, part := range parts[1:] {
			if !regexp.MustCompile(`^(<b>Paths \d|Number \d|<i>\d)`).MatchString(part) {
				t.Errorf("part begins with %.60q, want a section's title", part)
			}
		}
	})
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
	tag    = regexp.MustCompile(`</?(b|i|code|pre)>`)
	entity = strings.NewReplacer("&lt;", "<", "&gt;", ">", "&amp;", "&", "&#34;", `"`, "&#39;", "'")
)

// checkParts holds parts to Telegram's limits and grammar.
func checkParts(t *testing.T, parts []string) {
	t.Helper()
	for _, part := range parts {
		open, entities := "", 0
		for _, found := range tag.FindAllStringSubmatch(part, -1) {
			switch closes := strings.HasPrefix(found[0], "</"); {
			case !closes && open == "":
				open, entities = found[1], entities+1
			case closes && open == found[1]:
				open = ""
			default:
				t.Fatalf("tags do not match in %q", part)
			}
		}
		text := tag.ReplaceAllString(part, "")
		if open != "" || strings.ContainsAny(text, "<>") {
			t.Fatalf("tags do not balance in %q", part)
		}
		text = entity.Replace(text)
		if n := len(utf16.Encode([]rune(text))); n == 0 || n > 4096 || entities > 100 {
			t.Fatalf("%d units, %d entities in %q", n, entities, part)
		}
		rendertest.CheckHarmless(t, strings.ReplaceAll(text, "\n", ""))
	}
}
