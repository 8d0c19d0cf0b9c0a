package cwli

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/fanlight/fanlight/pkg/cwli/pattern"
)

// at returns milliseconds since 1970.
func at(t *testing.T, text string) int64 {
	t.Helper()
	moment, err := time.Parse(time.RFC3339, text)
	if err != nil {
		t.Fatal(err)
	}
	return moment.UnixMilli()
}

func TestWindow_before(t *testing.T) {
	t.Parallel()
	for _, test := range []struct{ period, start, want string }{
		{"", "2026-03-31T12:00:00Z", "2026-03-31T10:00:00Z"},
		{"previousDay", "2026-03-01T12:00:00Z", "2026-02-28T12:00:00Z"},
		{"previousWeek", "2026-01-03T12:00:00Z", "2025-12-27T12:00:00Z"},
		{"previousMonth", "2026-01-15T12:00:00Z", "2025-12-15T12:00:00Z"},
		{"previousMonth", "2026-03-31T12:00:00Z", "2026-02-28T12:00:00Z"},
		{"previousMonth", "2024-03-30T12:00:00Z", "2024-02-29T12:00:00Z"},
		{"previousMonth", "2026-03-01T00:00:00Z", "2026-02-01T00:00:00Z"},
	} {
		start, want := at(t, test.start), at(t, test.want)
		const length = 2 * 3_600_000
		if got := (Window{start, start + length}).before(test.period); got != (Window{want, want + length}) {
			t.Errorf("%q before %s = %v, want %d", test.period, test.start, got, want)
		}
	}
}

func TestDiff_window(t *testing.T) {
	t.Parallel()
	q, err := Compile("pattern @message | diff previousDay")
	if err != nil {
		t.Fatal(err)
	}
	none := func(context.Context, Input, func(*Event) error) error { return nil }
	for _, w := range []Window{{}, {0, maxTime}, {minTime, 5}} {
		if _, err := q.Run(t.Context(), Options{Window: w}, none); !errors.Is(err, errNoWindow) {
			t.Errorf("window %v: error %v, want that there is no window", w, err)
		}
	}
	const day = 86_400_000
	inputs := q.Inputs()
	if len(inputs) != 2 || inputs[0].Window(Window{2 * day, 3 * day}, time.Time{}) != (Window{day, 2 * day}) || inputs[1].Window(Window{2 * day, 3 * day}, time.Time{}) != (Window{2 * day, 3 * day}) {
		t.Errorf("inputs %v, want the day before and the day", inputs)
	}
}

// A diff reads the groups that SOURCE names, in both windows.
func TestDiff_source(t *testing.T) {
	t.Parallel()
	q, err := Compile(`SOURCE logGroups(namePrefix: ["app"]) | pattern @message | diff`)
	if err != nil {
		t.Fatal(err)
	}
	for i, in := range q.Inputs() {
		if !in.Selects("app/a") || in.Selects("web") {
			t.Errorf("input %d selects other groups", i)
		}
	}
}

func TestDifference(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		now, before int
		want        string
	}{
		{1, 0, "new"}, {0, 1, "gone"}, {5, 5, "unchanged"}, {3, 2, "50 % more events"}, {1, 3, "67 % fewer events"},
		{1001, 1000, "less than 1 % more events"}, {9, 1, "800 % more events"}, {199, 200, "less than 1 % fewer events"},
	} {
		if got := difference(pattern.Pattern{Count: test.now, Before: test.before}); got != test.want {
			t.Errorf("%d after %d: %s, want %s", test.now, test.before, got, test.want)
		}
	}
}
