package probe

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func TestPlace_Events(t *testing.T) {
	t.Parallel()
	got := here.Events(Choice{Events: []string{"a", "at {{+60s}}, {{ms+1s}}, {{double+1s}}"}})
	want := []Event{{here.Start, "a"}, {here.Start.Add(10 * time.Second), "at 2026-01-02 12:31:00.000, 1767357001000, 1.767357001E12"}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}

func TestPlace_Query(t *testing.T) {
	t.Parallel()
	got := here.Query(Choice{Name: "join"}, Query{Text: `fields a | join (SOURCE "{{group}}" | filter @logStream = "{{name}}")`})
	const want = `filter @logStream = "join" | fields a | join (SOURCE "/fanlight/probe-1" | filter @logStream = "join")`
	if got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}
