package report

import (
	"encoding/json"
	"testing"
	"time"
)

func TestDuration(t *testing.T) {
	t.Parallel()
	tests := []struct {
		text    string
		length  time.Duration
		written string
	}{
		{"24h", Day24, "24h"}, {"1d", Day24, "24h"}, {"90m", 90 * time.Minute, "90m"}, {"1h30m", 90 * time.Minute, "90m"},
		{"7d", 7 * Day24, "7d"}, {"168h", 7 * Day24, "7d"}, {"36h", 36 * time.Hour, "36h"}, {"61s", 61 * time.Second, "61s"},
		{"1d1h1m1s", 25*time.Hour + 61*time.Second, "90061s"}, {"0m", 0, "0m"}, {"60m", time.Hour, "1h"},
	}
	for _, test := range tests {
		d, err := ParseDuration(test.text)
		if err != nil || time.Duration(d) != test.length {
			t.Errorf("%s is %v, %v, want %v", test.text, time.Duration(d), err, test.length)
		}
		if written, err := json.Marshal(d); err != nil || string(written) != `"`+test.written+`"` {
			t.Errorf("%s is written %s, %v, want %s", test.text, written, err, test.written)
		}
	}
	for _, text := range []string{"", "24", "h", "1.5h", "-1h", "1m1h", "1h1h", "1w", "1 h", "99999999999d", "99999999999999999999s", "106751d24h"} {
		if d, err := ParseDuration(text); err == nil {
			t.Errorf("%q is %v", text, d)
		}
	}
	for _, d := range []Duration{-1, Duration(time.Millisecond)} {
		if written, err := json.Marshal(d); err == nil {
			t.Errorf("%v is written %s", time.Duration(d), written)
		}
	}
}

func TestParseSize(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]int64{
		"10GB": 10e9, "500 MB": 500e6, "4GiB": 4 << 30, "1TB": 1e12, "1000": 1000, "1KB": 1000, "1KiB": 1024, "7B": 7,
	} {
		if got, err := ParseSize(text); err != nil || got != want {
			t.Errorf("%s is %d, %v, want %d", text, got, err, want)
		}
	}
	for _, text := range []string{"", "GB", "1.5GB", "-1GB", "1gb", "1  GB", "9999999999TB", "1GB "} {
		if got, err := ParseSize(text); err == nil {
			t.Errorf("%q is %d", text, got)
		}
	}
}
