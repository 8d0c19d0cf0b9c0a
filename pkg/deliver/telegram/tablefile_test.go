package telegram_test

import (
	"fmt"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/fanlight/fanlight/pkg/deliver/channel/channeltest"
	"github.com/fanlight/fanlight/pkg/deliver/telegram"
	"github.com/fanlight/fanlight/pkg/deliver/telegram/telegramtest"
	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/golden"
	"github.com/fanlight/fanlight/pkg/render/rendertest"
	"github.com/fanlight/fanlight/pkg/report"
)

// withFiles is the message of a document with so many long tables.
func withFiles(files int) fanlight.Message {
	d := rendertest.Documents()["long"]
	table, q := d.Sections[len(d.Sections)-1], d.Queries[0]
	d.Sections = nil
	for i := range files {
		q.ID, table.Query = fmt.Sprintf("paths_%d", i), fmt.Sprintf("paths_%d", i)
		d.Queries, d.Sections = append(d.Queries, q), append(d.Sections, table)
	}
	return telegram.Channel{}.Render(rendertest.Archived(d, "a"), report.Destination{Kind: report.KindTelegram})
}

// last returns the last part of a message, which comes after others.
func last(m fanlight.Message) fanlight.Message {
	part := m.OnePart(m.PartCount() - 1)
	part.Before = "11,12"
	return part
}

// TestChannel_Render_files sends the rows that the texts do not show, in a part after the
// pictures.
func TestChannel_Render_files(t *testing.T) {
	t.Parallel()
	d := rendertest.Archived(rendertest.Documents()["checkout"], "2026-11-26")
	latest := d.Query("latest")
	for range 30 {
		latest.Rows = append(latest.Rows, latest.Rows[0])
	}
	latest.Rows[1][2].Value = "=HYPERLINK(\"https://example.org\")"
	m := telegram.Channel{}.Render(d, report.Destination{Kind: report.KindTelegram})
	checkParts(t, m.Parts)
	golden.Compare(t, filepath.Join("testdata", "golden", "archived.telegram"), strings.Join(m.Parts, "\n=== next message ===\n"))
	if n := len(m.Parts); len(m.OnePart(n-2).Files) != 2 || m.OnePart(n - 2).Files[0].Type != "image/png" {
		t.Errorf("the part before the last one has no pictures")
	}
	files := last(m).Files
	if len(files) != 1 || files[0].Name != "latest-first-33.csv" || files[0].Type != "text/csv" || files[0].Caption != "<b>Latest payment errors</b>\n33 rows" {
		t.Fatalf("files %+v", files)
	}
	if data := string(files[0].Data); !strings.HasPrefix(data, "@timestamp,@log,@message\n2026-11-25 22:58:41.020,123456789012:/aws") ||
		!strings.Contains(data, `"'=HYPERLINK(`) || strings.Count(data, "order 7F4B") != 31 {
		t.Errorf("%s has %.300s", files[0].Name, data)
	}
}

// TestChannel_Render_links leads to the edition at the end of the first message, and
// where files cannot be sent.
func TestChannel_Render_links(t *testing.T) {
	t.Parallel()
	const way = `<a href="https://reports.example.org/a/report.html">Open the full report</a> · <a href="https://reports.example.org/index.html">All editions</a>`
	long := withFiles(25)
	if n := len(long.Parts); n < 3 || !strings.HasSuffix(long.Parts[0], "\n\n"+way) || !strings.HasSuffix(long.Parts[n-1], "\n\n"+way) || strings.Count(strings.Join(long.Parts, ""), way) != 2 {
		t.Errorf("%d parts, the first one ends in %q", n, long.Parts[0][len(long.Parts[0])-300:])
	}
	checkParts(t, long.Parts)
	short := partsOf(rendertest.Archived(rendertest.Documents()["classic"], "a"))
	if len(short) != 1 || !strings.Contains(short[0], "\n\n"+way+"\n\n3 of 3 queries ok") {
		t.Errorf("one message is %q", short)
	}
	d := rendertest.Documents()["classic"]
	d.Archive = &fanlight.Archive{Folder: "https://example.org/?a=1&b='c'/", Index: "javascript:alert(1)"}
	if got := partsOf(d)[0]; !strings.Contains(got, `<a href="https://example.org/?a=1&amp;b=&#39;c&#39;/report.html">Open the full report</a>`+"\n\n") || strings.Contains(got, "All editions") {
		t.Errorf("the address is not escaped, or one is that is none: %q", got)
	}
}

