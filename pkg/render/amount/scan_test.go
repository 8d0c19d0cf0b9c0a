package amount

import "testing"

func TestBytes(t *testing.T) {
	t.Parallel()
	for bytes, want := range map[float64]string{
		0: "0 B", 999: "999 B", 1000: "1.0 kB", 6.3e6: "6.3 MB", 99.96e6: "100 MB", 999.9e6: "1.0 GB", 1.99e9: "2.0 GB",
		88.4e9: "88.4 GB", 1e15: "1.0 PB",
	} {
		if got := Bytes(bytes); got != want {
			t.Errorf("Bytes(%v) = %q, want %q", bytes, got, want)
		}
	}
}

func TestScanCost(t *testing.T) {
	t.Parallel()
	for bytes, want := range map[float64]string{
		0: "$0", 999: "under $0.00001", 1000: "under $0.00001", 6.3e6: "$0.00003", 99.96e6: "$0.0005", 999.9e6: "$0.005",
		1.99e9: "$0.01", 88.4e9: "$0.44", 1e15: "$5,000.00",
	} {
		if got := ScanCost(bytes); got != want {
			t.Errorf("cost of %v bytes = %q, want %q", bytes, got, want)
		}
	}
}
