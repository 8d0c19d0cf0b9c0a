package cli

import (
	"bytes"
	"io"
	"strings"
	"testing"
	"time"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/ledger"
	"github.com/fanlight/fanlight/pkg/render"
	"github.com/fanlight/fanlight/pkg/report"
)

// mixedRun is a run of which one query failed, and one destination in two rounds.
func mixedRun() shownRun {
	at := time.Date(2026, 1, 2, 12, 34, 16, 0, time.UTC)
	due := time.Date(2026, 1, 2, 12, 26, 0, 0, time.UTC)
	run := fanlight.Run{
		ID: "mixed@2026-01-02T12:31:00Z+brvgr6", State: fanlight.PartlySent, Epoch: 1, Round: 2, Created: at, Begun: at, Total: 2,
		Window: fanlight.Window{Start: due.Add(-24 * time.Hour), End: due},
		Definition: report.Report{
			Name: "mixed", Queries: []report.Query{{ID: "a", Text: "stats count(*) as n"}, {ID: "late", Text: "stats count(*) as n", LogGroups: []string{"/aws/lambda/late"}}},
			Deliver: []report.Destination{{Name: "email", Kind: report.KindEmail}, {Name: "telegram", Kind: report.KindTelegram}},
		},
	}
	work := fanlight.Statistics{RecordsMatched: 1203, RecordsScanned: 4946, BytesScanned: 2_100_000}
	first := fanlight.Try{Start: fanlight.Start{Try: 1, ID: "11111111"}, Begun: at, Ended: at.Add(600 * time.Millisecond), Statistics: work}
	round := func(n int, after time.Duration, d fanlight.Delivery) ledger.RoundDelivery {
		return ledger.RoundDelivery{Delivery: d, Round: n, At: at.Add(after)}
	}
	return shownRun{
		details: ledger.RunDetails{Run: run},
		queries: []ledger.QueryDetails{
			{ID: "a", State: "ok", Tries: 1, QueryID: "11111111", Statistics: work, Took: 600 * time.Millisecond, Attempts: []fanlight.Try{first}},
			{ID: "late", State: "failed", Error: "Log group '/aws/lambda/late' does not exist for account ID '123456789012'"},
		},
		rounds: []ledger.RoundDelivery{
			round(1, time.Second, fanlight.Delivery{Name: "email", State: fanlight.DeliverySent, Tries: 1, Receipt: "0102018f-4f2a"}),
			round(1, 7*time.Minute+33*time.Second, fanlight.Delivery{Name: "telegram", State: fanlight.DeliveryFailed, Tries: 5,
				Error: `502 Bad Gateway: "upstream connect error or disconnect/reset before headers"` + "\x1b[31m"}),
			round(2, 12*time.Minute+48*time.Second, fanlight.Delivery{Name: "telegram", State: fanlight.DeliveryFailed, Tries: 1, Permanent: true,
				Error: "403 Forbidden: bot was kicked from the supergroup chat"}),
		},
		claim: fanlight.Claim{State: fanlight.PartlySent, Ended: at.Add(12*time.Minute + 48*time.Second)},
	}
}

const mixedHead = `mixed@2026-01-02T12:31:00Z+brvgr6
state    partly_sent, incomplete: 1 of 2 queries gave no answer
window   2026-01-01T12:26:00Z to 2026-01-02T12:26:00Z (24h)
created  2026-01-02T12:34:16Z by hand, ended 12:47:04Z after 12m48s
epoch    1, round 2
cost     2.1 MB scanned ($0.00001), machinery $0.00011
`

func TestFormatRun(t *testing.T) {
	t.Parallel()
	const hints = `
once mended:
  fanlight replay mixed@2026-01-02T12:31:00Z+brvgr6 --failed
`
	const at80 = mixedHead + `
query  state   tries  matched  scanned   bytes  took
────────────────────────────────────────────────────
a      ok          1    1,203    4,946  2.1 MB  0.6s
late   failed      0
       Log group '/aws/lambda/late' does not exist for account ID '123456789012'

destination  round  state   tries  at         answer
───────────────────────────────────────────────────────────
email            1  sent        1  12:34:17Z  0102018f-4f2a
telegram         1  failed      5  12:41:49Z
             502 Bad Gateway: "upstream connect error or disconnect/reset before
             headers"␛[31m
telegram         2  failed      1  12:47:04Z
             403 Forbidden: bot was kicked from the supergroup chat
` + hints
	const at40 = `mixed@2026-01-02T12:31:00Z+brvgr6
state    partly_sent, incomplete: 1 of 2
         queries gave no answer
window   2026-01-01T12:26:00Z to
         2026-01-02T12:26:00Z (24h)
created  2026-01-02T12:34:16Z by hand,
         ended 12:47:04Z after 12m48s
epoch    1, round 2
cost     2.1 MB scanned ($0.00001),
         machinery $0.00011

query  state   tries  matched   bytes
─────────────────────────────────────
a      ok          1    1,203  2.1 MB
late   failed      0
       Log group '/aws/lambda/late' does
       not exist for account ID
       '123456789012'
`
	for _, test := range []struct {
		width int
		want  string
	}{{80, at80}, {40, at40}} {
		got, left := formatted(t, mixedRun(), test.width, false)
		if !strings.HasPrefix(got, test.want) {
			t.Errorf("%d columns: left out %q, got\n%s\nwant\n%s", test.width, left.String(), got, test.want)
		}
	}
	if got, _ := formatted(t, mixedRun(), 40, true); !strings.Contains(got, "before headers\"␛[31m\n") {
		t.Errorf("--wide shows\n%s", got)
	}
}

