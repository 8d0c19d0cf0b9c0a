package value_test

import (
	"math"
	"math/rand/v2"
	"strconv"
	"strings"
	"testing"

	"github.com/fanlight/fanlight/pkg/cwli/value"
)

// The rule of shown numbers holds for numbers of any size: no exponent and no zeros at
// the end, at most four decimals from 1 on, at most four significant digits below it,
// and never further off than half of the last of them.
func TestValue_String_rounding(t *testing.T) {
	t.Parallel()
	r := rand.New(rand.NewPCG(3, 4))
	for range 20_000 {
		f := (r.Float64() - 0.5) * math.Pow(10, float64(r.IntN(24)-10))
		s := value.OfNumber(f).String()
		whole, decimals, _ := strings.Cut(strings.TrimPrefix(s, "-"), ".")
		back, err := strconv.ParseFloat(s, 64)
		size := math.Abs(f)
		unit := 1e-4
		if size < 1 {
			unit = math.Pow(10, math.Floor(math.Log10(size))-3)
		}
		switch {
		case err != nil || strings.Contains(s, "e") || strings.HasSuffix(decimals, "0"):
			t.Errorf("%g shows as %s", f, s)
		case size >= 1 && len(decimals) > 4, size < 1 && whole == "0" && len(strings.TrimLeft(decimals, "0")) > 4:
			t.Errorf("%g shows as %s, with too many digits", f, s)
		case math.Abs(back-f) > unit*0.5000001+size*1e-15:
			t.Errorf("%g shows as %s, which is off by %g", f, s, back-f)
		}
	}
}

// Numbers of Lambda's lines, as programs that read the service's output found them.
func TestFormatJava(t *testing.T) {
	t.Parallel()
	for f, want := range map[float64]string{
		0: "0.0", 1: "1.0", -2.5: "-2.5", 128e6: "1.28E8", 1024e6: "1.024E9", 0.001: "0.001", 0.00099: "9.9E-4", 1e7: "1.0E7", 9999999.5: "9999999.5", 1e21: "1.0E21", 123456.789: "123456.789",
	} {
		if got := (value.Value{Kind: value.Double, Num: f}).String(); got != want {
			t.Errorf("%g shows as %s, want %s", f, got, want)
		}
	}
}
