package cwli

import (
	"math"
	"testing"
)

func TestFormatNumber(t *testing.T) {
	t.Parallel()
	tests := []struct {
		f    float64
		want string
	}{
		{0, "0"}, {math.Copysign(0, -1), "0"}, {6, "6"}, {955512908, "955512908"}, {-1.5, "-1.5"},
		{1.0 / 3, "0.333333333333333"}, {200.0 / 3, "66.6666666666667"}, {0.1 + 0.2, "0.3"},
		{1e7, "10000000"}, {1e16, "10000000000000000"}, {1e-7, "0.0000001"}, {1 << 60, "1152921504606846976"},
		{12345678.000000001, "12345678"},
	}
	for _, test := range tests {
		if got := formatNumber(test.f); got != test.want {
			t.Errorf("formatNumber(%g) = %s, want %s", test.f, got, test.want)
		}
	}
}