func formatted(t *testing.T, shown shownRun, width int, wide bool) (string, render.LeftOut) {
	t.Helper()
	var out bytes.Buffer
	var err screen
	s := onTerminal(&out, &err, nil)
	s.Width = func(io.Writer) int { return width }
	got, left, failed := formatRun(&s, shown, wide)
	if failed != nil {
		t.Fatal(failed)
	}
	return got, left
}

// TestDeliveryTable holds that a long receipt, as an archive's, does not break the table up.
func TestDeliveryTable(t *testing.T) {
	t.Parallel()
	archive := "s3://example-reports/" + strings.Repeat("a-folder/", 30) + "report.html"
	s := shownRun{rounds: []ledger.RoundDelivery{
		{Delivery: fanlight.Delivery{Name: "email", State: fanlight.DeliverySent, Tries: 1, Receipt: "0102018f-4f2a"}, Round: 1},
		{Delivery: fanlight.Delivery{Name: "s3", State: fanlight.DeliverySent, Tries: 1, Receipt: archive}, Round: 1},
	}}
	table := deliveryTable(s, time.Time{})
	const want = `destination  round  state  tries  answer
────────────────────────────────────────────────────────────────────────────────
email            1  sent       1  0102018f-4f2a
s3               1  sent       1  s3://example-reports/a-folder/a-folder/a-folde
                                  r/a-folder/a-folder/a-folder/a-folder/a-folder
                                  /a-folder/a-folder/a-folder/a-folder/a-folder/
                                  … 164 more characters
`
	if got, left := table.Format(render.TableOptions{Width: 80}); got != want || left.Values != 1 {
		t.Errorf("%+v left out of\n%s\nwant\n%s", left, got, want)
	}
	if got, _ := table.Format(render.TableOptions{Width: 80, Wide: true}); !strings.Contains(got, archive) {
		t.Errorf("--wide shows\n%s", got)
	}
}

// TestFormatRun_reporting shows the next tries of a run that is being reported, and the
// destination that was not tried yet.
func TestFormatRun_reporting(t *testing.T) {
	t.Parallel()
	s := mixedRun()
	run := &s.details.Run
	run.State, run.Open, run.Round, run.Deadline = fanlight.Running, true, 1, run.Created.Add(30*time.Minute)
	run.Definition.Deliver[0].Name = "slack"
	s.rounds = s.rounds[1:2]
	s.rounds[0].Tries, s.rounds[0].Error = 1, "502 Bad Gateway"
	s.claim = fanlight.Claim{Released: true, Lease: run.Created.Add(90 * time.Second), Moved: run.Created}
	var b strings.Builder
	writeState(&b, s, run.Created, 80)
	content, _ := deliveryTable(s, run.Created.Add(time.Minute)).Format(render.TableOptions{Width: 80})
	b.WriteString(content)
	writeHints(&b, s)
	const want = `mixed@2026-01-02T12:31:00Z+brvgr6
state    reporting, incomplete: 1 of 2 queries gave no answer
window   2026-01-01T12:26:00Z to 2026-01-02T12:26:00Z (24h)
created  2026-01-02T12:34:16Z by hand
deadline 2026-01-02T13:04:16Z
epoch    1, round 1
cost     2.1 MB scanned ($0.00001), machinery $0.00011
destination  round  state    tries  at
─────────────────────────────────────────────
telegram         1  failed       1  12:41:49Z
             502 Bad Gateway; next try 12:35:46Z (in 30s)
slack            1  waiting      0
             next try 12:35:46Z (in 30s)

while it is open:
  fanlight watch mixed@2026-01-02T12:31:00Z+brvgr6
  fanlight resend mixed@2026-01-02T12:31:00Z+brvgr6 --now
  fanlight cancel mixed@2026-01-02T12:31:00Z+brvgr6
`
	if b.String() != want {
		t.Errorf("got\n%s\nwant\n%s", b.String(), want)
	}
}
