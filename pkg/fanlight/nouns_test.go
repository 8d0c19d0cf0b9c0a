package fanlight_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/fanlight/fanlight/pkg/fanlight"
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
		id := fanlight.NewRunID("bot-usage", scheduled, test.suffix)
		if string(id) != test.want || id.Report() != "bot-usage" || !id.Scheduled().Equal(scheduled) {
			t.Errorf("%s of %s at %s, want %s", id, id.Report(), id.Scheduled(), test.want)
		}
		if parsed, err := fanlight.ParseRunID(string(id)); parsed != id || err != nil {
			t.Errorf("parsed as %s, %v", parsed, err)
		}
	}
}

func TestNoRunID(t *testing.T) {
	t.Parallel()
	for _, s := range []string{"", "bot-usage", "@2026-01-02T12:30:00Z", "Bot@2026-01-02T12:30:00Z", "bot@", "bot@today", "bot@2026-01-02", "bot#1@2026-01-02T12:30:00Z"} {
		if id, err := fanlight.ParseRunID(s); err == nil || id != "" || !strings.Contains(err.Error(), "run ID") {
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
		_, queryErr := fanlight.ParseQueryMessage(test.body)
		_, reportErr := fanlight.ParseReportMessage(test.body)
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
		_, err := fanlight.ParseQueryMessage(`{"version":1,"run":"a@2026-01-02T12:30:00Z","epoch":1,"shard":` + test.shard + `,"query":{"index":` + test.index + `}}`)
		if (err == nil) != (test.words == "") || err != nil && !strings.Contains(err.Error(), test.words) {
			t.Errorf("query %s of shard %s: %v", test.index, test.shard, err)
		}
	}
	for round, words := range map[string]string{"1": "", "0": "round 0", "-1": "round -1"} {
		_, err := fanlight.ParseReportMessage(`{"version":1,"run":"a@2026-01-02T12:30:00Z","epoch":1,"round":` + round + `}`)
		if (err == nil) != (words == "") || err != nil && !strings.Contains(err.Error(), words) {
			t.Errorf("round %s: %v", round, err)
		}
	}
}

func FuzzMessages(f *testing.F) {
	f.Add(`{"version":1,"run":"a@2026-01-02T12:30:00Z","epoch":1,"shard":0,"query":{"index":0,"id":"q"}}`)
	f.Add(`{"version":1,"run":"a@2026-01-02T12:30:00Z+x","epoch":1,"round":1}`)
	f.Fuzz(func(t *testing.T, body string) {
		if m, err := fanlight.ParseQueryMessage(body); err == nil && (m.Version != fanlight.MessageVersion || m.Epoch < 1 || m.Run.Report() == "") {
			t.Errorf("%q was accepted as %+v", body, m)
		}
		if m, err := fanlight.ParseReportMessage(body); err == nil && (m.Version != fanlight.MessageVersion || m.Epoch < 1 || m.Run.Report() == "") {
			t.Errorf("%q was accepted as %+v", body, m)
		}
	})
}

func TestStarts(t *testing.T) {
	t.Parallel()
	s := fanlight.Start{Try: 3, ID: "0000:0001"}
	if got, err := fanlight.ParseStart(s.String()); got != s || err != nil {
		t.Errorf("%s was read as %+v, %v", s, got, err)
	}
	for _, bad := range []string{"", "1", "1:", ":a", "0:a", "-1:a", "x:a"} {
		if got, err := fanlight.ParseStart(bad); err == nil {
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
		var shards []fanlight.Progress
		for n := range fanlight.Shards(test.total) {
			size := fanlight.ShardLen(test.total, n)
			sizes = append(sizes, size)
			shards = append(shards, fanlight.Progress{Shard: n, Size: size, Settled: size})
		}
		if diff := cmp.Diff(test.sizes, sizes); diff != "" {
			t.Errorf("sizes for %d queries (-want +got):\n%s", test.total, diff)
		}
		var indices []int
		for _, p := range shards {
			for _, i := range p.Indices() {
				if fanlight.ShardOf(i) != p.Shard {
					t.Errorf("query %d of %d is in shard %d and of shard %d", i, test.total, p.Shard, fanlight.ShardOf(i))
				}
				indices = append(indices, i)
			}
		}
		if len(indices) != test.total || !fanlight.Complete(shards, test.total) {
			t.Errorf("%d queries have indices %v, complete: %v", test.total, indices, fanlight.Complete(shards, test.total))
		}
	}
}

// TestComplete is rule G5.
func TestComplete(t *testing.T) {
	t.Parallel()
	full := func(shard, size int) fanlight.Progress {
		return fanlight.Progress{Shard: shard, Size: size, Settled: size}
	}
	for _, test := range []struct {
		name   string
		shards []fanlight.Progress
		total  int
		want   bool
	}{
		{"none exists yet", nil, 0, false},
		{"empty report", []fanlight.Progress{full(0, 0)}, 0, true},
		{"one open", []fanlight.Progress{full(0, 16), {Shard: 1, Size: 1}}, 17, false},
		{"one open that is not the last", []fanlight.Progress{{Shard: 0, Size: 16, Settled: 15}, full(1, 1)}, 17, false},
		{"one missing", []fanlight.Progress{full(0, 16)}, 17, false},
		{"one missing in between", []fanlight.Progress{full(0, 16), full(2, 1)}, 33, false},
		{"all", []fanlight.Progress{full(0, 16), full(1, 1)}, 17, true},
	} {
		if got := fanlight.Complete(test.shards, test.total); got != test.want {
			t.Errorf("%s: %v", test.name, got)
		}
	}
}

func TestUnsettled(t *testing.T) {
	t.Parallel()
	p := fanlight.Progress{Shard: 1, Size: 4, Settled: 2, Winners: map[int]string{16: "a", 18: "b"}}
	if diff := cmp.Diff([]int{17, 19}, p.Unsettled()); diff != "" {
		t.Errorf("unsettled (-want +got):\n%s", diff)
	}
}

// TestVerdict is rule E1.
func TestVerdict(t *testing.T) {
	t.Parallel()
	sent := fanlight.Delivery{State: fanlight.DeliverySent}
	failed := fanlight.Delivery{State: fanlight.DeliveryFailed}
	unknown := fanlight.Delivery{State: fanlight.DeliveryUnknown, Unknown: true}
	perhaps := fanlight.Delivery{State: fanlight.DeliveryFailed, Unknown: true} // an earlier try's answer never came
	untried := fanlight.Delivery{}
	for _, test := range []struct {
		deliveries []fanlight.Delivery
		want       fanlight.State
	}{
		{nil, fanlight.Sent},
		{[]fanlight.Delivery{sent, sent}, fanlight.Sent},
		{[]fanlight.Delivery{sent, failed}, fanlight.PartlySent},
		{[]fanlight.Delivery{failed, unknown}, fanlight.PartlySent},
		{[]fanlight.Delivery{perhaps}, fanlight.PartlySent},
		{[]fanlight.Delivery{failed, untried}, fanlight.Unsent},
	} {
		if got := fanlight.FinalState(test.deliveries); got != test.want {
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
		if got := fanlight.NewToken(fixed(test.bits)); got != test.want {
			t.Errorf("%x: %s, want %s", test.bits, got, test.want)
		}
	}
}

func TestWantsAndQueries(t *testing.T) {
	t.Parallel()
	all, some := fanlight.Run{}, fanlight.Run{Only: []string{"mail"}}
	if !all.Wants("chat") || !some.Wants("mail") || some.Wants("chat") {
		t.Error("a round goes to the named destinations, to all if none is named")
	}
	d := fanlight.Document{Queries: []fanlight.QueryResult{{ID: "a"}, {ID: "b"}}}
	if q := d.Query("b"); q != &d.Queries[1] || d.Query("c") != nil {
		t.Errorf("query b is %v", q)
	}
	row := fanlight.Row{{Name: "n", Value: ""}}
	if v, ok := row.Get("n"); v != "" || !ok {
		t.Error("an empty value is a value")
	}
	if _, ok := row.Get("m"); ok {
		t.Error("a field that is not there was found")
	}
}

func TestFinalStates(t *testing.T) {
	t.Parallel()
	for state, want := range map[fanlight.State]bool{
		fanlight.Dispatching: false, fanlight.Running: false, "": false,
		fanlight.Sent: true, fanlight.PartlySent: true, fanlight.Unsent: true, fanlight.Cancelled: true,
	} {
		if state.Final() != want {
			t.Errorf("%s is final: %v", state, state.Final())
		}
	}
	if sent := fmt.Sprint(fanlight.Claim{}.Final(), fanlight.Claim{State: fanlight.Sent}.Final()); sent != "false true" {
		t.Error(sent)
	}
}
