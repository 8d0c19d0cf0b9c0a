package cli

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/ledger"
	"github.com/fanlight/fanlight/pkg/render"
	"github.com/fanlight/fanlight/pkg/report"
)

// watchedRun is a run of three queries that has just begun, for two destinations.
func watchedRun() watched {
	at := time.Date(2026, 1, 2, 6, 0, 0, 0, time.UTC)
	run := fanlight.Run{
		ID: "api-latency@2026-01-02T06:00:00Z", State: fanlight.Running, Open: true, Epoch: 1, Round: 1, Total: 3, Created: at, Begun: at, Deadline: at.Add(30 * time.Minute),
		Definition: report.Report{
			Queries: []report.Query{{ID: "errors"}, {ID: "p95"}, {ID: "by_user"}},
			Deliver: []report.Destination{{Name: "email"}, {Name: "telegram"}},
		},
	}
	return watched{
		at: at.Add(14 * time.Second),
		shownRun: shownRun{
			details: ledger.RunDetails{Run: run},
			queries: []ledger.QueryDetails{
				{ID: "errors", State: "ok", Tries: 1, Statistics: fanlight.Statistics{RecordsMatched: 912, RecordsScanned: 40112, BytesScanned: 1.1e9}},
				{ID: "p95", State: ledger.QueryRunning, Tries: 1, QueryID: "p"},
				{ID: "by_user", State: ledger.QueryWaiting},
			},
		},
		shards: []fanlight.Progress{{
			Size: 3, Settled: 1, Winners: map[int]string{0: "a"}, Starts: map[int]fanlight.Start{0: {Try: 1, ID: "e"}, 1: {Try: 1, ID: "p"}},
			Waits: "97 queries of others are running, and the account allows 100 in all",
		}},
	}
}

// wasReported returns the run once its queries are settled, with a record of each destination.
func wasReported(records ...ledger.RoundDelivery) watched {
	w := watchedRun()
	w.queries[1].State, w.queries[2].State = "ok", "failed"
	w.queries[2].Error = "Log group '/aws/lambda/late' does not exist for account ID '123456789012'"
	w.shards[0].Settled, w.shards[0].Winners = 3, map[int]string{0: "a", 1: "b", 2: "c"}
	w.rounds = records
	w.claim = fanlight.Claim{Released: true, Lease: w.at.Add(30 * time.Second), Moved: w.at}
	return w
}

func record(name string, d fanlight.Delivery) ledger.RoundDelivery {
	d.Name = name
	return ledger.RoundDelivery{Delivery: d, Round: 1, At: watchedRun().at}
}

// said returns the texts of events.
func said(events []runEvent) string {
	var b strings.Builder
	for _, e := range events {
		fmt.Fprintf(&b, "%s %s\n", marks[e.state][0], e.text)
	}
	return b.String()
}

// TestHappened_since follows a run through a start that waits, a query that fails, a
// destination that fails and is tried again, one that asks to wait, and its end. Nothing is
// said twice.
func TestHappened_since(t *testing.T) {
	t.Parallel()
	h := newHappened()
	busy := fanlight.Delivery{State: fanlight.DeliveryFailed, Tries: 1, Fence: 1, Error: "502 Bad Gateway"}
	wait := fanlight.Delivery{State: fanlight.DeliveryWaiting, Fence: 1, Error: "429: Too Many Requests", NotBefore: watchedRun().at.Add(time.Hour / 2)}
	again := busy
	again.Tries, again.Fence = 2, 2
	final := busy
	final.Tries, final.Fence, final.Permanent, final.Error = 3, 3, true, "403 Forbidden"
	sent := fanlight.Delivery{State: fanlight.DeliverySent, Fence: 3, Receipt: "0102018f-4f2a"}
	working := wasReported(record("telegram", busy))
	working.claim.Released = false
	for i, step := range []struct {
		look watched
		want string
	}{
		{watchedRun(), `✓ errors: ok: 912 of 40,112 records, 1.1 GB
! by_user waits: 97 queries of others are running, and the account allows 100 in all; tried again by itself
`},
		{watchedRun(), ""},
		{working, `✓ p95: ok: 0 of 0 records, 0 B
✗ by_user: failed: Log group '/aws/lambda/late' does not exist for account ID '123456789012'
`},
		{wasReported(record("email", wait), record("telegram", busy)), `! email: waits: 429: Too Many Requests; next try 06:30:14Z (in 30m)
! telegram: try 1 of 5 failed: 502 Bad Gateway; next try 06:00:44Z (in 30s)
`},
		{wasReported(record("email", wait), record("telegram", busy)), ""},
		{wasReported(record("email", wait), record("telegram", again)), "! telegram: try 2 of 5 failed: the same; next try 06:00:44Z (in 30s)\n"},
		{wasReported(record("email", sent), record("telegram", final)), "✓ email: sent: 0102018f-4f2a\n✗ telegram: failed after 3 tries: 403 Forbidden\n"},
		{wasReported(record("email", sent), record("telegram", final)), ""},
	} {
		if got := said(h.since(step.look)); got != step.want {
			t.Errorf("look %d: got\n%s\nwant\n%s", i+1, got, step.want)
		}
	}
}

