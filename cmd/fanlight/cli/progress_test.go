package cli

import (
	"bytes"
	"errors"
	"testing"
	"time"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/report"
)

func TestProgressLine(t *testing.T) {
	t.Parallel()
	t.Run("notes appear above the line", func(t *testing.T) {
		t.Parallel()
		var out bytes.Buffer
		line := &progressLine{w: &out, width: 12}
		line.show("two of three queries")
		line.show("two of three queries")
		line.note("slow")
		line.clear()
		line.clear()
		want := clearLine + "two of thr…" + clearLine + "slow\n" + "two of thr…" + clearLine
		if out.String() != want {
			t.Errorf("got  %q\nwant %q", out.String(), want)
		}
	})
	t.Run("no line without a terminal", func(t *testing.T) {
		t.Parallel()
		var out bytes.Buffer
		line := &progressLine{w: &out}
		line.show("two of three queries")
		line.note("slow")
		line.clear()
		if out.String() != "slow\n" {
			t.Errorf("got %q", out.String())
		}
	})
}

func TestFormatProgress(t *testing.T) {
	t.Parallel()
	begun := time.Date(2026, 1, 2, 12, 30, 0, 0, time.UTC)
	run := fanlight.Run{ID: "calls@2026-01-02T12:30:00Z", Total: 3, Begun: begun}
	shard := fanlight.Progress{
		Size: 3, Settled: 1, Starts: map[int]fanlight.Start{0: {Try: 1, ID: "a"}, 1: {Try: 1, ID: "b"}}, Winners: map[int]string{0: "x"},
	}
	const want = "2 of 3 queries started, 1 running, 1 settled (12s) calls@2026-01-02T12:30:00Z"
	if got := formatProgress(run, []fanlight.Progress{shard}, begun.Add(12345*time.Millisecond)); got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	shard.Settled = 3
	const reporting = "3 of 3 queries settled, reporting (13s) calls@2026-01-02T12:30:00Z"
	if got := formatProgress(run, []fanlight.Progress{shard}, begun.Add(13*time.Second)); got != reporting {
		t.Errorf("got %q, want %q", got, reporting)
	}
}

func TestEventNotes_Emit(t *testing.T) {
	t.Parallel()
	events := []fanlight.Event{
		{Kind: fanlight.EventRunEnded, Run: "calls@2026-01-02T12:30:00Z"},
		{Kind: fanlight.EventGaveUp, Run: "calls@2026-01-02T12:30:00Z", Detail: "mail:\nrefused"},
	}
	for checked, want := range map[bool]string{false: "fanlight: GaveUp calls@2026-01-02T12:30:00Z: mail:␊refused\n", true: ""} {
		var out bytes.Buffer
		notes := eventNotes{&progressLine{w: &out}, checked}
		for _, event := range events {
			notes.Emit(t.Context(), event)
		}
		if out.String() != want {
			t.Errorf("outcome checked %v: got %q, want %q", checked, out.String(), want)
		}
	}
}

func TestDedupeErrors(t *testing.T) {
	t.Parallel()
	var got []error
	report := dedupeErrors(func(err error) { got = append(got, err) })
	for _, text := range []string{"one", "two", "one"} {
		report(errors.New(text))
	}
	if len(got) != 2 || got[0].Error() != "one" || got[1].Error() != "two" {
		t.Errorf("got %v", got)
	}
}

func TestFormatWaits(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, 1, 2, 12, 30, 0, 0, time.UTC)
	run := fanlight.Run{Definition: report.Report{Deliver: []report.Destination{{Name: "a"}, {Name: "b"}, {Name: "c"}, {Name: "d"}, {Name: "e"}, {Name: "f", OnUnknown: report.Skip}}}}
	records := map[string]fanlight.Delivery{
		"a": {State: fanlight.DeliverySent}, "b": {State: fanlight.DeliveryWaiting, Parts: 20, Total: 25},
		"c": {State: fanlight.DeliveryFailed, Total: 1, NotBefore: now.Add(50 * time.Second)}, "d": {State: fanlight.DeliveryFailed, Permanent: true},
		"f": {State: fanlight.DeliveryUnknown, Tries: 1},
	}
	const want = "b waits 42s as its provider asks, 20 of 25 parts sent; c waits 50s; "
	if got := formatWaits(run, fanlight.Claim{Lease: now.Add(42 * time.Second)}, records, now); got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}
