package ledger_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/ledger"
	"github.com/fanlight/fanlight/pkg/sim"
)

func TestLedger_CreateProgress(t *testing.T) {
	t.Parallel()
	l := sim.NewHarness(t).Ledger()
	want := fanlight.Progress{Size: 2, Settled: 1, Winners: map[int]string{1: "a"}, Starts: map[int]fanlight.Start{}, Held: map[int]time.Time{}, Changed: sim.Due}
	expect(t, "created", want, must[fanlight.Progress](t)(l.CreateProgress(t.Context(), aRun(2), 0, map[int]string{1: "a"})))
	expect(t, "a second creation", want, must[fanlight.Progress](t)(l.CreateProgress(t.Context(), aRun(2), 0, nil)))
}

func TestLedger_Progress(t *testing.T) {
	t.Parallel()
	expectNotFound(t, func(l *ledger.Ledger, run fanlight.Run) error { _, err := l.Progress(t.Context(), run, 0); return err })
	h, run := created(t, 17)
	if p := must[fanlight.Progress](t)(h.Ledger().Progress(t.Context(), run, 1)); p.Shard != 1 || p.Size != 1 {
		t.Errorf("read %+v", p)
	}
}

func TestLedger_AllProgress(t *testing.T) {
	t.Parallel()
	h, run := created(t, 17)
	shards := must[[]fanlight.Progress](t)(h.Ledger().AllProgress(t.Context(), run))
	if len(shards) != 2 || shards[0].Shard != 0 || shards[0].Size != 16 || shards[1].Shard != 1 || shards[1].Size != 1 {
		t.Errorf("read %+v", shards)
	}
	run.Epoch = 2
	if shards := must[[]fanlight.Progress](t)(h.Ledger().AllProgress(t.Context(), run)); len(shards) != 0 {
		t.Errorf("another epoch has %+v", shards)
	}
}

func recordStarts(t *testing.T, l *ledger.Ledger, run fanlight.Run) (bool, error) {
	t.Helper()
	p, ok, err := l.RecordStarts(t.Context(), run, 0, map[int]fanlight.Start{0: {Try: 1, ID: "a"}, 1: {Try: 1, ID: "b"}})
	return ok && p.Starts[1].ID == "b", err
}

func TestLedger_RecordStarts(t *testing.T) {
	t.Parallel()
	conditional{write: recordStarts, other: otherSettled}.test(t)
	testExpired(t, recordStarts)
	t.Run("the first stays", func(t *testing.T) { // rule W3
		t.Parallel()
		h, run := created(t, 2)
		for _, id := range []string{"first", "second"} {
			p, ok, err := h.Ledger().RecordStarts(t.Context(), run, 0, map[int]fanlight.Start{0: {Try: 1, ID: id}})
			if err != nil || !ok || p.Starts[0].ID != "first" {
				t.Errorf("%s: %+v, %v, %v", id, p.Starts, ok, err)
			}
		}
	})
}

func TestLedger_ReplaceStart(t *testing.T) {
	t.Parallel()
	recorded := func(id string) setUp {
		return func(t *testing.T, h *sim.Harness) {
			if _, _, err := h.Ledger().RecordStarts(t.Context(), h.Run(runID), 0, map[int]fanlight.Start{0: {Try: 1, ID: id}}); err != nil {
				t.Fatal(err)
			}
		}
	}
	replace := func(t *testing.T, l *ledger.Ledger, run fanlight.Run) (bool, error) {
		p, ok, err := l.ReplaceStart(t.Context(), run, 0, fanlight.Start{Try: 1, ID: "a"}, fanlight.Start{Try: 2, ID: "b"})
		return ok && p.Starts[0] == fanlight.Start{Try: 2, ID: "b"}, err
	}
	conditional{setUp: recorded("a"), write: replace, other: recorded("x")}.test(t)
	t.Run("another settled the query", func(t *testing.T) {
		t.Parallel()
		h := sim.NewHarness(t, sim.Report(1))
		run := h.Start()
		recorded("a")(t, h)
		if _, ok, err := h.Ledger().SetWinners(t.Context(), run, 0, map[int]string{0: "w"}); !ok || err != nil {
			t.Fatal(ok, err)
		}
		if replaced, err := replace(t, h.Ledger(), run); replaced || err != nil {
			t.Errorf("replaced: %t, %v", replaced, err)
		}
	})
	testExpired(t, replace)
}

