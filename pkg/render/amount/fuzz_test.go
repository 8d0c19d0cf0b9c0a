package amount_test

import (
	"cmp"
	"math"
	"strconv"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/fanlight/fanlight/pkg/render/amount"
	"github.com/fanlight/fanlight/pkg/report"
)

func FuzzFormat(f *testing.F) {
	for _, v := range []float64{0, 1, -1, 0.998, 99.97, 812, 59.97, 3599.99, 86399, 1284310, 12.3e6, 1e-6, 1e12, 1e300, 5e-324, math.NaN(), math.Inf(1)} {
		f.Add(v, v+1, v)
		f.Add(v, -v, v*1.0000001)
	}
	f.Fuzz(func(t *testing.T, value, other, mark float64) {
		check(t, amount.Relative(value, other), value)
		checkSide(t, value, mark)
		for _, unit := range append(report.Units(), "", "furlong") {
			check(t, amount.Format(value, unit), value)
			check(t, amount.Format(value, unit, mark, other), value)
			check(t, amount.Difference(value, other, unit), value)
			for _, label := range amount.Axis([]float64{value, other, mark}, unit) {
				check(t, label, value)
			}
		}
	})
}

func check(t *testing.T, text string, value float64) {
	t.Helper()
	if n := utf8.RuneCountInString(text); n > 24 {
		t.Errorf("%v is %q, of %d characters", value, text, n)
	}
}

// checkSide looks for a text that is on the other side of a mark than its value.
func checkSide(t *testing.T, value, mark float64) {
	t.Helper()
	text := amount.Format(value, "", mark)
	shown, err := strconv.ParseFloat(strings.NewReplacer(",", "", "\u2212", "-").Replace(text), 64)
	if err == nil && len(text) < 20 && cmp.Compare(shown, mark) != cmp.Compare(value, mark) {
		t.Errorf("%v is %q, across the mark %v", value, text, mark)
	}
}
