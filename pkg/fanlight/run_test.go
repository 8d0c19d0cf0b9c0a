package fanlight_test

import (
	"bytes"
	"log/slog"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/fanlight/fanlight/pkg/fanlight"
)

// scheduled is 12:30 UTC, in another zone.
func scheduled(t *testing.T) time.Time {
	t.Helper()
	zurich, err := time.LoadLocation("Europe/Zurich")
	if err != nil {
		t.Fatal(err)
	}
	return time.Date(2026, 1, 2, 13, 30, 0, 0, zurich)
}

func TestNewRunID(t *testing.T) {
	t.Parallel()
	for suffix, want := range map[string]fanlight.RunID{
		"": "bot-usage@2026-01-02T12:30:00Z", "a1b2c3": "bot-usage@2026-01-02T12:30:00Z+a1b2c3",
	} {
		if id := fanlight.NewRunID("bot-usage", scheduled(t), suffix); id != want {
			t.Errorf("got %s, want %s", id, want)
		}
	}
}

// TestNewRunID_with_seconds names the minute: an edition has one ID.
func TestNewRunID_with_seconds(t *testing.T) {
	t.Parallel()
	if id := fanlight.NewRunID("bot-usage", scheduled(t).Add(59*time.Second+time.Millisecond), ""); id != "bot-usage@2026-01-02T12:30:00Z" {
		t.Errorf("got %s", id)
	}
}

func TestMinute(t *testing.T) {
	t.Parallel()
	if got := fanlight.Minute(scheduled(t).Add(59 * time.Second)); !got.Equal(scheduled(t)) || got.Location() != time.UTC {
		t.Errorf("got %s", got)
	}
}

func TestRunID_Report(t *testing.T) {
	t.Parallel()
	for _, id := range []fanlight.RunID{"bot-usage@2026-01-02T12:30:00Z", "bot-usage@2026-01-02T12:30:00Z+a1b2c3"} {
		if got := id.Report(); got != "bot-usage" {
			t.Errorf("%s is of report %q", id, got)
		}
	}
}

func TestRunID_Scheduled(t *testing.T) {
	t.Parallel()
	for _, id := range []fanlight.RunID{"bot-usage@2026-01-02T12:30:00Z", "bot-usage@2026-01-02T12:30:00Z+a1b2c3"} {
		if got := id.Scheduled(); !got.Equal(scheduled(t)) {
			t.Errorf("%s is scheduled for %s", id, got)
		}
	}
}

func TestParseRunID(t *testing.T) {
	t.Parallel()
	for _, s := range []string{"bot-usage@2026-01-02T12:30:00Z", "bot-usage@2026-01-02T12:30:00Z+a1b2c3"} {
		if id, err := fanlight.ParseRunID(s); string(id) != s || err != nil {
			t.Errorf("%s was parsed as %s, %v", s, id, err)
		}
	}
	for _, s := range []string{"", "bot-usage", "@2026-01-02T12:30:00Z", "Bot@2026-01-02T12:30:00Z", "bot@", "bot@today", "bot@2026-01-02", "bot#1@2026-01-02T12:30:00Z"} {
		if id, err := fanlight.ParseRunID(s); err == nil || id != "" || !strings.Contains(err.Error(), "run ID") {
			t.Errorf("%q: %q, %v", s, id, err)
		}
	}
}

func TestState_Final(t *testing.T) {
	t.Parallel()
	for state, want := range map[fanlight.State]bool{
		fanlight.Dispatching: false, fanlight.Running: false, "": false,
		fanlight.Sent: true, fanlight.PartlySent: true, fanlight.Unsent: true, fanlight.Cancelled: true,
	} {
		if state.Final() != want {
			t.Errorf("%s is final: %v", state, state.Final())
		}
	}
}

func TestRun_Wants(t *testing.T) {
	t.Parallel()
	all, some := fanlight.Run{}, fanlight.Run{Only: []string{"mail"}}
	if !all.Wants("chat") || !some.Wants("mail") || some.Wants("chat") {
		t.Error("a round goes to the named destinations, to all if none is named")
	}
}

// totals are numbers of queries with the sizes of their shards.
var totals = map[int][]int{
	0: {0}, 1: {1}, 15: {15}, 16: {16}, 17: {16, 1}, 32: {16, 16}, 33: {16, 16, 1},
}

func TestShards(t *testing.T) {
	t.Parallel()
	for total, sizes := range totals {
		if got := fanlight.Shards(total); got != len(sizes) {
			t.Errorf("%d queries are in %d shards, want %d", total, got, len(sizes))
		}
	}
}

func TestShardLen(t *testing.T) {
	t.Parallel()
	for total, sizes := range totals {
		var got []int
		for n := range sizes {
			got = append(got, fanlight.ShardLen(total, n))
		}
		if !slices.Equal(got, sizes) {
			t.Errorf("sizes for %d queries: %v, want %v", total, got, sizes)
		}
	}
}

func TestShardOf(t *testing.T) {
	t.Parallel()
	for index, want := range map[int]int{0: 0, 15: 0, 16: 1, 31: 1, 32: 2} {
		if got := fanlight.ShardOf(index); got != want {
			t.Errorf("query %d is in shard %d, want %d", index, got, want)
		}
	}
}

func TestRun_LogAttrs(t *testing.T) {
	t.Parallel()
	var out bytes.Buffer
	slog.New(slog.NewTextHandler(&out, nil)).Info("m", fanlight.Run{ID: "bot@2026-01-02T12:30:00Z", Epoch: 2}.LogAttrs())
	if !strings.Contains(out.String(), "run=bot@2026-01-02T12:30:00Z epoch=2") {
		t.Errorf("logged %q", out.String())
	}
}
