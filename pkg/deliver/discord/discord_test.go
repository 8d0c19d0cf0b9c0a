package discord_test

import (
	"bytes"
	"encoding/json"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/fanlight/fanlight/pkg/deliver/discord"
	"github.com/fanlight/fanlight/pkg/deliver/discord/discordtest"
	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/render"
	"github.com/fanlight/fanlight/pkg/render/rendertest"
	"github.com/fanlight/fanlight/pkg/report"
)

func partsOf(d *fanlight.Document) []string { return discord.Channel{}.Render(d, hook).Parts }

func TestChannel_Render(t *testing.T) {
	t.Parallel()
	plain := strings.NewReplacer(`\\`, "")
	rendertest.CheckTables(t, func(d *fanlight.Document) string { return plain.Replace(strings.Join(partsOf(d), "")) })
	rendertest.Golden(t, "json", func(d *fanlight.Document) string {
		var b bytes.Buffer
		for _, part := range partsOf(d) {
			if err := json.Indent(&b, []byte(part), "", "  "); err != nil {
				t.Error(err)
			}
			b.WriteByte('\n')
		}
		return b.String()
	})
}

func TestChannel_Render_accepted(t *testing.T) {
	t.Parallel()
	for name, d := range rendertest.Documents() {
		checkAccepted(t, name, discord.Channel{}.Render(d, hook))
	}
}

// live matches what Discord's markdown would take for a link, a mention or the end of a
// block of code.
var live = regexp.MustCompile("(^|[^\\\\])(\\[|<|@|`|\\]\\()")

// checkAccepted holds that Discord accepts a message, its marked form too, that it
// mentions nobody, and that its texts hold no live marks but ours.
func checkAccepted(t *testing.T, name string, m fanlight.Message) {
	t.Helper()
	server := discordtest.New()
	env := reaching(t, server, known())
	for _, m := range []fanlight.Message{m, discord.Channel{}.MarkDuplicate(m, "Possibly a duplicate: the answer to an earlier delivery never came.")} {
		for i := range m.PartCount() {
			if _, err := (discord.Channel{}).Send(t.Context(), env, hook, m.OnePart(i)); err != nil {
				t.Fatalf("%s, part %d: %v\n%s", name, i+1, err, m.Parts[i])
			}
		}
	}
	for _, seen := range server.Messages() {
		if seen.Mentions == nil || len((*seen.Mentions)["parse"]) > 0 {
			t.Fatalf("%s may mention people", name)
		}
		for _, e := range seen.Embeds {
			checkEmbed(t, e)
		}
	}
}

func checkEmbed(t *testing.T, e discordtest.Embed) {
	t.Helper()
	texts := []string{e.Title, e.Description}
	if inner, isCode := strings.CutPrefix(e.Description, "```\n"); isCode {
		inner = strings.TrimSuffix(inner, "\n```")
		if strings.Contains(inner, "`") {
			t.Fatalf("a table ends its block of code: %q", inner)
		}
		texts[1] = ""
	}
	for _, f := range e.Fields {
		texts = append(texts, f.Name, f.Value)
	}
	for _, s := range texts {
		if live.MatchString(strings.ReplaceAll(s, `\\`, "")) {
			t.Fatalf("live marks in %q", s)
		}
		rendertest.CheckHarmless(t, strings.ReplaceAll(s, "\n", ""))
	}
}

// TestChannel_Render_page leads from the title to the edition's page, if it has one.
func TestChannel_Render_page(t *testing.T) {
	t.Parallel()
	for folder, want := range map[string]string{"a": "https://reports.example.org/a/report.html", "a b": "", strings.Repeat("x", 2100): ""} {
		m := discord.Channel{}.Render(rendertest.Archived(rendertest.Documents()["checkout"], folder), hook)
		checkAccepted(t, folder, m)
		var first discordtest.Message
		if err := json.Unmarshal([]byte(m.Parts[0]), &first); err != nil {
			t.Fatal(err)
		}
		if got := first.Embeds[0].Address; got != want || first.Embeds[1].Address != "" {
			t.Errorf("%.20s: the title leads to %q, want %q", folder, got, want)
		}
	}
}

