package source

import (
	"strings"
	"testing"

	"github.com/fanlight/fanlight/pkg/report"
)

func Test_nearestZone(t *testing.T) {
	t.Parallel()
	for written, want := range map[string]string{
		"Berlin":          "Europe/Berlin",
		"europe/berlin":   "Europe/Berlin",
		"EUROPE/BERLIN":   "Europe/Berlin",
		"Europe/Berlni":   "Europe/Berlin",
		"Munchen":         "",
		"new york":        "America/New_York",
		"America/NewYork": "America/New_York",
		"Tokio":           "Asia/Tokyo",
		"utc":             "UTC",
		"":                "",
		"x":               "",
	} {
		if got := nearestZone(written); got != want {
			t.Errorf("%q: %q, want %q", written, got, want)
		}
	}
}

func Test_zoneNames(t *testing.T) {
	t.Parallel()
	names := strings.Fields(zoneNames)
	if len(names) < 400 {
		t.Errorf("%d names", len(names))
	}
	for _, name := range names {
		if _, err := report.LoadZone(name); err != nil {
			t.Error(err)
		}
	}
}
