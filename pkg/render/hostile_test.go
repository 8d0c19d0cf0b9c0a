package render_test

import (
	"regexp"
	"strings"
	"testing"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/render"
	"github.com/fanlight/fanlight/pkg/report"
)

// attack puts a text into every place of a document that someone else fills.
func attack(s string, times uint8) *fanlight.Document {
	q := fanlight.QueryResult{ID: "t", State: fanlight.OK, Columns: []string{s, "n"}}
	for range times {
		q.Rows = append(q.Rows, fanlight.Row{{Name: s, Value: s}, {Name: "n", Value: "1" + s}})
	}
	d := document(s, q, broken("fails", fanlight.Failed, s), calls("n", s, 1), calls("seven", "7", 1))
	d.Timezone = s
	d.Sections = []report.Section{table(s, "t"), number(s, "fails"), number(s, "n"), number("n", s)}
	for range times {
		d.Sections = append(d.Sections, number(s, "seven"))
	}
	return d
}

func seeds(f *testing.F) {
	for _, s := range []string{"", "plain", evil, "<", "&lt;", "<b>", "</pre>", "\x1b[2J", "\u202E", "漢字👍🏽", strings.Repeat("e\u0301", 300), strings.Repeat("𝔛", 3000), "<body>", "-1e5", "\xf0\x28"} {
		f.Add(s, uint8(3))
		f.Add(s, uint8(60))
	}
}

func FuzzText(f *testing.F) {
	seeds(f)
	f.Fuzz(func(t *testing.T, s string, times uint8) {
		d := attack(s, times)
		for _, text := range []string{render.Text(d, render.TextOptions{}), render.OwnerText(d, []render.Undelivered{{Destination: s, Error: s}})} {
			checkHarmless(t, strings.ReplaceAll(text, "\n", ""))
		}
		checkHarmless(t, render.Subject(d))
	})
}

// checkHarmless looks for what a terminal or a mail header would obey.
func checkHarmless(t *testing.T, s string) {
	t.Helper()
	if !utf8.ValidString(s) {
		t.Fatalf("not UTF-8: %q", s)
	}
	for _, r := range s {
		if unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r) || r == 0x2028 || r == 0x2029 {
			t.Fatalf("control character %U in %q", r, s)
		}
	}
}

func FuzzHTML(f *testing.F) {
	seeds(f)
	f.Fuzz(func(t *testing.T, s string, times uint8) {
		d := attack(s, times)
		mail := render.EmailHTML(d)
		if len(mail) > render.EmailLimit {
			t.Fatalf("mail has %d bytes", len(mail))
		}
		checkMarkup(t, mail)
		checkMarkup(t, render.MarkDuplicate(fanlight.Message{Kind: report.KindEmail, HTML: mail}).HTML)
		_, body, _ := strings.Cut(render.HTML(d), "</style>")
		checkMarkup(t, body)
	})
}

var (
	tag       = regexp.MustCompile(`<[^<>]*>`)
	ours      = regexp.MustCompile(`^</?(!doctype|html|head|title|meta|body|header|main|footer|section|h1|h2|p|dl|div|dt|dd|table|thead|tbody|tr|th|td|code|span|br)\b[^<>]*>$`)
	attribute = regexp.MustCompile(`\s(on\w+|href|src)\s*=`)
	entity    = regexp.MustCompile(`&(amp|lt|gt|#34|#39);`)
)

// checkMarkup finds tags, attributes and entities that are not ours.
func checkMarkup(t *testing.T, page string) {
	t.Helper()
	for _, found := range tag.FindAllString(page, -1) {
		if !ours.MatchString(found) || attribute.MatchString(found) {
			t.Fatalf("foreign markup %q", found)
		}
	}
	text := entity.ReplaceAllString(tag.ReplaceAllString(page, ""), "")
	if strings.ContainsAny(text, `<>&"`) {
		t.Fatalf("raw characters in %q", text)
	}
	checkHarmless(t, strings.ReplaceAll(text, "\n", ""))
}

func FuzzTelegram(f *testing.F) {
	seeds(f)
	f.Fuzz(func(t *testing.T, s string, times uint8) {
		d := attack(s, times)
		dest := report.Destination{Kind: report.KindTelegram}
		checkTelegram(t, render.MarkDuplicate(render.Message(d, dest)).Parts)
		checkTelegram(t, render.MarkDuplicate(render.OwnerMessage(d, []render.Undelivered{{Destination: s, Error: s}}, dest)).Parts)
	})
}

var (
	telegramTag    = regexp.MustCompile(`</?(b|i|code|pre)>`)
	telegramEntity = strings.NewReplacer("&lt;", "<", "&gt;", ">", "&amp;", "&", "&#34;", `"`, "&#39;", "'")
)

// checkTelegram holds parts to Telegram's limits and grammar.
func checkTelegram(t *testing.T, parts []string) {
	t.Helper()
	for _, part := range parts {
		open, entities := "", 0
		for _, found := range telegramTag.FindAllStringSubmatch(part, -1) {
			switch closes := strings.HasPrefix(found[0], "</"); {
			case !closes && open == "":
				open, entities = found[1], entities+1
			case closes && open == found[1]:
				open = ""
			default:
				t.Fatalf("tags do not match in %q", part)
			}
		}
		text := telegramTag.ReplaceAllString(part, "")
		if open != "" || strings.ContainsAny(text, "<>") {
			t.Fatalf("tags do not balance in %q", part)
		}
		text = telegramEntity.Replace(text)
		if n := len(utf16.Encode([]rune(text))); n == 0 || n > 4096 || entities > 100 {
			t.Fatalf("%d units, %d entities in %q", n, entities, part)
		}
		checkHarmless(t, strings.ReplaceAll(text, "\n", ""))
	}
}

func TestTelegramPartsBetweenSections(t *testing.T) {
	t.Parallel()
	parts := render.Telegram(long())
	checkTelegram(t, parts)
	if len(parts) < 3 {
		t.Errorf("%d parts, want at least 3", len(parts))
	}
	for _, part := range parts[1:] {
		if !regexp.MustCompile(`^(<b>Paths \d|Number \d|<i>\d)`).MatchString(part) {
			t.Errorf("part begins with %.60q, want a section's title", part)
		}
	}
}