// TestLedger_SetWinners is rule S2.
func TestLedger_SetWinners(t *testing.T) {
	t.Parallel()
	set := func(t *testing.T, l *ledger.Ledger, run fanlight.Run) (bool, error) {
		p, _, err := l.SetWinners(t.Context(), run, 0, map[int]string{0: "a", 1: "b"})
		return p.Settled == 2 && p.Winners[0] == "a" && p.Winners[1] == "b", err
	}
	conditional{write: set, other: otherSettled}.test(t)
	testExpired(t, set)
}

// TestLedger_MarkResent is rule J2's condition.
func TestLedger_MarkResent(t *testing.T) {
	t.Parallel()
	mark := func(t *testing.T, l *ledger.Ledger, run fanlight.Run) (bool, error) {
		return l.MarkResent(t.Context(), run, fanlight.Progress{Shard: 0, Changed: sim.Due}, "token")
	}
	conditional{write: mark, other: otherSettled}.test(t)
	testExpired(t, mark)
	t.Run("a shard that has changed", func(t *testing.T) {
		t.Parallel()
		h, run := created(t, 2)
		seen := h.Shards(run)[0]
		h.Clock.Advance(time.Minute)
		if ok, err := h.Ledger().MarkResent(t.Context(), run, seen, "token"); !ok || err != nil {
			t.Errorf("%v, %v", ok, err)
		}
		for _, later := range []time.Duration{0, time.Minute} { // also at the same instant
			h.Clock.Advance(later)
			if ok, err := h.Ledger().MarkResent(t.Context(), run, seen, "another"); ok || err != nil {
				t.Errorf("a shard that has changed %s before was marked: %v, %v", later, ok, err)
			}
		}
		if p := h.Shards(run)[0]; p.Resent != 1 || !p.Changed.Equal(sim.Due.Add(time.Minute)) {
			t.Errorf("progress %+v", p)
		}
	})
}

// TestLedger_Complete is rule S3: an epoch is complete when every shard is full. As
// long as the last ones are not, one read says so.
func TestLedger_Complete(t *testing.T) {
	t.Parallel()
	h, run := created(t, 320)
	shards := fanlight.Shards(run.Total)
	for shard := range shards {
		p := h.Process()
		complete, err := p.Stack.Ledger().Complete(t.Context(), run, false)
		if reads := p.Count("Query"); complete || err != nil || reads > 1 {
			t.Errorf("%d of %d shards are full: complete %v after %d reads, %v", shard, shards, complete, reads, err)
		}
		winners := map[int]string{}
		for i := range fanlight.ShardLen(run.Total, shard) {
			winners[shard*fanlight.ShardSize+i] = "a"
		}
		if _, ok, err := h.Ledger().SetWinners(t.Context(), run, shard, winners); !ok || err != nil {
			t.Fatal(ok, err)
		}
	}
	for likely, want := range map[bool]int{false: 2, true: 1} {
		p := h.Process()
		complete, err := p.Stack.Ledger().Complete(t.Context(), run, likely)
		if reads := p.Count("Query"); !complete || err != nil || reads != want {
			t.Errorf("all shards are full: complete %v after %d reads, %v, want %d", complete, reads, err, want)
		}
	}
	wider := run
	wider.Total += fanlight.ShardSize
	if complete, err := h.Ledger().Complete(t.Context(), wider, true); complete || err != nil {
		t.Errorf("a shard is missing: complete %v, %v", complete, err)
	}
}

// TestLedger_MarkDoubted marks a shard as long as it is as it was seen.
func TestLedger_MarkDoubted(t *testing.T) {
	t.Parallel()
	h := sim.NewHarness(t, sim.Report(2))
	run := h.Start()
	seen := must[fanlight.Progress](t)(h.Ledger().Progress(t.Context(), run, 0))
	for _, changed := range []bool{false, true} {
		h.Clock.Advance(time.Minute)
		at := h.Clock.Now()
		if changed {
			must[bool](t)(h.Ledger().MarkResent(t.Context(), run, seen, "token"))
		}
		if err := h.Ledger().MarkDoubted(t.Context(), run, seen); err != nil {
			t.Fatal(err)
		}
		p := must[fanlight.Progress](t)(h.Ledger().Progress(t.Context(), run, 0))
		if p.Doubted.Equal(at) == changed || p.Changed.Equal(seen.Changed) == changed {
			t.Errorf("changed %t: %+v", changed, p)
		}
	}
}

