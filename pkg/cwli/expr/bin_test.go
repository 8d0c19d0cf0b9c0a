package expr_test

import (
	"testing"
	"time"

	"github.com/fanlight/fanlight/pkg/cwli/expr"
)

// at reads a time as results show it.
func at(t *testing.T, text string) int64 {
	t.Helper()
	when, err := time.Parse("2006-01-02 15:04:05.999", text)
	if err != nil {
		t.Fatal(err)
	}
	return when.UnixMilli()
}

func show(ms int64) string { return time.UnixMilli(ms).UTC().Format("2006-01-02 15:04:05.999") }

// bins are the starts of the bin that a time lies in and of the one after it. The first
// is of rows that the service returned and a user published; the others follow its rule.
var bins = []struct {
	period      expr.Period
	time        string
	floor, next string
}{
	{expr.Period{Count: 25, Unit: expr.Minute}, "2024-04-06 12:52:10", "2024-04-06 12:50:00", "2024-04-06 13:00:00"},
	{expr.Period{Count: 25, Unit: expr.Minute}, "2024-04-06 12:25:00", "2024-04-06 12:25:00", "2024-04-06 12:50:00"},
	{expr.Period{Count: 300, Unit: expr.Second}, "2024-04-06 12:52:10", "2024-04-06 12:52:00", "2024-04-06 12:53:00"},
	{expr.Period{Count: 300, Unit: expr.Millisecond}, "2024-04-06 12:52:10.95", "2024-04-06 12:52:10.9", "2024-04-06 12:52:11"},
	{expr.Period{Count: 5, Unit: expr.Hour}, "2024-04-06 23:59:00", "2024-04-06 20:00:00", "2024-04-07 00:00:00"},
	{expr.Period{Count: 1, Unit: expr.Day}, "1969-12-31 23:00:00", "1969-12-31 00:00:00", "1970-01-01 00:00:00"},
	{expr.Period{Count: 1, Unit: expr.Week}, "2024-04-07 23:00:00", "2024-04-01 00:00:00", "2024-04-08 00:00:00"},
	{expr.Period{Count: 1, Unit: expr.Month}, "2024-02-29 23:00:00", "2024-02-01 00:00:00", "2024-03-01 00:00:00"},
	{expr.Period{Count: 1, Unit: expr.Quarter}, "2024-06-30 23:00:00", "2024-04-01 00:00:00", "2024-07-01 00:00:00"},
	{expr.Period{Count: 1, Unit: expr.Year}, "1969-06-30 23:00:00", "1969-01-01 00:00:00", "1970-01-01 00:00:00"},
}

func TestPeriod_Floor(t *testing.T) {
	t.Parallel()
	for _, b := range bins {
		if got := show(b.period.Floor(at(t, b.time))); got != b.floor {
			t.Errorf("%s is in the bin of %s from %s, want %s", b.time, &b.period, got, b.floor)
		}
	}
}

func TestPeriod_Next(t *testing.T) {
	t.Parallel()
	for _, b := range bins {
		if got := show(b.period.Next(at(t, b.floor))); got != b.next {
			t.Errorf("the bin of %s after %s starts at %s, want %s", &b.period, b.floor, got, b.next)
		}
	}
}

func TestPeriod_Ceil(t *testing.T) {
	t.Parallel()
	for _, b := range bins {
		want := b.next
		if b.time == b.floor {
			want = b.time
		}
		if got := show(b.period.Ceil(at(t, b.time))); got != want {
			t.Errorf("%s up to %s is %s, want %s", b.time, &b.period, got, want)
		}
	}
}

func TestPeriod_Milliseconds(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]int64{
		"250ms": 250, "1s": 1000, "5m": 300_000, "2hr": 7_200_000, "3days": 259_200_000, "1w": 604_800_000, "2mo": 5_184_000_000, "1qtr": 7_862_400_000, "1y": 31_536_000_000,
	} {
		if got := parse(t, text).(*expr.Period).Milliseconds(); got != want {
			t.Errorf("%s: %d ms, want %d", text, got, want)
		}
	}
}