// TestChannel_Send_files_refused sends words for documents that the chat does not take: its
// texts have arrived, and the report is not to fail for ever.
func TestChannel_Send_files_refused(t *testing.T) {
	t.Parallel()
	faults := func(all ...*channeltest.Fault) []*channeltest.Fault { return all }
	refuse := telegramtest.Refuse
	for _, files := range []int{1, 3} {
		m := last(withFiles(files))
		for _, test := range []struct {
			name      string
			faults    []*channeltest.Fault
			want      *fanlight.DeliveryError
			documents int
			texts     int
			requests  int
		}{
			{"no rights", faults(refuse(400, "Bad Request: not enough rights to send documents to the chat")), nil, 0, 1, 2},
			{"too large", faults(refuse(413, "Request Entity Too Large")), nil, 0, 1, 2},
			{"too large for a proxy", faults(channeltest.Page(413)), nil, 0, 1, 2},
			{"mixed", faults(refuse(400, "Bad Request: document can't be mixed with other media types")), nil, 0, 1, 2},
			{"not attached", faults(refuse(400, "Bad Request: can't parse InputMedia: media not found")), nil, 0, 1, 2},
			{"bad caption", faults(refuse(400, "Bad Request: can't parse entities: x")), nil, files, 0, 2},
			{"bad caption, then refused", faults(refuse(400, "Bad Request: can't parse entities: x"), refuse(400, "Bad Request: file must be non-empty")), nil, 0, 1, 3},
			{"words refused, too", faults(refuse(400, "Bad Request: chat not found"), refuse(400, "Bad Request: chat not found")), final, 0, 0, 2},
			{"kicked", faults(refuse(403, "Forbidden: bot was kicked from the supergroup chat")), final, 0, 0, 1},
			{"too many requests", faults(telegramtest.TooMany(9)), after(9 * time.Second), 0, 0, 1},
			{"wait for the words", faults(refuse(413, "Request Entity Too Large"), telegramtest.TooMany(3)), after(3 * time.Second), 0, 0, 2},
			{"server error", faults(refuse(500, "Internal Server Error")), passing, 0, 0, 1},
			{"moved", faults(telegramtest.Moved(-1009)), nil, files, 0, 2},
			{"lost answer", faults(channeltest.Lost()), open, files, 0, 1},
			{"cut answer", faults(channeltest.Cut(`{"ok":true,"resu`)), open, files, 0, 1},
		} {
			server := telegramtest.New(botToken, test.faults...)
			_, err := telegram.Channel{}.Send(t.Context(), reaching(t, server, bot(botToken)), group, m)
			checkOutcome(t, err, test.want, "")
			documents, texts := 0, 0
			for _, seen := range server.Messages() {
				if seen.Document != nil {
					documents++
				} else if texts++; !strings.Contains(seen.Text, "paths_0.csv: 1,204 rows, 82.8 kB") {
					t.Errorf("%s: the chat sees %q", test.name, seen.Text)
				}
			}
			if documents != test.documents || texts != test.texts || server.Requests() != test.requests {
				t.Errorf("%s, %d files: %d documents and %d texts after %d requests, want %d, %d, %d", test.name, files,
					documents, texts, server.Requests(), test.documents, test.texts, test.requests)
			}
		}
	}
}

// TestChannel_Send_plain_links keeps addresses where formatting is refused, as far as they
// have room.
func TestChannel_Send_plain_links(t *testing.T) {
	t.Parallel()
	const part = `<b>a</b> <a href="https://example.org/?a=1&amp;b=2">Open the full report</a>`
	long := strings.Repeat("x", 3950)
	for text, want := range map[string]string{part: "a Open the full report: https://example.org/?a=1&b=2", part + long: "a Open the full report" + long} {
		server := telegramtest.New(botToken, telegramtest.Refuse(400, "Bad Request: can't parse entities: x"))
		_, err := telegram.Channel{}.Send(t.Context(), reaching(t, server, bot(botToken)), group, parts(text))
		checkOutcome(t, err, nil, "")
		checkSeen(t, server, []string{want})
	}
}

// TestChannel_MarkDuplicate_files marks the first document, and the words that may take
// the place of all.
func TestChannel_MarkDuplicate_files(t *testing.T) {
	t.Parallel()
	stored := last(withFiles(2))
	marked := telegram.Channel{}.MarkDuplicate(stored, "Possibly a duplicate.")
	if !strings.HasPrefix(marked.Files[0].Caption, "<i>Possibly") || strings.Contains(marked.Files[1].Caption, "Possibly") || !strings.HasPrefix(marked.Parts[0], "<i>Possibly") {
		t.Errorf("captions %q and %q, words %q", marked.Files[0].Caption, marked.Files[1].Caption, marked.Parts)
	}
	if strings.Contains(stored.Files[0].Caption+stored.Parts[0], "Possibly") {
		t.Error("the stored message is marked")
	}
}
