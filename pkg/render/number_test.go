package render

import "testing"

func TestFormatNumber(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]string{
		"0": "0", "7": "7", "999": "999", "1204": "1,204", "-1204": "-1,204", "1234567.25": "1,234,567.25",
		"90071992547409931234": "90,071,992,547,409,931,234",
		"33.333333333":         "33.3333", "2.50000": "2.5", "1.5E7": "15,000,000", "1e300": "1e300",
		"0.00001234567": "1.235e-05", "-0.5": "-0.5",
	} {
		if got := formatNumber(in); got != want {
			t.Errorf("formatNumber(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestIsNumber(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]bool{
		"0": true, "12": true, "-12.5": true, "1.2E3": true, "0.5": true,
		"": false, "-": false, "007": false, "+1": false, "NaN": false, "Inf": false, "0x10": false,
		"1_000": false, "1-2": false, "1 ": false, "1.2.3": false, "1e999": false, "12ms": false,
	} {
		if got := isNumber(in); got != want {
			t.Errorf("isNumber(%q) = %v, want %v", in, got, want)
		}
	}
}

func TestFormatBytes(t *testing.T) {
	t.Parallel()
	for bytes, want := range map[float64]string{
		0: "0 B", 999: "999 B", 1000: "1.0 kB", 6.3e6: "6.3 MB", 99.96e6: "100 MB", 999.9e6: "1.0 GB", 1.99e9: "2.0 GB",
		88.4e9: "88.4 GB", 1e15: "1.0 PB",
	} {
		if got := formatBytes(bytes); got != want {
			t.Errorf("formatBytes(%v) = %q, want %q", bytes, got, want)
		}
	}
}

func TestFormatDollars(t *testing.T) {
	t.Parallel()
	for bytes, want := range map[float64]string{
		0: "$0", 999: "under $0.00001", 1000: "under $0.00001", 6.3e6: "$0.00003", 99.96e6: "$0.0005", 999.9e6: "$0.005",
		1.99e9: "$0.01", 88.4e9: "$0.44", 1e15: "$5,000.00",
	} {
		if got := formatDollars(bytes * dollarsPerByte); got != want {
			t.Errorf("cost of %v bytes = %q, want %q", bytes, got, want)
		}
	}
}
