package cli

import (
	"strings"
	"testing"
	"time"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/ledger"
)

// halfway is a follower of 29 editions: 11 have ended, 3 run.
func halfway() *backfillFollower {
	p := january(fanlight.ToAll)
	return &backfillFollower{
		plan: p, id: "bot-usage@2026-01-01T12:30:00Z..2026-01-31T12:30:00Z", begun: time.Date(2026, 2, 1, 12, 40, 0, 0, time.UTC),
		left: p.missing[11:], running: 3, ended: map[fanlight.State]int{fanlight.Sent: 10, fanlight.Unsent: 1},
	}
}

func TestBackfillFollower_progress(t *testing.T) {
	t.Parallel()
	f := halfway()
	if got := f.progress(f.begun.Add(66 * time.Second)); got != "29 runs: 10 sent, 1 unsent, 3 running, 15 to come · about 2m left" {
		t.Errorf("got %s", got)
	}
	if got := f.progress(f.begun.Add(11 * time.Second)); !strings.HasSuffix(got, " · about 18s left") {
		t.Errorf("got %s", got)
	}
	f.left, f.running, f.ended = f.plan.missing, 10, nil
	if got := f.progress(f.begun.Add(time.Second)); got != "29 runs: 10 running, 19 to come" {
		t.Errorf("got %s", got)
	}
}

func TestBackfillFollower_interrupted(t *testing.T) {
	t.Parallel()
	f := halfway()
	want := "14 of 29 were started; the janitor starts the other 15 (the same command shows them again)\n  fanlight cancel " + string(f.id)
	if got := f.interrupted(); got != want {
		t.Errorf("got %s", got)
	}
	f.running = len(f.left)
	if got := f.interrupted(); got != "all 29 were started and go on (the same command shows them again)" {
		t.Errorf("got %s", got)
	}
}

func TestBadEnd(t *testing.T) {
	t.Parallel()
	failed := func(name, why string) fanlight.Delivery {
		return fanlight.Delivery{Name: name, State: fanlight.DeliveryFailed, Error: why}
	}
	half := &fanlight.Document{Queries: []fanlight.QueryResult{{State: fanlight.OK}, {State: fanlight.Failed}}}
	for _, c := range []struct {
		state      fanlight.State
		document   *fanlight.Document
		deliveries []fanlight.Delivery
		want       string
	}{
		{fanlight.Sent, nil, nil, ""},
		{fanlight.Skipped, nil, nil, ""},
		{fanlight.Sent, half, nil, "a@b sent, incomplete: 1 of 2 queries gave no answer"},
		{fanlight.Held, half, nil, "a@b ended as held"},
		{fanlight.Unsent, nil, []fanlight.Delivery{failed("chat", "403"), failed("mail", "403")}, "a@b ended as unsent: chat: 403; mail: the same"},
		{fanlight.Unsent, nil, []fanlight.Delivery{failed("c", "deliver to c (x): no\n"), failed("m", "deliver to m (y): no\n")}, "a@b ended as unsent: c: no; m: the same"},
		{fanlight.PartlySent, nil, []fanlight.Delivery{{Name: "chat", State: fanlight.DeliverySent}, failed("mail", "")}, "a@b ended as partly_sent: mail"},
	} {
		state, got := badEnd(ledger.RunDetails{Run: fanlight.Run{ID: "a@b", State: c.state}, Document: c.document, Deliveries: c.deliveries})
		if got != c.want || (state == "") != (c.want == "") {
			t.Errorf("%s: got %q (%s), want %q", c.state, got, state, c.want)
		}
	}
}
