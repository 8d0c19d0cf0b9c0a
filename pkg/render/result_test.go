package render_test

import (
	"strings"
	"testing"
)

func TestNameUTC(t *testing.T) {
	t.Parallel()
	for zone, want := range map[string]bool{"UTC": false, "Asia/Tokyo": true} {
		d := document("Times", rows("times", "@timestamp|next", "2026-01-02 12:00:00.000|2026-01-02 12:00:00.000", "2026-01-02 12:00:00.000|soon"))
		d.Sections, d.Timezone = append(d.Sections, table("Times", "times")), zone
		for name, form := range textForms {
			got := form(d)
			if strings.Contains(got, "@timestamp (UTC)") != want || strings.Contains(got, "next (UTC)") {
				t.Errorf("%s in %s: @timestamp (UTC) expected: %v, next (UTC): false:\n%s", name, zone, want, got)
			}
		}
	}
}

func TestResultTable_long_cell(t *testing.T) {
	t.Parallel()
	d := document("Cells", rows("cells", "@message", strings.Repeat("x", 5000)))
	d.Sections = append(d.Sections, table("Cells", "cells"))
	for name, form := range textForms {
		got := form(d)
		if strings.Contains(got, strings.Repeat("x", 300)) || !strings.Contains(got, "x…") {
			t.Errorf("%s shows more than 300 characters, or no …", name)
		}
	}
}
