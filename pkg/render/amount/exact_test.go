package amount

import "testing"

func TestExact(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]string{
		"0": "0", "7": "7", "999": "999", "1204": "1,204", "-1204": "-1,204", "1234567.25": "1,234,567.25",
		"90071992547409931234": "90,071,992,547,409,931,234",
		"33.333333333":         "33.3333", "2.50000": "2.5", "1.5E7": "15,000,000", "1e300": "1e300",
		"0.00001234567": "1.235e-05", "-0.5": "-0.5",
	} {
		if got := Exact(in); got != want {
			t.Errorf("Exact(%q) = %q, want %q", in, got, want)
		}
	}
}
