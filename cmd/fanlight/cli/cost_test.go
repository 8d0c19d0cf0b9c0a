package cli

import (
	"strings"
	"testing"
)

func TestFormatDollars(t *testing.T) {
	t.Parallel()
	for dollars, want := range map[float64]string{
		0: "$0", 0.000001: "<$0.00001", 0.000063: "$0.00006", 0.00248: "$0.00248", 0.00994: "$0.00994", 0.41: "$0.41", 1240.5: "$1,240.50",
	} {
		if got := formatDollars(dollars); got != want {
			t.Errorf("%g: %s, want %s", dollars, got, want)
		}
	}
}

// On a wide terminal each month is named once; elsewhere each row stands by itself.
func TestCostTable(t *testing.T) {
	t.Parallel()
	months := []monthCost{
		{Month: "2026-01", Report: "api-latency", Runs: 2, BytesScanned: 81.6e9, Cost: costs{Scan: 0.408, Machinery: 0.00016}},
		{Month: "2026-01", Report: "bot-usage", Runs: 2, BytesScanned: 12.6e6, Cost: costs{Scan: 0.000063, Machinery: 0.00012}},
		{Month: "2025-12", Report: "api-latency", Runs: 31, BytesScanned: 1.265e12, Cost: costs{Scan: 6.325, Machinery: 0.00248}},
	}
	if whole := costTable(months, false); whole.Rows[1].Cells[0] != "2026-01" {
		t.Errorf("a row without its month: %q", whole.Rows[1].Cells)
	}
	var got []string
	for _, row := range costTable(months, true).Rows {
		got = append(got, strings.Join(row.Cells, "|"))
	}
	want := "2026-01|api-latency|2|81.6 GB|$0.41|$0.00016|$0.41\n" +
		"|bot-usage|2|12.6 MB|$0.00006|$0.00012|$0.00018\n" +
		"2025-12|api-latency|31|1.3 TB|$6.33|$0.00248|$6.33"
	if strings.Join(got, "\n") != want {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), want)
	}
}
