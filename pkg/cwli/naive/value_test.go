package naive

import (
	"math/big"
	"testing"
)

// TestShown has numbers that the service returned, and their neighbours.
func TestShown(t *testing.T) {
	t.Parallel()
	for exact, want := range map[string]string{
		"1.66666666": "1.6667", "0.714285714": "0.7143", "166.66666": "166.6667", "0.000201453": "0.0002015",
		"0.693948362": "0.6939", "122.0703125": "122.0703", "93.4600830078125": "93.4601", "256000000": "256000000",
		"153018.34": "153018.34", "26579.6": "26579.6", "0": "0", "0.99996": "1", "-0.00001": "-0.00001", "-1.50001": "-1.5",
		"0.0000000042": "0.0000000042", "100": "100",
	} {
		n, _ := new(big.Rat).SetString(exact)
		if got := shown(n); got != want {
			t.Errorf("%s is shown as %s, want %s", exact, got, want)
		}
	}
}

func TestText(t *testing.T) {
	t.Parallel()
	for s, isNumber := range map[string]bool{"1": true, "-3.50": true, "1e3": true, "": false, "+1": false, ".5": false, "5A": false, "0x10": false, " 1": false, "NaN": false} {
		if v := text(s); (v.number != nil) != isNumber || v.text != s {
			t.Errorf("%q: number %v, text %q", s, v.number, v.text)
		}
	}
}
