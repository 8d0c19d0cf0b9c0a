package slack_test

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/fanlight/fanlight/pkg/deliver/slack"
	"github.com/fanlight/fanlight/pkg/deliver/slack/slacktest"
	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/render"
	"github.com/fanlight/fanlight/pkg/render/rendertest"
	"github.com/fanlight/fanlight/pkg/report"
)

func partsOf(d *fanlight.Document) []string { return slack.Channel{}.Render(d, byToken).Parts }

func TestChannel_Render(t *testing.T) {
	t.Parallel()
	rendertest.CheckTables(t, func(d *fanlight.Document) string { return strings.Join(partsOf(d), "") })
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

// TestChannel_Render_accepted sends every document by both ways.
func TestChannel_Render_accepted(t *testing.T) {
	t.Parallel()
	for name, d := range rendertest.Documents() {
		checkAccepted(t, name, slack.Channel{}.Render(d, byToken))
	}
}

// checkAccepted holds that Slack accepts a message, its marked form too, and that it
// mentions nobody.
func checkAccepted(t *testing.T, name string, m fanlight.Message) {
	t.Helper()
	server := slacktest.New(token)
	env := reaching(t, server, known())
	for _, m := range []fanlight.Message{m, slack.Channel{}.MarkDuplicate(m, "Possibly a duplicate: the answer to an earlier delivery never came.")} {
		for i := range m.PartCount() {
			for _, to := range []report.Destination{byToken, byWebhook} {
				if _, err := (slack.Channel{}).Send(t.Context(), env, to, m.OnePart(i)); err != nil {
					t.Fatalf("%s, part %d: %v", name, i+1, err)
				}
			}
		}
	}
	for _, seen := range server.Messages() {
		if found := seen.Mentions(); found != nil {
			t.Fatalf("%s mentions or links to %q", name, found)
		}
		rendertest.CheckHarmless(t, string(seen.Blocks))
		rendertest.CheckHarmless(t, seen.Text)
	}
}

// TestChannel_Render_many bounds the number of messages.
func TestChannel_Render_many(t *testing.T) {
	t.Parallel()
	d := rendertest.Documents()["long"]
	for range 6 {
		d.Sections = append(d.Sections, d.Sections...)
	}
	parts := partsOf(d)
	if last := parts[len(parts)-1]; len(parts) != 20 || !strings.Contains(last, " more sections") || !strings.Contains(last, "bot-usage@2026") {
		t.Errorf("%d messages, the last one %.300s", len(parts), last)
	}
	checkAccepted(t, "many", fanlight.Message{Parts: parts})
}

func TestChannel_Form(t *testing.T) {
	t.Parallel()
	if got := (slack.Channel{}).Form(report.Destination{Name: "here"}); got != "" {
		t.Errorf("form %q: there is one only", got)
	}
}

func TestChannel_Notice(t *testing.T) {
	t.Parallel()
	m := slack.Channel{}.Notice(render.Notice{Subject: "Bot: 1 < 2", Text: "Bot: 1 < 2\n\n- a & <!here>\n"})
	want := `{"text":"Bot: 1 &lt; 2","blocks":[{"type":"header","text":{"type":"plain_text","text":"Bot: 1 < 2"}},` +
		`{"type":"rich_text","elements":[{"type":"rich_text_preformatted","elements":[{"type":"text","text":"- a & <!here>"}]}]}],"unfurl_links":false,"unfurl_media":false}`
	if diff := cmp.Diff([]string{want}, m.Parts); diff != "" {
		t.Errorf("parts (-want +got):\n%s", diff)
	}
	long := slack.Channel{}.Notice(render.Notice{Subject: "Bot", Text: "Bot\n" + strings.Repeat(strings.Repeat("x", 500)+"\n", 90) + strings.Repeat("y", 5000)})
	if checkAccepted(t, "long", long); len(long.Parts) < 4 {
		t.Errorf("%d parts, want more", len(long.Parts))
	}
}

func TestChannel_MarkDuplicate(t *testing.T) {
	t.Parallel()
	stored := fanlight.Message{Parts: []string{small, small}}
	marked := slack.Channel{}.MarkDuplicate(stored, "Possibly a duplicate.")
	if !strings.Contains(marked.Parts[0], `"blocks":[{"type":"context","elements":[{"type":"plain_text","text":"Possibly a duplicate."}]},{"type":"divider"}]`) || marked.Parts[1] != small {
		t.Errorf("parts %q", marked.Parts)
	}
	if stored.Parts[0] != small {
		t.Errorf("the stored message was changed to %q", stored.Parts[0])
	}
	for _, m := range []fanlight.Message{{}, {Parts: []string{"a table"}}} {
		if diff := cmp.Diff(m, slack.Channel{}.MarkDuplicate(m, "a")); diff != "" && len(m.Parts) > 0 {
			t.Errorf("(-message +marked):\n%s", diff)
		}
	}
}
