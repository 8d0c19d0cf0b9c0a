package chart

import (
	"testing"
)

func TestChart_Remark(t *testing.T) {
	t.Parallel()
	all := gallery(t)
	for name, want := range map[string]string{
		"errors": "CET", "latency": "CET. Grey: no data", "23-hours": "CET, then CEST", "no-zone-letter": "UTC-03",
		"scripts": "CET. 1: 支払い. 2: مدفوعات. 3: 🙂 payments", "near-marks": "CET. Dotted: Warning 700", "far-marks": "CET. Beyond: Alert 1,500. Beyond: Warning 800",
	} {
		if got := all[name].Remark(); got != want {
			t.Errorf("%s: remark %q, want %q", name, got, want)
		}
	}
}

func TestChart_Note(t *testing.T) {
	t.Parallel()
	c := gallery(t)["latency"]
	for columns, want := range map[int]string{60: "CET, 1,870 at 15:00, ? no data", 25: "1,870 at 15:00, ? no data", 14: "? no data", 3: ""} {
		if got := c.Note(columns); got != want {
			t.Errorf("note of %d columns %q, want %q", columns, got, want)
		}
	}
	if got := c.Heading(); got != "Latency per hour, ms" {
		t.Errorf("heading %q lacks the unit", got)
	}
}
