package pipeline_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/fanlight/fanlight/pkg/pipeline"
)

func TestRunID(t *testing.T) {
	t.Parallel()
	zurich, err := time.LoadLocation("Europe/Zurich")
	if err != nil {
		t.Fatal(err)
	}
	scheduled := time.Date(2026, 1, 2, 13, 30, 0, 0, zurich)
	for _, test := range []struct {
		suffix, want string
	}{
		{"", "bot-usage@2026-01-02T12:30:00Z"},
		{"a1b2c3", "bot-usage@2026-01-02T12:30:00Z+a1b2c3"},
	} {
		id := pipeline.NewRunID("bot-usage", scheduled, test.suffix)
		if string(id) != test.want || id.Report() != "bot-usage" || !id.Scheduled().Equal(scheduled) {
			t.Errorf("%s of %s at %s, want %s", id, id.Report(), id.Scheduled(), test.want)
		}
		if parsed, err := pipeline.ParseRunID(string(id)); parsed != id || err != nil {
			t.Errorf("parsed as %s, %v", parsed, err)
		}
	}
}

func TestNoRunID(t *testing.T) {
	t.Parallel()
	for _, s := range []string{"", "bot-usage", "@2026-01-02T12:30:00Z", "Bot@2026-01-02T12:30:00Z", "bot@", "bot@today", "bot@2026-01-02", "bot#1@2026-01-02T12:30:00Z"} {
		if id, err := pipeline.ParseRunID(s); err == nil || id != "" || !strings.Contains(err.Error(), "run ID") {
			t.Errorf("%q: %q, %v", s, id, err)
		}
	}
}

func TestMessagesOfOthersAreRefused(t *testing.T) {
	t.Parallel()
	for _, test := range []struct{ body, words string }{
		{`{"version":2,"run":"a@2026-01-02T12:30:00Z","epoch":1}`, "version 2, this program reads 1"},
		{`{"run":"a@2026-01-02T12:30:00Z","epoch":1}`, "version 0"},
		{`{"version":1,"run":"a","epoch":1}`, `run "a"`},
		{`{"version":1,"run":"a@2026-01-02T12:30:00Z"}`, "epoch 0"},
		{`nonsense`, "invalid character"},
		{``, "unexpected end"},
	} {
		_, queryErr := pipeline.ParseQueryMessage(test.body)
		_, reportErr := pipeline.ParseReportMessage(test.body)
		for _, err := range []error{queryErr, reportErr} {
			if err == nil || !strings.Contains(err.Error(), test.words) {
				t.Errorf("%s: %v, want %q", test.body, err, test.words)
			}
		}
	}
}

func TestMessagesThatContradictThemselvesAreRefused(t *testing.T) {
	t.Parallel()
	for _, test := range []struct{ shard, index, words string }{
		{"0", "0", ""}, {"0", "15", ""}, {"1", "16", ""},
		{"1", "15", "query 15 is not of shard 1"}, {"0", "16", "not of shard 0"}, {"-1", "0", "not of shard -1"}, {"0", "-1", "query -1 is not"},
	} {
		_, err := pipeline.ParseQueryMessage(`{"version":1,"run":"a@2026-01-02T12:30:00Z","epoch":1,"shard":` + test.shard + `,"query":{"index":` + test.index + `}}`)
		if (err == nil) != (test.words == "") || err != nil && !strings.Contains(err.Error(), test.words) {
			t.Errorf("query %s of shard %s: %v", test.index, test.shard, err)
		}
	}
	for round, words := range map[string]string{"1": "", "0": "round 0", "-1": "round -1"} {
		_, err := pipeline.ParseReportMessage(`{"version":1,"run":"a@2026-01-02T12:30:00Z","epoch":1,"round":` + round + `}`)
		if (err == nil) != (words == "") || err != nil && !strings.Contains(err.Error(), words) {
			t.Errorf("round %s: %v", round, err)
		}
	}
}

func FuzzMessages(f *testing.F) {
	f.Add(`{"version":1,"run":"a@2026-01-02T12:30:00Z","epoch":1,"shard":0,"query":{"index":0,"id":"q"}}`)
	f.Add(`{"version":1,"run":"a@2026-01-02T12:30:00Z+x","epoch":1,"round":1}`)
	f.Fuzz(func(t *testing.T, body string) {
		if m, err := pipeline.ParseQueryMessage(body); err == nil && (m.Version != pipeline.MessageVersion || m.Epoch < 1 || m.Run.Report() == "") {
			t.Errorf("%q was accepted as %+v", body, m)
		}
		if m, err := pipeline.ParseReportMessage(body); err == nil && (m.Version != pipeline.MessageVersion || m.Epoch < 1 || m.Run.Report() == "") {
			t.Errorf("%q was accepted as %+v", body, m)
		}
	})
}

func TestStarts(t *testing.T) {
	t.Parallel()
	s := pipeline.Start{Try: 3, ID: "0000:0001"}
	if got, err := pipeline.ParseStart(s.String()); got != s || err != nil {
		t.Errorf("%s was read as %+v, %v", s, got, err)
	}
	for _, bad := range []string{"", "1", "1:", ":a", "0:a", "-1:a", "x:a"} {
		if got, err := pipeline.ParseStart(bad); err == nil {
			t.Errorf("%q was read as %+v", bad, got)
		}
	}
}