// TestLedger_NoteHeld notes when, and why queries wait; a later note without a
// reason keeps the reason.
func TestLedger_NoteHeld(t *testing.T) {
	t.Parallel()
	h := sim.NewHarness(t, sim.Report(2))
	run := h.Start()
	for _, test := range []struct{ waits, want string }{{"", ""}, {"a quota", "a quota"}, {"", "a quota"}, {"another", "another"}} {
		h.Clock.Advance(time.Minute)
		p, err := h.Ledger().NoteHeld(t.Context(), run, 0, []int{1}, test.waits)
		if err != nil || p.Waits != test.want || !p.Held[1].Equal(h.Clock.Now().Truncate(time.Second)) || len(p.Held) != 1 || !p.Changed.Before(h.Clock.Now()) || p.Settled != 0 || len(p.Starts) != 0 {
			t.Errorf("noted %q: %+v, %v", test.waits, p, err)
		}
	}
	gone := run
	gone.Epoch = 7
	if p, err := h.Ledger().NoteHeld(t.Context(), gone, 0, []int{0, 1}, "a quota"); err != nil || p.Size != 0 {
		t.Errorf("an item that is not there: %+v, %v", p, err)
	}
}

// TestLedger_progress_size fills the last progress item of the widest report, whose
// indices have five digits and whose name is the longest: it stays below 1 KB, so
// that an update costs one write unit. It reads the long form of starts, too.
func TestLedger_progress_size(t *testing.T) {
	t.Parallel()
	h := sim.NewHarness(t)
	l := h.Ledger()
	name := strings.Repeat("n", 40)
	run := fanlight.Run{ID: fanlight.NewRunID(name, sim.Due, "abcdef"), Epoch: 12, Total: 20_000, Deadline: sim.Due}
	shard := fanlight.Shards(run.Total) - 1
	p, err := l.CreateProgress(t.Context(), run, shard, nil)
	if err != nil {
		t.Fatal(err)
	}
	starts, winners := map[int]fanlight.Start{}, map[int]string{}
	for n, i := range p.Indices() {
		starts[i] = fanlight.Start{Try: 1, ID: fmt.Sprintf("%08x-5678-4abc-8def-0123456789ab", n)}
		winners[i] = fmt.Sprintf("%012x", n)
	}
	if _, ok, err := l.RecordStarts(t.Context(), run, shard, starts); !ok || err != nil {
		t.Fatal(ok, err)
	}
	first := p.Indices()[0]
	second := fanlight.Start{Try: 2, ID: starts[first].ID}
	if _, ok, err := l.ReplaceStart(t.Context(), run, first, starts[first], second); !ok || err != nil {
		t.Fatal(ok, err)
	}
	if _, err := l.NoteHeld(t.Context(), run, shard, p.Indices(), strings.Repeat("w", 100)); err != nil {
		t.Fatal(err)
	}
	before := h.DynamoDB.Units()
	p, ok, err := l.SetWinners(t.Context(), run, shard, winners)
	if !ok || err != nil || !p.Full() || p.Starts[first] != second || len(p.Starts) != fanlight.ShardSize || len(p.Held) != 0 {
		t.Fatalf("%+v, %v, %v", p, ok, err)
	}
	if units := h.DynamoDB.Units().Write - before.Write; units != 1 {
		t.Errorf("the last update cost %v write units", units)
	}
}

// TestLedger_ReplaceStart_long_form replaces a start that an earlier version
// recorded.
func TestLedger_ReplaceStart_long_form(t *testing.T) {
	t.Parallel()
	h := sim.NewHarness(t, sim.Report(1))
	run := h.Start()
	was := fanlight.Start{Try: 1, ID: "12ab34cd-5678-4000-8000-00000000000f"}
	if _, err := h.DynamoDB.UpdateItem(t.Context(), &dynamodb.UpdateItemInput{
		TableName: &h.Names.Table, UpdateExpression: aws.String("SET q0 = :q"),
		Key: map[string]types.AttributeValue{
			"pk": &types.AttributeValueMemberS{Value: "RUN#" + string(run.ID) + "#1"}, "sk": &types.AttributeValueMemberS{Value: "PROGRESS#00000"},
		},
		ExpressionAttributeValues: map[string]types.AttributeValue{":q": &types.AttributeValueMemberS{Value: was.String()}},
	}); err != nil {
		t.Fatal(err)
	}
	next := fanlight.Start{Try: 2, ID: "12ab34cd-5678-4000-8000-000000000010"}
	if p, ok, err := h.Ledger().ReplaceStart(t.Context(), run, 0, was, next); !ok || err != nil || p.Starts[0] != next {
		t.Errorf("%+v, %v, %v", p, ok, err)
	}
}
