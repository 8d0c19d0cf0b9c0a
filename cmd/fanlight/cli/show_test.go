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
)

func TestWriteRun(t *testing.T) {
	t.Parallel()
	at := time.Date(2026, 1, 2, 12, 30, 0, 0, time.UTC)
	details := ledger.RunDetails{
		Run: fanlight.Run{
			ID: "mixed@2026-01-02T12:30:00Z", State: fanlight.PartlySent, Epoch: 1, Round: 2, Created: at,
			Window: fanlight.Window{Start: at.Add(-24 * time.Hour), End: at},
		},
		Deliveries: []fanlight.Delivery{
			{Name: "email", State: fanlight.DeliverySent, Tries: 1, Receipt: "0102018f-4f2a"},
			{Name: "telegram", State: fanlight.DeliveryFailed, Tries: 5, Error: "502 Bad Gateway\x1b[31m"},
		},
	}
	work := fanlight.Statistics{RecordsMatched: 1203, RecordsScanned: 4946, BytesScanned: 2_100_000}
	queries := []ledger.QueryDetails{
		{ID: "a", State: "ok", Tries: 1, Statistics: work},
		{ID: "late", State: "failed", Error: "Log group '/aws/lambda/late' does not exist for account ID '123456789012'"},
	}
	const head = `mixed@2026-01-02T12:30:00Z
state    partly_sent, epoch 1, round 2
window   2026-01-01T12:30:00Z to 2026-01-02T12:30:00Z
created  2026-01-02T12:30:00Z
`
	const wide = head + `
query  state   tries  matched  scanned   bytes
──────────────────────────────────────────────
a      ok          1    1,203    4,946  2.1 MB
late   failed      0
       Log group '/aws/lambda/late' does not exist for account ID '123456789012'

destination  state   tries  receipt
─────────────────────────────────────────
email        sent        1  0102018f-4f2a
telegram     failed      5
             502 Bad Gateway␛[31m
`
	const narrow = head + `
query  state   tries   bytes
────────────────────────────
a      ok          1  2.1 MB
late   failed      0
       Log group '/aws/lambda/late'
       does not exist for account ID
       '123456789012'

destination  email
state        sent
tries        1
receipt      0102018f-4f2a

destination  telegram
state        failed
tries        5
  502 Bad Gateway␛[31m
`
	for name, c := range map[string]struct {
		width      int
		wide       bool
		want, note string
	}{
		"not a terminal":    {0, false, wide, ""},
		"wide terminal":     {80, false, wide, ""},
		"narrow terminal":   {36, false, narrow, "left out: scanned, matched (--wide shows all)\n"},
		"narrow and --wide": {36, true, wide, ""},
	} {
		var out bytes.Buffer
		var err screen
		s := onTerminal(&out, &err, nil)
		s.Width = func(io.Writer) int { return c.width }
		if failed := writeRun(&s, details, queries, ledger.Deployed{}, c.wide); failed != nil {
			t.Fatal(failed)
		}
		if out.String() != c.want || err.String() != c.note {
			t.Errorf("%s: note %q, got\n%s\nwant\n%s", name, err.String(), out.String(), c.want)
		}
	}
}

// TestDeliveryTable holds that a long receipt, as an archive's, does not break the table up.
func TestDeliveryTable(t *testing.T) {
	t.Parallel()
	archive := "s3://example-reports/" + strings.Repeat("a-folder/", 30) + "report.html"
	table := deliveryTable([]fanlight.Delivery{
		{Name: "email", State: fanlight.DeliverySent, Tries: 1, Receipt: "0102018f-4f2a"},
		{Name: "s3", State: fanlight.DeliverySent, Tries: 1, Receipt: archive},
	})
	const want = `destination  state  tries  receipt
────────────────────────────────────────────────────────────────────────────────
email        sent       1  0102018f-4f2a
s3           sent       1  s3://example-reports/a-folder/a-folder/a-folder/a-fol
                           der/a-folder/a-folder/a-folder/a-folder/a-folder/a-fo
                           lder/a-folder/a-folder/a-folder/a-folder/a-folder/a-f
                           … 143 more characters
`
	if got, left := table.Format(render.TableOptions{Width: 80}); got != want || left.Values != 1 {
		t.Errorf("%+v left out of\n%s\nwant\n%s", left, got, want)
	}
	if got, _ := table.Format(render.TableOptions{Width: 80, Wide: true}); !strings.Contains(got, archive) {
		t.Errorf("--wide shows\n%s", got)
	}
}
