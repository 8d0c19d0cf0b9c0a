package ledger_test

import (
	"testing"
	"time"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/ledger"
	"github.com/fanlight/fanlight/pkg/sim"
)

// verb is a conditional write; it reports whether it took effect.
type verb struct {
	name  string
	setUp func(t *testing.T, h *sim.Harness) // after the run was created
	write func(t *testing.T, l *ledger.Ledger, run fanlight.Run) (bool, error)
}

func end(t *testing.T, h *sim.Harness) {
	t.Helper()
	h.Quiesce()
}

func held(t *testing.T, h *sim.Harness) {
	t.Helper()
	if _, ok, err := h.Ledger().TakeClaim(t.Context(), runID, 1, 1, "me", h.Clock.Now().Add(time.Minute)); !ok || err != nil {
		t.Fatal(ok, err)
	}
}

func opened(run fanlight.Run) fanlight.Run {
	run.Command, run.Open = "me", true
	return run
}

var verbs = []verb{
	{"record starts", nil, func(t *testing.T, l *ledger.Ledger, run fanlight.Run) (bool, error) {
		p, ok, err := l.RecordStarts(t.Context(), run, 0, map[int]fanlight.Start{0: {Try: 1, ID: "a"}, 1: {Try: 1, ID: "b"}})
		return ok && p.Starts[1].ID == "b", err
	}},
	{"replace start", func(t *testing.T, h *sim.Harness) {
		if _, _, err := h.Ledger().RecordStarts(t.Context(), h.Run(runID), 0, map[int]fanlight.Start{0: {Try: 1, ID: "a"}}); err != nil {
			t.Fatal(err)
		}
	}, func(t *testing.T, l *ledger.Ledger, run fanlight.Run) (bool, error) {
		p, ok, err := l.ReplaceStart(t.Context(), run, 0, fanlight.Start{Try: 1, ID: "a"}, fanlight.Start{Try: 2, ID: "b"})
		return ok && p.Starts[0] == fanlight.Start{Try: 2, ID: "b"}, err
	}},
	{"set winners", nil, func(t *testing.T, l *ledger.Ledger, run fanlight.Run) (bool, error) {
		p, _, err := l.SetWinners(t.Context(), run, 0, map[int]string{0: "a", 1: "b"})
		return p.Settled == 2 && p.Winners[0] == "a" && p.Winners[1] == "b", err
	}},
	{"mark resent", nil, func(t *testing.T, l *ledger.Ledger, run fanlight.Run) (bool, error) {
		return l.MarkResent(t.Context(), run, fanlight.Progress{Shard: 0, Changed: sim.Due})
	}},
	{"cancel", nil, func(t *testing.T, l *ledger.Ledger, run fanlight.Run) (bool, error) {
		send, err := l.ClaimForCancel(t.Context(), run, "me")
		return send.State == fanlight.Cancelled && send.Owner == "me", err
	}},
	{"claim", nil, func(t *testing.T, l *ledger.Ledger, run fanlight.Run) (bool, error) {
		send, ok, err := l.TakeClaim(t.Context(), runID, 1, 1, "me", sim.Due.Add(time.Hour))
		return ok && send.Owner == "me" && send.Fence == 1 && send.Tries == 1, err
	}},
	{"end send", held, func(t *testing.T, l *ledger.Ledger, run fanlight.Run) (bool, error) {
		return l.EndRound(t.Context(), run, fanlight.Claim{Epoch: 1, Round: 1, Owner: "me", Fence: 1}, fanlight.Sent)
	}},
	{"first delivery", nil, func(t *testing.T, l *ledger.Ledger, run fanlight.Run) (bool, error) {
		_, ok, err := l.SetDelivery(t.Context(), run, fanlight.Delivery{}, fanlight.Delivery{Name: "chat", State: fanlight.DeliverySending, Fence: 1, Tries: 1})
		return ok, err
	}},
	{"open epoch", end, func(t *testing.T, l *ledger.Ledger, run fanlight.Run) (bool, error) {
		next := opened(run)
		next.Epoch, next.State = 2, fanlight.Dispatching
		stored, ok, err := l.OpenEpoch(t.Context(), next, 1)
		return ok && stored.Epoch == 2 && stored.Open, err
	}},
	{"open round", end, func(t *testing.T, l *ledger.Ledger, run fanlight.Run) (bool, error) {
		next := opened(run)
		next.Round, next.Only = 2, []string{"chat"}
		stored, ok, err := l.OpenRound(t.Context(), next, 1)
		return ok && stored.Round == 2 && stored.Open && stored.Wants("chat") && !stored.Wants("mail"), err
	}},
}

// TestAWriteThatIsSentTwice is rule G2: the answer is lost, and the client sends
// the call again.
func TestAWriteThatIsSentTwice(t *testing.T) {
	t.Parallel()
	for _, fault := range []sim.Fault{sim.NoFault, sim.Resent} {
		for _, v := range verbs {
			t.Run(v.name+", "+fault.String(), func(t *testing.T) {
				t.Parallel()
				h, run := created(t, 2)
				if v.setUp != nil {
					v.setUp(t, h)
					run = h.Run(runID)
				}
				p := h.Process().With(func(sim.Call) sim.Fault { return fault })
				if ok, err := v.write(t, p.Stack.Ledger(), run); !ok || err != nil {
					t.Errorf("it took effect: %v, %v", ok, err)
				}
			})
		}
	}
}

