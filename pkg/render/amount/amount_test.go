package amount_test

import (
	"math"
	"strings"
	"testing"

	"github.com/fanlight/fanlight/pkg/render/amount"
	"github.com/fanlight/fanlight/pkg/report"
)

// spaces shows no-break spaces as plain ones.
func spaces(s string) string { return strings.ReplaceAll(s, "\u00A0", " ") }

func TestFormat(t *testing.T) {
	t.Parallel()
	for unit, cases := range map[report.Unit]map[float64]string{
		"": {
			0: "0", 7: "7", 1204: "1,204", -1204: "−1,204", 1234567.25: "1,234,567.25", 33.333333333: "33.3333", 1.5e7: "15,000,000",
			0.3 - 0.1: "0.2", 0.00001234567: "1.235e-05", 1e300: "1e300", math.Copysign(0, -1): "0",
		},
		report.UnitCount: {
			0: "0", 1284310: "1,284,310", 9999999: "9,999,999", 10e6: "10 million", 12.345e6: "12.3 million", 999.6e6: "1 billion",
			2.5e12: "2.5 trillion", 12.345: "12.3", 999.7: "1,000", 0.5: "0.5", -12.345e6: "−12.3 million", 1e30: "1e18 trillion",
		},
		report.UnitMillis: {
			0: "0 ms", 61: "61 ms", 812: "812 ms", 812.4: "812 ms", 999.6: "1 s", 1240: "1.24 s", 59940: "59.9 s", 59960: "1 min",
			125000: "2 min 5 s", 120000: "2 min", 3599700: "1 h", 12000000: "3 h 20 min", 1080e6: "12.5 d", 0.4: "0.4 ms", -1240: "−1.24 s",
			-125000: "−2 min 5 s", 1e-9: "1e-09 ms",
		},
		report.UnitSeconds: {0: "0 s", 0.812: "812 ms", 1.24: "1.24 s", 125: "2 min 5 s", 0.0004: "0.4 ms"},
		report.UnitBytes:   {0: "0 B", 812: "812 B", 1000: "1 kB", 1.2e9: "1.2 GB", 61.44e9: "61.4 GB", 999.9e6: "1 GB", 3e18: "3,000 PB"},
		report.UnitPercent: {
			0: "0%", 0.53: "0.53%", 0.5312: "0.53%", 1.84: "1.84%", 12.44: "12.4%", 100: "100%", 99.97: "99.97%", 99.999: "99.999%", 0.0312: "0.031%",
			1234: "1,234%", -2: "−2%",
		},
		report.UnitDollars: {
			0: "$0", 0.31: "$0.31", 0.3: "$0.30", 0.0042: "$0.004", 0.00997: "$0.01", 1240.5: "$1,240.50", 5000: "$5,000.00", 12.34e6: "$12.3 million",
			-0.31: "−$0.31",
		},
	} {
		for f, want := range cases {
			if got := spaces(amount.Format(f, unit)); got != want {
				t.Errorf("Format(%v, %q) = %q, want %q", f, unit, got, want)
			}
		}
	}
	for _, f := range []float64{math.NaN(), math.Inf(1), math.Inf(-1)} {
		if got := amount.Format(f, report.UnitMillis); got != "no number" {
			t.Errorf("Format(%v) = %q, want no number", f, got)
		}
	}
}

func TestFormat_neverRoundsAcrossAMark(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		f, mark float64
		unit    report.Unit
		want    string
	}{
		{0.998, 1, report.UnitPercent, "0.998%"},
		{0.99996, 1, report.UnitPercent, "0.99996%"},
		{1, 1, report.UnitPercent, "1%"},
		{999.6, 1000, report.UnitMillis, "999.6 ms"},
		{1000.4, 1000, report.UnitMillis, "1.0004 s"},
		{800.3, 800, report.UnitMillis, "800.3 ms"},
		{119700, 120000, report.UnitMillis, "119.7 s"},
		{3601, 3600, report.UnitSeconds, "3,601 s"},
		{86401, 86400, report.UnitSeconds, "86,401 s"},
		{12.34e6, 12.3e6, report.UnitCount, "12.34 million"},
		{0.0996, 0.1, report.UnitDollars, "$0.0996"},
		{0.99999, 1, "", "0.99999"},
		{-0.998, -1, report.UnitPercent, "−0.998%"},
	} {
		if got := spaces(amount.Format(c.f, c.unit, 5, c.mark)); got != c.want {
			t.Errorf("Format(%v, %q) with a mark of %v = %q, want %q", c.f, c.unit, c.mark, got, c.want)
		}
	}
}

func TestSplit(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		f            float64
		unit         report.Unit
		number, name string
	}{
		{812, report.UnitMillis, "812", "ms"},
		{1.84, report.UnitPercent, "1.84", "%"},
		{1284310, report.UnitCount, "1,284,310", ""},
		{12.3e6, report.UnitCount, "12.3", "million"},
		{125, report.UnitSeconds, "2 min 5", "s"},
		{0.31, report.UnitDollars, "$0.31", ""},
	} {
		if number, name := amount.Split(c.f, c.unit); spaces(number) != c.number || name != c.name {
			t.Errorf("Split(%v, %q) = %q, %q, want %q, %q", c.f, c.unit, number, name, c.number, c.name)
		}
	}
}
