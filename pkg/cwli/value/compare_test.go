package value_test

import (
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/fanlight/fanlight/pkg/cwli/value"
)

// The example of https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CWL_QuerySyntax-Sort.html,
// without "01", which follows "0" there and is the same number as "1".
func TestCompareNatural(t *testing.T) {
	t.Parallel()
	want := []string{"!:", "#", "*%04", "0#", "5A", "111A", "2345_", "@", "@_", "A", "A9876fghj", "a12345hfh", "0", "1", "2", "3"}
	got := slices.Clone(want)
	r := rand.New(rand.NewPCG(1, 2))
	r.Shuffle(len(got), func(i, j int) { got[i], got[j] = got[j], got[i] })
	slices.SortFunc(got, func(a, b string) int {
		x, y := value.OfText(a), value.OfText(b)
		return value.CompareNatural(&x, &y)
	})
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}

// TestCompareNatural_integers holds that long integers have one order with each other and with
// numbers that a float64 has: large ones, written in each way.
func TestCompareNatural_integers(t *testing.T) {
	t.Parallel()
	want := [][]string{{"9007199254740991"}, {"9.007199254740992e15", "9007199254740992", "9007199254740992.0"}, {"9007199254740993", "09007199254740993", "9007199254740993.0"},
		{"9007199254740994", "9.007199254740994e15"}, {"99999999999999999999"}, {"1e20", "100000000000000000000"}, {"100000000000000000001"}}
	for i, equal := range want {
		for j, others := range want {
			order := max(-1, min(1, i-j))
			for _, a := range equal {
				for _, b := range others {
					x, y := value.OfText(a), value.OfText(b)
					if got := value.CompareNatural(&x, &y); got != order {
						t.Errorf("%s and %s: order %d, want %d", a, b, got, order)
					}
					if x, y = value.OfText("-"+a), value.OfText("-"+b); value.CompareNatural(&x, &y) != -order {
						t.Errorf("-%s and -%s: want order %d", a, b, -order)
					}
				}
			}
		}
	}
}

func TestCompare(t *testing.T) {
	t.Parallel()
	list := value.Value{Kind: value.List, Text: "[1]"}
	tests := []struct {
		x, y  value.Value
		order int
		ok    bool
	}{
		{value.OfText("200"), value.OfNumber(200), 0, true},
		{value.OfText("9"), value.OfText("10"), -1, true},
		{value.OfText("9a"), value.OfText("10a"), 1, true},
		{value.OfText("9007199254740993"), value.OfText("9007199254740992"), 1, true},
		{value.OfText("-9007199254740993"), value.OfText("-9007199254740992"), -1, true},
		{value.OfText("9007199254740993"), value.OfNumber(9007199254740992), 1, true},
		{value.OfNumber(9007199254740992), value.OfText("9007199254740993"), -1, true},
		{value.OfText("9007199254740993"), value.OfText("09007199254740993"), 0, true},
		{value.OfText("-9007199254740993"), value.OfText("9007199254740993"), -1, true},
		{value.OfText("9007199254740993"), value.OfText("9007199254740994"), -1, true},
		{value.OfText("100000000000000000000"), value.OfText("1e20"), 0, true},
		{value.OfText("123456789012345678901234567890"), value.OfText("123456789012345678901234567891"), -1, true},
		{value.OfText("1.0"), value.OfNumber(1), 0, true},
		{value.OfTime(1767225600000), value.OfText("1767225600000"), 0, true},
		{value.OfTime(1767225600000), value.OfText("2026-01-01"), 1, true},
		{value.OfTruth(true), value.OfText("1"), 0, true},
		{value.OfText("9007199254740993"), value.OfText("9007199254740992.0"), 1, true},
		{value.OfText("9007199254740993"), value.OfText("9007199254740993.00"), 0, true},
		{value.OfText("x"), value.OfNumber(1), 1, true},
		{value.OfText(""), value.OfText("a"), -1, true},
		{value.Value{}, value.OfText("a"), 0, false},
		{list, list, 0, false},
	}
	for _, test := range tests {
		order, ok := value.Compare(&test.x, &test.y)
		if order != test.order || ok != test.ok {
			t.Errorf("Compare(%v, %v) = %d, %v, want %d, %v", test.x, test.y, order, ok, test.order, test.ok)
		}
	}
}
