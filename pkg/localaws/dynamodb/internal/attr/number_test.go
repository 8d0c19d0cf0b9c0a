package attr_test

import (
	"cmp"
	"errors"
	"fmt"
	"math/big"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/fanlight/fanlight/pkg/localaws/dynamodb/internal/attr"
)

func TestNormalizeNumber(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"0": "0", "-0": "0", "0.000": "0", "007": "7", "+7": "7", "-7": "-7", "1.50": "1.5", ".5": "0.5", "5.": "5",
		"1e3": "1000", "1.5E+2": "150", "15e-3": "0.015", "100": "100", "0.0010": "0.001",
		"99999999999999999999999999999999999999": "99999999999999999999999999999999999999",
		"1e125":                                  "1" + strings.Repeat("0", 125),
		"1e-130":                                 "0." + strings.Repeat("0", 129) + "1",
		"123456789012345":                        "123456789012345",
		"1000000000000000000000000000000000000000": "1000000000000000000000000000000000000000",
	} {
		got, err := attr.NormalizeNumber(text)
		if err != nil || got != want {
			t.Errorf("%s: got %s, %v, want %s", text, got, err, want)
		}
	}
}

func TestNormalizeNumber_refused(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"": "cannot be converted", "abc": "cannot be converted", "1e": "cannot be converted", "--1": "cannot be converted",
		"+-1": "cannot be converted", "1-": "cannot be converted", ".": "cannot be converted", "1 ": "cannot be converted",
		"1.2.3": "cannot be converted", "0x1": "cannot be converted", "NaN": "cannot be converted", "1_0": "cannot be converted",
		"100000000000000000000000000000000000001": "more than 38 significant digits",
		"1e126": "Number overflow", "-1e126": "Number overflow", "1e99999": "Number overflow",
		"1e-131": "Number underflow", "1e-9999999": "Number underflow",
	} {
		_, err := attr.NormalizeNumber(text)
		var invalid attr.Invalid
		if !errors.As(err, &invalid) || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: error %v, want %q", text, err, want)
		}
	}
}

// eachPair calls f with pairs of random canonical numbers and their exact values.
func eachPair(t *testing.T, f func(a, b string, x, y *big.Rat)) {
	t.Helper()
	r := rand.New(rand.NewPCG(1, 2))
	for range 20_000 {
		a, b := randomNumber(t, r), randomNumber(t, r)
		f(a, b, rational(a), rational(b))
	}
}

func TestCompareNumbers(t *testing.T) {
	t.Parallel()
	eachPair(t, func(a, b string, x, y *big.Rat) {
		if got, want := attr.CompareNumbers(a, b), x.Cmp(y); got != want {
			t.Fatalf("compare %s with %s: got %d, want %d", a, b, got, want)
		}
	})
}

func TestNumberKey(t *testing.T) {
	t.Parallel()
	eachPair(t, func(a, b string, x, y *big.Rat) {
		if got, want := cmp.Compare(attr.NumberKey(a), attr.NumberKey(b)), x.Cmp(y); got != want {
			t.Fatalf("compare the keys of %s and %s: got %d, want %d", a, b, got, want)
		}
	})
}

func TestAddNumbers(t *testing.T) {
	t.Parallel()
	eachPair(t, func(a, b string, x, y *big.Rat) {
		sum, err := attr.AddNumbers(a, b)
		if err != nil {
			return // too many digits
		}
		if rational(sum).Cmp(new(big.Rat).Add(x, y)) != 0 {
			t.Fatalf("%s + %s: got %s", a, b, sum)
		}
		if normal, err := attr.NormalizeNumber(sum); err != nil || normal != sum {
			t.Fatalf("%s + %s: %s is not canonical (%s, %v)", a, b, sum, normal, err)
		}
	})
}

func TestNegateNumber(t *testing.T) {
	t.Parallel()
	eachPair(t, func(a, b string, _, _ *big.Rat) {
		sum, err := attr.AddNumbers(a, b)
		if err != nil {
			return // too many digits
		}
		if back, err := attr.AddNumbers(sum, attr.NegateNumber(b)); err == nil && back != a {
			t.Fatalf("%s + %s - %s: got %s", a, b, b, back)
		}
	})
}

func randomNumber(t *testing.T, r *rand.Rand) string {
	digits := fmt.Sprint(r.IntN(1_000_000))
	if r.IntN(4) == 0 {
		digits += fmt.Sprint(r.Uint64())
	}
	number, err := attr.NormalizeNumber(fmt.Sprintf("%s%se%d", []string{"", "-"}[r.IntN(2)], digits, r.IntN(30)-15))
	if err != nil {
		t.Fatal(err)
	}
	return number
}

func rational(number string) *big.Rat {
	r, _ := new(big.Rat).SetString(number)
	return r
}
