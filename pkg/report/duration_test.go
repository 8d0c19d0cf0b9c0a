package report

import (
	"encoding/json"
	"testing"
	"time"
)

func TestParseDuration(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]time.Duration{
		"24h": Day24, "1d": Day24, "90m": 90 * time.Minute, "1h30m": 90 * time.Minute, "7d": 7 * Day24, "168h": 7 * Day24,
		"36h": 36 * time.Hour, "61s": 61 * time.Second, "1d1h1m1s": 25*time.Hour + 61*time.Second, "0m": 0, "60m": time.Hour,
	} {
		if got, err := ParseDuration(text); err != nil || time.Duration(got) != want {
			t.Errorf("%s is %v, %v, want %v", text, time.Duration(got), err, want)
		}
	}
	for _, text := range []string{"", "24", "h", "1.5h", "-1h", "1m1h", "1h1h", "1w", "1 h", "99999999999d", "99999999999999999999s", "106751d24h"} {
		if d, err := ParseDuration(text); err == nil {
			t.Errorf("%q is %v", text, d)
		}
	}
	const want = `invalid length of time "fortnight": want whole numbers with units such as 24h, 90m or 7d`
	if _, err := ParseDuration("fortnight"); err == nil || err.Error() != want {
		t.Errorf("error %v, want %s", err, want)
	}
}

// durations are texts as String writes them.
var durations = map[string]time.Duration{
	"24h": Day24, "90m": 90 * time.Minute, "7d": 7 * Day24, "36h": 36 * time.Hour, "61s": 61 * time.Second,
	"90061s": 25*time.Hour + 61*time.Second, "0m": 0, "1h": time.Hour,
}

func TestDuration_String(t *testing.T) {
	t.Parallel()
	for want, d := range durations {
		if got := Duration(d).String(); got != want {
			t.Errorf("%v is written %s, want %s", d, got, want)
		}
	}
	if got := Duration(1500 * time.Millisecond).String(); got != "1.5s" {
		t.Errorf("a fraction is written %s, want 1.5s", got)
	}
}

func TestDuration_MarshalText(t *testing.T) {
	t.Parallel()
	for want, d := range durations {
		if got, err := json.Marshal(Duration(d)); err != nil || string(got) != `"`+want+`"` {
			t.Errorf("%v is written %s, %v, want %s", d, got, err, want)
		}
	}
	for _, d := range []Duration{-1, Duration(time.Millisecond)} {
		if got, err := json.Marshal(d); err == nil {
			t.Errorf("%v is written %s", time.Duration(d), got)
		}
	}
}

func TestDuration_UnmarshalText(t *testing.T) {
	t.Parallel()
	for text, want := range durations {
		var got Duration
		if err := json.Unmarshal([]byte(`"`+text+`"`), &got); err != nil || time.Duration(got) != want {
			t.Errorf("%s is %v, %v, want %v", text, got, err, want)
		}
	}
	if d := Duration(Day24); d.UnmarshalText([]byte("soon")) == nil || d != Duration(Day24) {
		t.Errorf("an invalid text changed the duration to %v, or gave no error", d)
	}
}