// TestAWriteIsRefused is about what another writer did before.
func TestAWriteIsRefused(t *testing.T) {
	t.Parallel()
	settled := func(t *testing.T, h *sim.Harness) {
		if _, ok, err := h.Ledger().SetWinners(t.Context(), h.Run(runID), 0, map[int]string{1: "other"}); !ok || err != nil {
			t.Fatal(ok, err)
		}
	}
	other := func(t *testing.T, h *sim.Harness) {
		if _, ok, err := h.Ledger().TakeClaim(t.Context(), runID, 1, 1, "other", sim.Due.Add(2*time.Hour)); !ok || err != nil {
			t.Fatal(ok, err)
		}
	}
	for name, before := range map[string]func(t *testing.T, h *sim.Harness){
		"record starts": settled,
		"replace start": func(t *testing.T, h *sim.Harness) {
			if _, _, err := h.Ledger().RecordStarts(t.Context(), h.Run(runID), 0, map[int]fanlight.Start{0: {Try: 1, ID: "x"}}); err != nil {
				t.Fatal(err)
			}
		},
		"set winners": settled,
		"mark resent": func(t *testing.T, h *sim.Harness) {
			h.Clock.Advance(time.Second)
			settled(t, h)
		},
		"cancel": other,
		"claim":  other,
		"end send": func(t *testing.T, h *sim.Harness) {
			held(t, h)
			h.Clock.Advance(2 * time.Minute)
			other(t, h)
		},
		"first delivery": func(t *testing.T, h *sim.Harness) {
			seen := fanlight.Delivery{Name: "chat", State: fanlight.DeliverySending, Fence: 2, Tries: 1}
			if _, ok, err := h.Ledger().SetDelivery(t.Context(), h.Run(runID), fanlight.Delivery{}, seen); !ok || err != nil {
				t.Fatal(ok, err)
			}
		},
		"open epoch": nil, // the run is open
		"open round": nil,
	} {
		for _, v := range verbs {
			if v.name != name {
				continue
			}
			t.Run(name, func(t *testing.T) {
				t.Parallel()
				h, run := created(t, 2)
				if before != nil {
					before(t, h)
				}
				progress, meta := h.Shards(run), h.Run(runID)
				if ok, err := v.write(t, h.Ledger(), run); ok || err != nil {
					t.Errorf("it took effect: %v, %v", ok, err)
				}
				expect(t, "progress", progress, h.Shards(run))
				expect(t, "META", meta, h.Run(runID))
			})
		}
	}
}

// TestARecordedStartStays is rule W3: whoever comes second reads the first one's.
func TestARecordedStartStays(t *testing.T) {
	t.Parallel()
	h, run := created(t, 2)
	l := h.Ledger()
	for _, id := range []string{"first", "second"} {
		p, ok, err := l.RecordStarts(t.Context(), run, 0, map[int]fanlight.Start{0: {Try: 1, ID: id}})
		if err != nil || !ok || p.Starts[0].ID != "first" {
			t.Errorf("%s: %+v, %v, %v", id, p.Starts, ok, err)
		}
	}
}

// TestTheFirstDocumentStays is rule R3.
func TestTheFirstDocumentStays(t *testing.T) {
	t.Parallel()
	h, run := created(t, 1)
	var stored []fanlight.Rendered
	for _, text := range []string{"first", "second"} {
		rendered, err := h.Ledger().CreateDocument(t.Context(), run, "attempt-"+text, fanlight.Rendered{
			Messages: []fanlight.Message{{Destination: "chat", Text: text}},
		})
		if err != nil {
			t.Fatal(err)
		}
		stored = append(stored, rendered)
	}
	if stored[1].Messages[0].Text != "first" {
		t.Errorf("the second reporter sends %q", stored[1].Messages[0].Text)
	}
}

// TestFullShards is rule S3.
func TestFullShards(t *testing.T) {
	t.Parallel()
	h, run := created(t, 40)
	for i, shard := range []int{1, 1, 0, 2, 0} {
		n, err := h.Ledger().AddFullShard(t.Context(), run, shard)
		if want := []int{1, 1, 2, 3, 3}[i]; n != want || err != nil {
			t.Errorf("shard %d: %d are full, want %d: %v", shard, n, want, err)
		}
	}
}

// TestAShardIsMarkedAsSeen is rule J2's condition.
func TestAShardIsMarkedAsSeen(t *testing.T) {
	t.Parallel()
	h, run := created(t, 2)
	seen := h.Shards(run)[0]
	h.Clock.Advance(time.Minute)
	if ok, err := h.Ledger().MarkResent(t.Context(), run, seen); !ok || err != nil {
		t.Errorf("%v, %v", ok, err)
	}
	h.Clock.Advance(time.Minute)
	if ok, err := h.Ledger().MarkResent(t.Context(), run, seen); ok || err != nil {
		t.Errorf("a shard that has changed was marked: %v, %v", ok, err)
	}
	if p := h.Shards(run)[0]; p.Resent != 1 || !p.Changed.Equal(sim.Due.Add(time.Minute)) {
		t.Errorf("progress %+v", p)
	}
}
