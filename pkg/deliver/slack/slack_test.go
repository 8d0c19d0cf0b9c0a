package slack_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/fanlight/fanlight/pkg/deliver/channel"
	"github.com/fanlight/fanlight/pkg/deliver/slack"
	"github.com/fanlight/fanlight/pkg/deliver/slack/slacktest"
	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/render"
	"github.com/fanlight/fanlight/pkg/render/rendertest"
	"github.com/fanlight/fanlight/pkg/report"
)

func partsOf(d *fanlight.Document, to report.Destination) []string {
	return slack.Channel{}.Render(d, to).Parts
}

func TestChannel_Render(t *testing.T) {
	t.Parallel()
	for ending, to := range map[string]report.Destination{"json": byToken, "webhook.json": byWebhook} {
		rendertest.CheckTables(t, func(d *fanlight.Document) string { return strings.Join(partsOf(d, to), "") })
		rendertest.Golden(t, ending, func(d *fanlight.Document) string {
			var b bytes.Buffer
			for _, part := range partsOf(d, to) {
				if err := json.Indent(&b, []byte(part), "", "  "); err != nil {
					t.Error(err)
				}
				b.WriteByte('\n')
			}
			return b.String()
		})
	}
}

// TestChannel_Render_accepted sends every document by both ways.
func TestChannel_Render_accepted(t *testing.T) {
	t.Parallel()
	for name, d := range rendertest.Documents() {
		checkAccepted(t, name, d)
	}
}

// checkAccepted holds that Slack accepts a document by both ways, also with blocks of data
// refused.
func checkAccepted(t *testing.T, name string, d *fanlight.Document) {
	t.Helper()
	for _, to := range []report.Destination{byToken, byWebhook} {
		checkSent(t, name, slack.Channel{}.Render(d, to), to)
	}
}

// checkSent holds that Slack accepts a message, its marked form too, and that it mentions
// nobody.
func checkSent(t *testing.T, name string, m fanlight.Message, to report.Destination) {
	t.Helper()
	for _, server := range []*slacktest.Server{slacktest.New(token), slacktest.New(token).Older()} {
		env := reaching(t, server, known())
		for _, m := range []fanlight.Message{m, slack.Channel{}.MarkDuplicate(m, "Possibly a duplicate: the answer to an earlier delivery never came.")} {
			if err := sendAll(t, env, to, m); err != nil {
				t.Fatalf("%s: %v", name, err)
			}
		}
		for i, seen := range server.Messages() {
			if found := seen.Mentions(); found != nil {
				t.Fatalf("%s mentions or links to %q", name, found)
			}
			if reply := seen.Thread != ""; reply != (seen.Channel != "" && i%len(m.Parts) > 0 && strings.Contains(m.Parts[i%len(m.Parts)], `"reply":true`)) {
				t.Fatalf("%s: part %d is a reply: %t", name, i%len(m.Parts)+1, reply)
			}
			rendertest.CheckHarmless(t, string(seen.Blocks))
			rendertest.CheckHarmless(t, strings.ReplaceAll(seen.Text, "\n", ""))
			for _, f := range seen.Files {
				rendertest.CheckHarmless(t, f.Name+f.Title+f.Shows)
			}
			for _, address := range seen.Links() {
				if !strings.HasPrefix(address, "https://reports.example.org/") && !strings.HasPrefix(address, "https://eu-central-1.console.aws.amazon.com/") {
					t.Fatalf("%s leads to %q", name, address)
				}
			}
		}
	}
}

// sendAll sends the parts of a message as the reporter does.
func sendAll(t *testing.T, env *channel.Environment, to report.Destination, m fanlight.Message) error {
	t.Helper()
	receipts := ""
	for i := range m.PartCount() {
		part := m.OnePart(i)
		part.Before = receipts
		receipt, err := slack.Channel{}.Send(t.Context(), env, to, part)
		if err != nil {
			return fmt.Errorf("part %d: %w", i+1, err)
		}
		receipts = fanlight.JoinReceipts(receipts, receipt)
	}
	return nil
}

// TestChannel_Render_order holds that a webhook gets the same things in the same order as
// the other forms say them.
func TestChannel_Render_order(t *testing.T) {
	t.Parallel()
	all, at := strings.Join(partsOf(rendertest.Documents()["checkout"], byWebhook), ""), 0
	for _, words := range []string{
		`"text":"API health, checkout service · Alert: Error rate`, "compared with", "red_circle", "Error rate (5xx) 1.84%", "large_yellow_circle", "Incomplete", "*1,284,310*", "▲ 51,960 (+4.2%)",
		"*1.84%*  Alert over 1%", "▆▄▁▃▅▇▅▇█▂▁▆·█", "5xx errors per hour", "7,755 at 15:00", "Latency per hour, ms", "Errors by route", "▲ ×15",
		"23:58:41  checkout-orders", "… 4,469 more rows", "  failed", "does not exist", "Blocked by the firewall: empty", "12 of 13 queries ok", "checkout-health@",
	} {
		next := strings.Index(all[at:], words)
		if next < 0 {
			t.Fatalf("no %q after what comes before it", words)
		}
		at += next
	}
	if strings.Contains(all, "data_") || strings.Contains(all, "reply") {
		t.Error("a webhook takes neither blocks of data nor replies")
	}
}

// TestChannel_Render_first holds what the first message has and what its thread.
func TestChannel_Render_first(t *testing.T) {
	t.Parallel()
	parts := partsOf(rendertest.Documents()["checkout"], byToken)
	if len(parts) != 3 {
		t.Fatalf("%d messages, want one, a reply and a picture", len(parts))
	}
	thread := []string{"Latency per hour", "Errors by route", "Latest payment errors", "does not exist", "Blocked by the firewall"}
	for i, words := range [][]string{{"over its mark of 1%", "▲ 224", "▆▄▁▃▅▇▅▇█▂▁▆·█", "5xx errors per hour", "details in the thread"}, thread} {
		at := 0
		for _, word := range words {
			next := strings.Index(parts[i][at:], word)
			if next < 0 {
				t.Fatalf("message %d has no %q after what comes before it", i+1, word)
			}
			at += next
		}
	}
	small := partsOf(rendertest.Documents()["classic"], byToken)
	if len(small) != 1 || strings.Contains(small[0], "thread") || !strings.Contains(small[0], "bot-usage@2026") {
		t.Errorf("a report of three numbers is %q", small)
	}
	if quiet := partsOf(rendertest.Documents()["empty"], byToken); len(quiet) != 1 || !strings.Contains(quiet[0], "Only pointers: empty") {
		t.Errorf("a report with empty sections is %q", quiet)
	}
	if cut := partsOf(rendertest.Documents()["cut"], byToken); len(cut) != 2 || !strings.Contains(cut[0], "3,274 more rows") || !strings.Contains(cut[1], "Total") {
		t.Errorf("a report of tables is %q", cut)
	}
}

func TestChannel_Form(t *testing.T) {
	t.Parallel()
	for form, to := range map[string]report.Destination{"": byToken, "webhook": byWebhook} {
		if got := (slack.Channel{}).Form(to); got != form {
			t.Errorf("form %q, want %q", got, form)
		}
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
	if checkSent(t, "long", long, byWebhook); len(long.Parts) < 4 {
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
	both := slack.Channel{}.MarkDuplicate(fanlight.Message{Parts: []string{`{"text":"a","blocks":[{"type":"divider"}],"plain":[{"type":"divider"}]}`}}, "Twice?")
	if strings.Count(both.Parts[0], "Twice?") != 2 {
		t.Errorf("the mark is not in both forms: %q", both.Parts)
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