// TestChannel_Render_many bounds the number of messages.
func TestChannel_Render_many(t *testing.T) {
	t.Parallel()
	d := rendertest.Documents()["long"]
	for range 5 {
		d.Sections = append(d.Sections, d.Sections...)
	}
	parts := partsOf(d)
	if last := parts[len(parts)-1]; len(parts) < 18 || len(parts) > 20 || !strings.Contains(last, " more sections") || !strings.Contains(last, "bot-usage@2026") {
		t.Errorf("%d messages, the last one %.300s", len(parts), last)
	}
	checkAccepted(t, "many", fanlight.Message{Parts: parts})
}

// TestChannel_Render_order holds that a report says the same things in the same order as
// its other forms, and bears the colour of its worst line.
func TestChannel_Render_order(t *testing.T) {
	t.Parallel()
	all, at := strings.ReplaceAll(strings.Join(partsOf(rendertest.Documents()["checkout"]), ""), `\\`, ""), 0
	for _, words := range []string{
		"API health, checkout service", "compared with", "**Alert** **Error rate (5xx) 1.84%**, over its mark", "**Warning**", "**Incomplete**", `"color":11740702`,
		`"name":"Requests"`, "**1.84%** Alert over 1%\\n▲ 1.31", "▆▄▁▃▅▇▅▇█▂▁▆·█", "5xx errors per hour", "7,755 at 15:00", "Latency per hour, ms", "Errors by route", "▲ ×15",
		"Latest payment errors", "23:58:41  checkout-orders", "… 4,469 more rows", "**failed**", "does not exist", "Blocked by the firewall: empty, none of", "12 of 13 queries ok", "checkout-health@",
	} {
		next := strings.Index(all[at:], words)
		if next < 0 {
			t.Fatalf("no %q after what comes before it in:\n%s", words, all)
		}
		at += next
	}
}

// TestChannel_Render_color holds the colour by the worst first line.
func TestChannel_Render_color(t *testing.T) {
	t.Parallel()
	for value, want := range map[string]string{"": `"color":2842576`, "1": `"color":1927996`, "15": `"color":15712875`, "25": `"color":11740702`} {
		d := rendertest.Documents()["classic"]
		if value != "" {
			s := &d.Sections[0]
			s.Warn, s.Alert = &report.Mark{Op: ">", Value: 10}, &report.Mark{Op: ">", Value: 20}
			d.Queries[0].Rows[0][0].Value = value
		}
		if got := partsOf(d)[0]; !strings.Contains(got, want) {
			t.Errorf("of %q: %s, want %s", value, got, want)
		}
	}
}

func TestChannel_Form(t *testing.T) {
	t.Parallel()
	if got := (discord.Channel{}).Form(report.Destination{Name: "here"}); got != "" {
		t.Errorf("form %q: there is one only", got)
	}
}

func TestChannel_Notice(t *testing.T) {
	t.Parallel()
	m := discord.Channel{}.Notice(render.Notice{Subject: "Bot: 1 failed", Text: "Bot: 1 failed\n\n- a `b` @here\n"})
	want := `{"embeds":[{"title":"Bot\\: 1 failed","description":"` + "```\\n- a 'b' @here\\n```" + `","color":11740702}],"allowed_mentions":{"parse":[]}}`
	if diff := cmp.Diff([]string{want}, m.Parts); diff != "" {
		t.Errorf("parts (-want +got):\n%s", diff)
	}
	checkAccepted(t, "one line", discord.Channel{}.Notice(render.Notice{Subject: "Bot", Text: "Bot\n"}))
	long := discord.Channel{}.Notice(render.Notice{Subject: "Bot", Text: "Bot\n" + strings.Repeat(strings.Repeat("x", 500)+"\n", 40) + strings.Repeat("y", 5000)})
	if checkAccepted(t, "long", long); len(long.Parts) < 3 {
		t.Errorf("%d parts, want more", len(long.Parts))
	}
}

func TestChannel_MarkDuplicate(t *testing.T) {
	t.Parallel()
	stored := fanlight.Message{Parts: []string{small, small}}
	marked := discord.Channel{}.MarkDuplicate(stored, "Possibly a duplicate.")
	if !strings.HasPrefix(marked.Parts[0], `{"content":"Possibly a duplicate.","embeds":[{"title":"Bot usage"`) || marked.Parts[1] != small || stored.Parts[0] != small {
		t.Errorf("parts %q", marked.Parts)
	}
	if m := (discord.Channel{}).MarkDuplicate(fanlight.Message{Parts: []string{"a table"}}, "a"); m.Parts[0] != "a table" {
		t.Errorf("a part of another form became %q", m.Parts[0])
	}
}
