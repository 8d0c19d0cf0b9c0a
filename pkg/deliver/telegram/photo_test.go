package telegram_test

import (
	"bytes"
	"context"
	"image/png"
	"strings"
	"testing"
	"time"

	"github.com/fanlight/fanlight/pkg/deliver"
	"github.com/fanlight/fanlight/pkg/deliver/channel/channeltest"
	"github.com/fanlight/fanlight/pkg/deliver/telegram"
	"github.com/fanlight/fanlight/pkg/deliver/telegram/telegramtest"
	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/render/rendertest"
	"github.com/fanlight/fanlight/pkg/report"
)

// checkout is the message of a document with two charts.
func checkout() fanlight.Message {
	return deliver.Render(rendertest.Documents()["checkout"], report.Destination{Name: "telegram", Kind: report.KindTelegram})
}

// withCharts is the message of a document with so many charts.
func withCharts(charts int) fanlight.Message {
	d := rendertest.Documents()["checkout"]
	section := d.Sections[6]
	d.Sections = nil
	for range charts {
		d.Sections = append(d.Sections, section)
	}
	return deliver.Render(d, report.Destination{Kind: report.KindTelegram})
}

// TestChannel_Render_charts sends charts as pictures, in a part after the texts.
func TestChannel_Render_charts(t *testing.T) {
	t.Parallel()
	m := checkout()
	last := m.PartCount() - 1
	part := m.OnePart(last)
	if len(m.Files) != 2 || len(part.Files) != 2 || len(m.OnePart(0).Files) != 0 {
		t.Fatalf("%d files, %d of the last part", len(m.Files), len(part.Files))
	}
	for i, f := range part.Files {
		if _, err := png.Decode(bytes.NewReader(f.Data)); err != nil || f.Type != "image/png" {
			t.Errorf("%s: %v", f.Name, err)
		}
		if !strings.Contains(part.Parts[0], f.Caption) {
			t.Errorf("the words of the part lack those of picture %d: %q", i, f.Caption)
		}
	}
	if want := "<b>Latency per hour, ms</b>\n<code>CET. Grey: no data\np95: lowest 538"; !strings.HasPrefix(part.Files[1].Caption, want) {
		t.Errorf("caption %q, want %q", part.Files[1].Caption, want)
	}
	if text := strings.Join(m.Parts[:last], ""); strings.Contains(text, "5xx errors per hour") {
		t.Errorf("the texts show a chart that has a picture: %s", text)
	}
	checkParts(t, m.Parts)
}

// sendAll sends each part of a message.
func sendAll(ctx context.Context, t *testing.T, server *telegramtest.Server, m fanlight.Message) (receipts []string, err error) {
	t.Helper()
	for part := range m.PartCount() {
		receipt, err := telegram.Channel{}.Send(ctx, reaching(t, server, bot(botToken)), group, m.OnePart(part))
		if err != nil {
			return receipts, err
		}
		receipts = append(receipts, receipt)
	}
	return receipts, nil
}

// TestChannel_Send_charts_refused sends the words of pictures that the chat does not
// take: its texts have arrived, and the report is not to fail for ever.
func TestChannel_Send_charts_refused(t *testing.T) {
	t.Parallel()
	faults := func(all ...*channeltest.Fault) []*channeltest.Fault { return all }
	refuse := telegramtest.Refuse
	for _, charts := range []int{1, 3} {
		m := withCharts(charts).OnePart(1)
		for _, test := range []struct {
			name     string
			faults   []*channeltest.Fault
			want     *fanlight.DeliveryError
			words    string
			pictures int
			texts    int
			requests int
		}{
			{name: "no rights", faults: faults(refuse(400, "Bad Request: not enough rights to send photos to the chat")), texts: 1, requests: 2},
			{name: "not processed", faults: faults(refuse(400, "Bad Request: IMAGE_PROCESS_FAILED")), texts: 1, requests: 2},
			{name: "too large", faults: faults(channeltest.Page(413)), texts: 1, requests: 2},
			{name: "no such chat", faults: faults(refuse(400, "Bad Request: chat not found"), refuse(400, "Bad Request: chat not found")), want: final, words: "chat not found", requests: 2},
			{name: "blocked", faults: faults(refuse(403, "Forbidden: bot was kicked")), want: final, words: "kicked", requests: 1},
			{name: "too many requests", faults: faults(telegramtest.TooMany(9)), want: after(9 * time.Second), words: "retry after 9", requests: 1},
			{name: "wait for the words", faults: faults(refuse(400, "Bad Request: IMAGE_PROCESS_FAILED"), telegramtest.TooMany(3)), want: after(3 * time.Second), requests: 2},
			{name: "server error", faults: faults(refuse(500, "Internal Server Error")), want: passing, words: "500", requests: 1},
			{name: "lost answer", faults: faults(channeltest.Lost()), want: open, words: "EOF", pictures: charts, requests: 1},
			{name: "cut answer", faults: faults(channeltest.Cut(`{"ok":true,"result":[{"mess`)), want: open, pictures: charts, requests: 1},
			{name: "moved", faults: faults(telegramtest.Moved(-1009)), pictures: charts, requests: 2},
			{name: "bad entities", faults: faults(refuse(400, "Bad Request: can't parse entities: x")), pictures: charts, requests: 2},
			{name: "bad entities and pictures", faults: faults(refuse(400, "Bad Request: can't parse entities: x"), refuse(400, "Bad Request: IMAGE_PROCESS_FAILED")), texts: 1, requests: 3},
		} {
			server := telegramtest.New(botToken, test.faults...)
			_, err := telegram.Channel{}.Send(t.Context(), reaching(t, server, bot(botToken)), group, m)
			checkOutcome(t, err, test.want, test.words)
			pictures, texts := 0, 0
			for _, seen := range server.Messages() {
				if seen.Photo != nil {
					pictures++
				} else if texts++; !strings.Contains(seen.Text, "5xx errors per hour") {
					t.Errorf("%s: the chat sees %q", test.name, seen.Text)
				}
			}
			if pictures != test.pictures || texts != test.texts || server.Requests() != test.requests {
				t.Errorf("%s, %d charts: %d pictures and %d texts after %d requests, want %d, %d, %d", test.name, charts,
					pictures, texts, server.Requests(), test.pictures, test.texts, test.requests)
			}
		}
	}
}

// TestChannel_MarkDuplicate_charts marks the first picture, and the words that may take
// the place of the pictures. The stored message stays.
func TestChannel_MarkDuplicate_charts(t *testing.T) {
	t.Parallel()
	stored := withCharts(2).OnePart(1)
	marked := telegram.Channel{}.MarkDuplicate(stored, "Possibly a duplicate.")
	if !strings.HasPrefix(marked.Files[0].Caption, "<i>Possibly a duplicate.</i>\n\n<b>5xx") || strings.Contains(marked.Files[1].Caption, "duplicate") {
		t.Errorf("captions %q and %q", marked.Files[0].Caption, marked.Files[1].Caption)
	}
	if !strings.HasPrefix(marked.Parts[0], "<i>Possibly") || strings.Contains(stored.Files[0].Caption+stored.Parts[0], "duplicate") {
		t.Error("the words are not marked, or the stored message is")
	}
	server := telegramtest.New(botToken)
	if _, err := (telegram.Channel{}).Send(t.Context(), reaching(t, server, bot(botToken)), group, marked); err != nil {
		t.Error(err)
	}
}
