package suggest_test

import (
	"strings"
	"testing"

	"github.com/fanlight/fanlight/pkg/suggest"
)

func TestNearest(t *testing.T) {
	t.Parallel()
	known := []string{"sort", "stats", "filter", "parse", "logs"}
	for written, want := range map[string]string{
		"srot":                   "sort", // a swap
		"stat":                   "stats",
		"FILTRE":                 "filter",
		"fitlre":                 "filter",
		"xyz":                    "",
		"log":                    "logs",
		"":                       "",
		strings.Repeat("a", 200): "",
	} {
		if got := suggest.Nearest(written, known); got != want {
			t.Errorf("%.20q: %q, want %q", written, got, want)
		}
	}
}
