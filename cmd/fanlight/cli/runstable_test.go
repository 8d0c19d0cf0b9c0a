package cli

import (
	"testing"
	"time"
)

var listedAt = time.Date(2026, 1, 2, 12, 47, 4, 0, time.UTC)

// someRuns are a run of each kind that the list shows.
func someRuns() []listedRun {
	at := func(ago time.Duration) time.Time { return listedAt.Add(-ago) }
	ended, total := func(r listedRun, settled, failed, sent int, bytes float64) listedRun {
		r.Queries = &queryCounts{Total: settled, Settled: &settled, Failed: &failed}
		r.Destinations = &reachedCounts{Total: 2, Sent: &sent}
		r.Bytes = &bytes
		return r
	}, listedAt
	return []listedRun{
		ended(listedRun{Run: "mixed@2026-01-02T12:31:00Z+brvgr6", State: "partly_sent", Epoch: 1, Trigger: "hand", Created: at(12*time.Minute + 48*time.Second),
			begun: at(12*time.Minute + 48*time.Second), Ended: &total}, 2, 1, 1, 2.1e6),
		ended(listedRun{Run: "bot-usage@2026-01-02T12:30:00Z", State: "reporting", Open: true, Epoch: 1, Trigger: "schedule", Created: at(17 * time.Minute), begun: at(17 * time.Minute)}, 3, 0, 1, 6.3e6),
		ended(listedRun{Run: "api-latency@2026-01-02T06:00:00Z", State: "sent", Epoch: 1, Trigger: "schedule", Created: at(6 * time.Hour), begun: at(6 * time.Hour), Ended: &total}, 3, 1, 2, 40.8e9),
		{Run: "older@2026-01-01T06:00:00Z", State: "cancelled", Epoch: 1, Trigger: "schedule", Created: at(30 * time.Hour), begun: at(30 * time.Hour)},
	}
}

func TestFormatRuns(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		width      int
		wide       bool
		want, left string
	}{
		{80, false, `run                                state        queries  failed  sent    bytes
──────────────────────────────────────────────────────────────────────────────
mixed@2026-01-02T12:31:00Z+brvgr6  partly_sent      2/2       1   1/2   2.1 MB
bot-usage@2026-01-02T12:30:00Z     reporting        3/3           1/2   6.3 MB
api-latency@2026-01-02T06:00:00Z   sent             3/3       1   2/2  40.8 GB
older@2026-01-01T06:00:00Z         cancelled
`, "left out: cost, took (--wide shows all)"},
		{40, false, `mixed@2026-01-02T12:31:00Z+brvgr6
  partly_sent · 2/2 queries · 1 failed
  1/2 sent · 2.1 MB · $0.00001 · 12m48s
bot-usage@2026-01-02T12:30:00Z
  reporting · 3/3 queries · 1/2 sent
  6.3 MB · $0.00003 · 17m00s
api-latency@2026-01-02T06:00:00Z
  sent · 3/3 queries · 1 failed
  2/2 sent · 40.8 GB · $0.20 · 6h00m
older@2026-01-01T06:00:00Z
  cancelled
`, ""},
		{0, false, `run                                state        queries  failed  sent    took    bytes      cost
────────────────────────────────────────────────────────────────────────────────────────────────
mixed@2026-01-02T12:31:00Z+brvgr6  partly_sent      2/2       1   1/2  12m48s   2.1 MB  $0.00001
bot-usage@2026-01-02T12:30:00Z     reporting        3/3           1/2  17m00s   6.3 MB  $0.00003
api-latency@2026-01-02T06:00:00Z   sent             3/3       1   2/2   6h00m  40.8 GB     $0.20
older@2026-01-01T06:00:00Z         cancelled
`, ""},
		{80, true, `run                                state        queries  failed  sent    took    bytes      cost  trigger   created
────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────
mixed@2026-01-02T12:31:00Z+brvgr6  partly_sent      2/2       1   1/2  12m48s   2.1 MB  $0.00001  hand      2026-01-02T12:34:16Z
bot-usage@2026-01-02T12:30:00Z     reporting        3/3           1/2  17m00s   6.3 MB  $0.00003  schedule  2026-01-02T12:30:04Z
api-latency@2026-01-02T06:00:00Z   sent             3/3       1   2/2   6h00m  40.8 GB     $0.20  schedule  2026-01-02T06:47:04Z
older@2026-01-01T06:00:00Z         cancelled                                                      schedule  2026-01-01T06:47:04Z
`, ""},
	} {
		got, left := formatRuns(someRuns(), listedAt, test.width, test.wide)
		if got != test.want || left.String() != test.left {
			t.Errorf("%d columns, wide %v: left out %q, got\n%s\nwant\n%s", test.width, test.wide, left.String(), got, test.want)
		}
	}
}

// TestFormatRuns_replayed shows epochs once there is a second one.
func TestFormatRuns_replayed(t *testing.T) {
	t.Parallel()
	runs := someRuns()[1:2]
	runs[0].Epoch = 2
	const want = `bot-usage@2026-01-02T12:30:00Z
  reporting · epoch 2 · 3/3 queries
  1/2 sent · 6.3 MB · $0.00003 · 17m00s
`
	if got, _ := formatRuns(runs, listedAt, 40, false); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}
