package fanlight_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/fanlight/fanlight/pkg/fanlight"
)

func TestStart_String(t *testing.T) {
	t.Parallel()
	if got := (fanlight.Start{Try: 3, ID: "0000:0001"}).String(); got != "3:0000:0001" {
		t.Errorf("got %q", got)
	}
}

func TestStart_Record(t *testing.T) {
	t.Parallel()
	for _, test := range []struct{ id, want string }{
		{"12ab34cd-5678-4000-8000-00000000000f", "2/Eqs0zVZ4QACAAAAAAAAADw"},
		{"12AB34CD-5678-4000-8000-00000000000f", "2:12AB34CD-5678-4000-8000-00000000000f"},
		{"12ab34cd5678400080000000000000-0f", "2:12ab34cd5678400080000000000000-0f"},
		{"0000:0001", "2:0000:0001"},
		{"a/b", "2:a/b"},
	} {
		s := fanlight.Start{Try: 2, ID: test.id}
		if got := s.Record(); got != test.want {
			t.Errorf("%q: %q, want %q", test.id, got, test.want)
		}
		for _, form := range []string{s.Record(), s.String()} {
			if got, err := fanlight.ParseStart(form); got != s || err != nil {
				t.Errorf("read %q as %+v, %v", form, got, err)
			}
		}
	}
}

func TestParseStart(t *testing.T) {
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

func full(shard, size int) fanlight.Progress {
	return fanlight.Progress{Shard: shard, Size: size, Settled: size}
}

func TestProgress_Full(t *testing.T) {
	t.Parallel()
	if !full(0, 16).Full() || !full(0, 0).Full() || (fanlight.Progress{Size: 2, Settled: 1}).Full() {
		t.Error("want a shard to be full when all of its queries are settled")
	}
}

func TestProgress_Indices(t *testing.T) {
	t.Parallel()
	for total, sizes := range totals {
		var indices []int
		for n, size := range sizes {
			for _, i := range full(n, size).Indices() {
				if fanlight.ShardOf(i) != n {
					t.Errorf("query %d of %d is in shard %d and of shard %d", i, total, n, fanlight.ShardOf(i))
				}
				indices = append(indices, i)
			}
		}
		for i := range total {
			if len(indices) != total || indices[i] != i {
				t.Fatalf("%d queries have indices %v", total, indices)
			}
		}
	}
}

func TestProgress_Unsettled(t *testing.T) {
	t.Parallel()
	p := fanlight.Progress{Shard: 1, Size: 4, Settled: 2, Winners: map[int]string{16: "a", 18: "b"}}
	if diff := cmp.Diff([]int{17, 19}, p.Unsettled()); diff != "" {
		t.Errorf("unsettled (-want +got):\n%s", diff)
	}
}

func TestWinners(t *testing.T) {
	t.Parallel()
	got := fanlight.Winners([]fanlight.Progress{{Winners: map[int]string{0: "a"}}, {}, {Winners: map[int]string{32: "b"}}})
	if diff := cmp.Diff(map[int]string{0: "a", 32: "b"}, got); diff != "" {
		t.Errorf("winners (-want +got):\n%s", diff)
	}
}

// TestComplete holds rule G5.
func TestComplete(t *testing.T) {
	t.Parallel()
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
	for total, sizes := range totals {
		var shards []fanlight.Progress
		for n, size := range sizes {
			shards = append(shards, full(n, size))
		}
		if !fanlight.Complete(shards, total) {
			t.Errorf("%d settled queries are not complete", total)
		}
	}
}

func TestProgress_Quiet(t *testing.T) {
	t.Parallel()
	at := time.Date(2026, 1, 2, 12, 30, 0, 0, time.UTC)
	p := fanlight.Progress{Size: 3, Changed: at, Winners: map[int]string{0: "a"}, Held: map[int]time.Time{1: at.Add(time.Minute)}}
	for after, want := range map[time.Duration]string{-time.Second: "[]", 0: "[2]", 30 * time.Second: "[2]", time.Minute: "[1 2]"} {
		if got := fmt.Sprint(p.Quiet(at.Add(after))); got != want {
			t.Errorf("since %s: %s, want %s", after, got, want)
		}
	}
}
