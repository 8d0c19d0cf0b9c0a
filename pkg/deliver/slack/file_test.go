package slack_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"image/png"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/fanlight/fanlight/pkg/deliver/slack"
	"github.com/fanlight/fanlight/pkg/deliver/slack/slacktest"
	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/golden"
	"github.com/fanlight/fanlight/pkg/render/rendertest"
)

// archived is a report in an archive, with links to the console, and with a table of more
// rows than a message shows.
func archived() *fanlight.Document {
	d := rendertest.Archived(rendertest.Documents()["checkout"], "2026-11-26")
	d.Region, d.Account = "eu-central-1", "123456789012"
	latest := d.Query("latest")
	for range 30 {
		latest.Rows = append(latest.Rows, latest.Rows[0])
	}
	latest.Rows[1][2].Value = "=HYPERLINK(\"https://example.org\")"
	return d
}

// TestChannel_Render_archived has the ways out of a report, and the files after its messages.
func TestChannel_Render_archived(t *testing.T) {
	t.Parallel()
	for ending, to := range map[string]bool{"json": false, "webhook.json": true} {
		m := slack.Channel{}.Render(archived(), byToken)
		if to {
			m = slack.Channel{}.Render(archived(), byWebhook)
		}
		var b bytes.Buffer
		for _, part := range m.Parts {
			if err := json.Indent(&b, []byte(part), "", "  "); err != nil {
				t.Error(err)
			}
			b.WriteByte('\n')
		}
		for _, f := range m.Files {
			fmt.Fprintf(&b, "file of part %d: %s, %s, %q\n", f.Part+1, f.Name, f.Type, f.Caption)
		}
		golden.Compare(t, filepath.Join("testdata", "golden", "archived."+ending), b.String())
	}
	checkAccepted(t, "archived", archived())
}

// TestChannel_Render_files sends pictures of charts that Slack does not draw, and then the
// rows that messages do not show. A webhook takes none.
func TestChannel_Render_files(t *testing.T) {
	t.Parallel()
	m := slack.Channel{}.Render(archived(), byToken)
	n := len(m.Parts)
	pictures, tables := m.OnePart(n-2), m.OnePart(n-1)
	if len(m.Files) != 2 || len(pictures.Files) != 1 || len(tables.Files) != 1 {
		t.Fatalf("%d files, %d of the part before the last one", len(m.Files), len(pictures.Files))
	}
	p := pictures.Files[0]
	if _, err := png.Decode(bytes.NewReader(p.Data)); err != nil || p.Name != "s8.png" || !strings.HasPrefix(p.Caption, "Latency per hour, ms\nLatency per hour. p95: lowest 538") {
		t.Errorf("picture %s with %q: %v", p.Name, p.Caption, err)
	}
	f := tables.Files[0]
	if data := string(f.Data); f.Name != "latest-first-33.csv" || f.Caption != "Latest payment errors\n" || !strings.Contains(data, `"'=HYPERLINK(`) || strings.Count(data, "order 7F4B") != 31 {
		t.Errorf("table %s with %q has %.300s", f.Name, f.Caption, data)
	}
	if hook := (slack.Channel{}).Render(archived(), byWebhook); len(hook.Files) > 0 || strings.Contains(strings.Join(hook.Parts, ""), ".csv") {
		t.Error("a webhook takes no files")
	}
}

// TestChannel_Render_links leads to the queries of tables and charts in the thread, as far
// as they have room.
func TestChannel_Render_links(t *testing.T) {
	t.Parallel()
	links := func(d *fanlight.Document) (all []int) {
		server := slacktest.New(token)
		if err := sendAll(t, reaching(t, server, known()), byToken, slack.Channel{}.Render(d, byToken)); err != nil {
			t.Fatal(err)
		}
		for _, m := range server.Messages() {
			all = append(all, len(m.Links()))
		}
		return all
	}
	if diff := cmp.Diff([]int{3, 4, 0, 0}, links(archived())); diff != "" {
		t.Errorf("links of messages (-want +got):\n%s", diff)
	}
	long := archived()
	for i := range long.Queries {
		long.Queries[i].Text = strings.Repeat("x", 5000)
	}
	if diff := cmp.Diff([]int{2, 0, 0, 0}, links(long)); diff != "" {
		t.Errorf("links of long queries (-want +got):\n%s", diff)
	}
}
