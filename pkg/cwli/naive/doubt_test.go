package naive

import (
	"math/big"
	"testing"
)

// TestEvaluation_tie holds that only numbers in the middle of two that can be shown
// are in doubt.
func TestEvaluation_tie(t *testing.T) {
	t.Parallel()
	for exact, want := range map[string]bool{
		"1.00005": true, "1.000050000000001": true, "1.00006": false, "1.0001": false, "3": false,
		"0.00012345": true, "0.00012344": false, "0": false, "-2.00015": true,
	} {
		n, _ := new(big.Rat).SetString(exact)
		e := &evaluation{rules: right()}
		if e.show(number(n, true)); e.doubt != want {
			t.Errorf("%s is in doubt: %t, want %t", exact, e.doubt, want)
		}
	}
}

func TestEvaluation_alike(t *testing.T) {
	t.Parallel()
	third := number(big.NewRat(1, 3), false)
	for _, test := range []struct {
		a, b value
		want bool
	}{
		{third, third, true},
		{third, text("0.33333333333333333333"), true},
		{third, text("0.3334"), false},
		{integer(3), integer(3), false},
		{text("0.1"), text("0.1"), false},
	} {
		e := &evaluation{rules: right()}
		if e.compare(test.a, test.b); e.doubt != test.want {
			t.Errorf("%v and %v: in doubt %t, want %t", test.a.number, test.b.number, e.doubt, test.want)
		}
	}
}
