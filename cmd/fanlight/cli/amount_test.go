package cli

import (
	"testing"
	"time"
)

func TestFormatPart(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		part, whole float64
		want        string
	}{
		{1.2e9, 3.4e9, "1.2 of about 3.4 GB"},
		{812, 3.4e9, "812 B of about 3.4 GB"},
		{812, 900, "812 of about 900 B"},
		{0, 2_000, "0 B of about 2.0 kB"},
	} {
		if got := formatPart(c.part, " of about ", c.whole); got != c.want {
			t.Errorf("got %q, want %q", got, c.want)
		}
	}
}

func TestFormatLength(t *testing.T) {
	t.Parallel()
	for d, want := range map[time.Duration]string{
		0: "0.0s", 449 * time.Millisecond: "0.4s", 12900 * time.Millisecond: "12s", 79 * time.Second: "1m19s",
		124 * time.Second: "2m04s", 125 * time.Minute: "2h05m",
	} {
		if got := formatLength(d); got != want {
			t.Errorf("%s: got %q, want %q", d, got, want)
		}
	}
}
