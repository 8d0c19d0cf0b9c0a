package telegram_test

import (
	"strings"
	"testing"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/render/rendertest"
)

// expectText fails the test unless the parts of a document have these texts.
func expectText(t *testing.T, d *fanlight.Document, all ...string) {
	t.Helper()
	text := strings.ReplaceAll(strings.Join(partsOf(d), "\n"), "\u00a0", " ")
	for _, want := range all {
		if !strings.Contains(text, want) {
			t.Errorf("there is no %q in\n%s", want, text)
		}
	}
}

// TestChannel_Render_order has the title, the first lines with their signs, the numbers, the
// tables, what has nothing to show, and how the report came to be.
func TestChannel_Render_order(t *testing.T) {
	t.Parallel()
	text := strings.Join(partsOf(rendertest.Documents()["checkout"]), "")
	at := 0
	for _, want := range []string{
		"<b>API health, checkout service</b>\nWed 25 Nov 2026", "Compared with", "\n\n🔴 <b>Alert</b>: <b>Error rate", "\n🟡 <b>Warning</b>: ",
		"\n❔ <b>Incomplete</b>: ", "\n\nRequests: <b>1,284,310</b>\n<code>▇█", "</code>  ▲ 51,960 (+4.2%)\nError rate (5xx): <b>1.84%</b> 🔴\n",
		"\n\n<b>Errors by route</b>", "\n\n<b>Latest payment errors</b>", "\n\n<b>Slowest database statements</b>: failed, no answer; it does not mean 0\n<code>Log group",
		"\n\n<b>Blocked by the firewall</b>: empty, none of", "\n\n12 of 13 queries ok", "\n<code>checkout-health@", "<b>5xx errors per hour</b>",
	} {
		next := strings.Index(text[at:], want)
		if next < 0 {
			t.Fatalf("there is no %q after\n%s", want, text[:at])
		}
		at += next
	}
}

// TestChannel_Render_numbers takes no missing answer for 0.
func TestChannel_Render_numbers(t *testing.T) {
	t.Parallel()
	expectText(t, rendertest.Documents()["failures"], "\nPrivate requests: <b>no answer</b> (failed)\n<code>Malformed",
		"\nStopped: <b>no answer</b> (cancelled)\nQuiet: <i>no data</i>\nCalls by field: <b>no value</b>\n<code>the row")
	expectText(t, rendertest.Documents()["checkout"], "▲ 1.31 pts, worse", "= unchanged", "No comparison: Tue 24 Nov had no answer")
}

// TestChannel_Render_footer bounds what is said of queries.
func TestChannel_Render_footer(t *testing.T) {
	t.Parallel()
	d := rendertest.Documents()["classic"]
	for range 40 {
		q := d.Queries[0]
		q.Truncated = true
		d.Queries = append(d.Queries, q)
	}
	expectText(t, d, "may have more rows than the first 1 · … 31 more notes\n<code>bot-usage@")
}
