package main

import (
	"math"
	"os"
	"strings"
	"testing"
)

// TestFacts_idle holds the default settings to half a dollar a month, but for what the page says
// cannot be left out: five pollers in place of two on the queue of queries.
func TestFacts_idle(t *testing.T) {
	t.Parallel()
	f, err := readFacts("../..")
	if err != nil {
		t.Fatal(err)
	}
	small, full, err := f.idle()
	if err != nil {
		t.Fatal(err)
	}
	const most = 0.50
	if got := total(small) - polls(limited) + polls(unlimited); got > most {
		t.Errorf("an idle month with the default settings costs %.3f dollars without the three more pollers, want at most %.2f", got, most)
	}
	page, err := os.ReadFile("../../docs/costs.md")
	if err != nil {
		t.Fatal(err)
	}
	if says := strings.Contains(string(page), "more than half a dollar"); says != (total(small) > most) {
		t.Errorf("an idle month costs %.3f dollars; the page says that it is more than half a dollar: %v", total(small), says)
	}
	if total(full) < 2*total(small) {
		t.Errorf("everything costs %.3f dollars, the default %.3f", total(full), total(small))
	}
}

// TestPolls compares with AWS' figures: five pollers that wait 20 seconds make 657,000 requests.
func TestPolls(t *testing.T) {
	t.Parallel()
	if got, want := polls(5), 657_000*0.4e-6; math.Abs(got-want) > 1e-9 {
		t.Errorf("%f dollars, want %f", got, want)
	}
}