// TestHappened_since_many counts the good queries of a run of more than twenty.
func TestHappened_since_many(t *testing.T) {
	t.Parallel()
	w := watchedRun()
	w.details.Run.Total = manyQueries + 1
	if got := said(newHappened().since(w)); strings.Contains(got, "errors") || !strings.Contains(got, "by_user waits") {
		t.Errorf("got\n%s", got)
	}
}

// TestHappened_since_replay leaves out what an earlier epoch found.
func TestHappened_since_replay(t *testing.T) {
	t.Parallel()
	w := watchedRun()
	w.details.Run.Epoch = 2
	w.shards[0].Winners[0], w.shards[0].Waits = "1:a", ""
	if got := said(newHappened().since(w)); got != "" {
		t.Errorf("got\n%s", got)
	}
	const want = "api-latency@2026-01-02T06:00:00Z: epoch 2 runs p95, by_user, keeps errors"
	if got := begunEvent(w).text; got != want {
		t.Errorf("it begins with %q, want %q", got, want)
	}
}

func TestBegunEvent(t *testing.T) {
	t.Parallel()
	var err screen
	s := onTerminal(nil, &err, map[string]string{"LANG": "C.UTF-8"})
	const want = `06:00:14Z  · api-latency@2026-01-02T06:00:00Z has started: 3 queries, 2
           destinations, deadline 06:30:00Z`
	if got := formatEvent(&s, begunEvent(watchedRun()), 80); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	const plain = "06:00:14Z  . api-latency@2026-01-02T06:00:00Z has started: 3 queries, 2 destinations, deadline 06:30:00Z"
	s = onTerminal(nil, &err, nil)
	if got := formatEvent(&s, begunEvent(watchedRun()), 0); got != plain {
		t.Errorf("without UTF-8 and a terminal got\n%s", got)
	}
}

func TestEndEvent(t *testing.T) {
	t.Parallel()
	for state, want := range map[fanlight.State]string{
		fanlight.Sent: checkWarned, fanlight.Skipped: checkOK, fanlight.PartlySent: checkWarned, fanlight.Unsent: checkFailed, fanlight.Cancelled: checkFailed, fanlight.Held: checkFailed,
	} {
		w := wasReported()
		w.details.Run.State = state
		if e := endEvent(w); e.state != want || e.text != fmt.Sprintf("api-latency@2026-01-02T06:00:00Z is %s: 2 of 3 queries ok", state) {
			t.Errorf("%s: %+v", state, e)
		}
	}
}

func TestFormatStanding(t *testing.T) {
	t.Parallel()
	const at80 = `api-latency@2026-01-02T06:00:00Z: running, epoch 1, 1 of 3 queries settled
query    state    since  what
──────────────────────────────────────────────────────
errors   ok              912 of 40,112 records, 1.1 GB
p95      running    14s
by_user  waiting    14s
         97 queries of others are running, and the account allows 100 in all
`
	const at40 = `api-latency@2026-01-02T06:00:00Z:
running, epoch 1, 1 of 3 queries settled
query  errors
state  ok
what   912 of 40,112 records, 1.1 GB

query  p95
state  running
since  14s

query  by_user
state  waiting
since  14s
  97 queries of others are running, and
  the account allows 100 in all
`
	for width, want := range map[int]string{80: at80, 40: at40} {
		if got, _ := formatStanding(watchedRun(), render.TableOptions{Width: width, Drop: []string{"since"}}); !strings.HasPrefix(got, want) {
			t.Errorf("%d columns: got\n%s\nwant\n%s", width, got, want)
		}
	}
}

func TestWatched_progress(t *testing.T) {
	t.Parallel()
	busy := fanlight.Delivery{State: fanlight.DeliveryFailed, Tries: 2, Fence: 1, Error: "502 Bad Gateway"}
	slow := fanlight.Delivery{State: fanlight.DeliveryWaiting, Fence: 1, Parts: 20, Total: 25, Error: "429"}
	sent := fanlight.Delivery{State: fanlight.DeliverySent}
	for want, w := range map[string]watched{
		"3 queries: 1 settled, 1 running, 1 waits: 97 queries of others are running, and the account allows 100 in all · 14s": watchedRun(),
		"reporting: 0 of 2 sent · 14s":                                                           wasReported(),
		"reporting: 1 of 2 sent, telegram waits 30s for try 3 · 14s":                             wasReported(record("email", sent), record("telegram", busy)),
		"reporting: 0 of 2 sent, telegram waits 30s for its provider, 20 of 25 parts sent · 14s": wasReported(record("telegram", slow)),
	} {
		if got := w.progress(); got != want {
			t.Errorf("got  %q\nwant %q", got, want)
		}
	}
}