func TestShards(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		total int
		sizes []int
	}{
		{0, []int{0}}, {1, []int{1}}, {15, []int{15}}, {16, []int{16}}, {17, []int{16, 1}}, {32, []int{16, 16}}, {33, []int{16, 16, 1}},
	} {
		var sizes []int
		var shards []pipeline.Progress
		for n := range pipeline.Shards(test.total) {
			size := pipeline.ShardLen(test.total, n)
			sizes = append(sizes, size)
			shards = append(shards, pipeline.Progress{Shard: n, Size: size, Settled: size})
		}
		if diff := cmp.Diff(test.sizes, sizes); diff != "" {
			t.Errorf("sizes for %d queries (-want +got):\n%s", test.total, diff)
		}
		var indices []int
		for _, p := range shards {
			for _, i := range p.Indices() {
				if pipeline.ShardOf(i) != p.Shard {
					t.Errorf("query %d of %d is in shard %d and of shard %d", i, test.total, p.Shard, pipeline.ShardOf(i))
				}
				indices = append(indices, i)
			}
		}
		if len(indices) != test.total || !pipeline.Complete(shards, test.total) {
			t.Errorf("%d queries have indices %v, complete: %v", test.total, indices, pipeline.Complete(shards, test.total))
		}
	}
}

// TestComplete is rule G5.
func TestComplete(t *testing.T) {
	t.Parallel()
	full := func(shard, size int) pipeline.Progress {
		return pipeline.Progress{Shard: shard, Size: size, Settled: size}
	}
	for _, test := range []struct {
		name   string
		shards []pipeline.Progress
		total  int
		want   bool
	}{
		{"none exists yet", nil, 0, false},
		{"empty report", []pipeline.Progress{full(0, 0)}, 0, true},
		{"one open", []pipeline.Progress{full(0, 16), {Shard: 1, Size: 1}}, 17, false},
		{"one open that is not the last", []pipeline.Progress{{Shard: 0, Size: 16, Settled: 15}, full(1, 1)}, 17, false},
		{"one missing", []pipeline.Progress{full(0, 16)}, 17, false},
		{"one missing in between", []pipeline.Progress{full(0, 16), full(2, 1)}, 33, false},
		{"all", []pipeline.Progress{full(0, 16), full(1, 1)}, 17, true},
	} {
		if got := pipeline.Complete(test.shards, test.total); got != test.want {
			t.Errorf("%s: %v", test.name, got)
		}
	}
}

func TestUnsettled(t *testing.T) {
	t.Parallel()
	p := pipeline.Progress{Shard: 1, Size: 4, Settled: 2, Winners: map[int]string{16: "a", 18: "b"}}
	if diff := cmp.Diff([]int{17, 19}, p.Unsettled()); diff != "" {
		t.Errorf("unsettled (-want +got):\n%s", diff)
	}
}

// TestVerdict is rule E1.
func TestVerdict(t *testing.T) {
	t.Parallel()
	sent := pipeline.Delivery{State: pipeline.DeliverySent}
	failed := pipeline.Delivery{State: pipeline.DeliveryFailed}
	unknown := pipeline.Delivery{State: pipeline.DeliveryUnknown, Unknown: true}
	perhaps := pipeline.Delivery{State: pipeline.DeliveryFailed, Unknown: true} // an earlier try's answer never came
	untried := pipeline.Delivery{}
	for _, test := range []struct {
		deliveries []pipeline.Delivery
		want       pipeline.State
	}{
		{nil, pipeline.Sent},
		{[]pipeline.Delivery{sent, sent}, pipeline.Sent},
		{[]pipeline.Delivery{sent, failed}, pipeline.PartlySent},
		{[]pipeline.Delivery{failed, unknown}, pipeline.PartlySent},
		{[]pipeline.Delivery{perhaps}, pipeline.PartlySent},
		{[]pipeline.Delivery{failed, untried}, pipeline.Unsent},
	} {
		if got := pipeline.Verdict(test.deliveries); got != test.want {
			t.Errorf("%+v: %s, want %s", test.deliveries, got, test.want)
		}
	}
}

type fixed uint64

func (f fixed) Uint64() uint64 { return uint64(f) }

func TestTokensAreTwelveDigits(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		bits uint64
		want string
	}{
		{0, "000000000000"}, {1, "000000000001"}, {1<<64 - 1, "ffffffffffff"}, {0xabcd000000000012, "000000000012"},
	} {
		if got := pipeline.NewToken(fixed(test.bits)); got != test.want {
			t.Errorf("%x: %s, want %s", test.bits, got, test.want)
		}
	}
}

func TestWantsAndQueries(t *testing.T) {
	t.Parallel()
	all, some := pipeline.Run{}, pipeline.Run{Only: []string{"mail"}}
	if !all.Wants("chat") || !some.Wants("mail") || some.Wants("chat") {
		t.Error("a round goes to the named destinations, to all if none is named")
	}
	d := pipeline.Document{Queries: []pipeline.QueryResult{{ID: "a"}, {ID: "b"}}}
	if q := d.Query("b"); q != &d.Queries[1] || d.Query("c") != nil {
		t.Errorf("query b is %v", q)
	}
	row := pipeline.Row{{Name: "n", Value: ""}}
	if v, ok := row.Get("n"); v != "" || !ok {
		t.Error("an empty value is a value")
	}
	if _, ok := row.Get("m"); ok {
		t.Error("a field that is not there was found")
	}
}

func TestFinalStates(t *testing.T) {
	t.Parallel()
	for state, want := range map[pipeline.State]bool{
		pipeline.Dispatching: false, pipeline.Running: false, "": false,
		pipeline.Sent: true, pipeline.PartlySent: true, pipeline.Unsent: true, pipeline.Cancelled: true,
	} {
		if state.Final() != want {
			t.Errorf("%s is final: %v", state, state.Final())
		}
	}
	if sent := fmt.Sprint(pipeline.Send{}.Final(), pipeline.Send{State: pipeline.Sent}.Final()); sent != "false true" {
		t.Error(sent)
	}
}
