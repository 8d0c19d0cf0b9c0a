package value_test

import (
	"testing"

	"github.com/fanlight/fanlight/pkg/cwli/value"
)

// awkward are values that are equal in some way and not in another one.
func awkward() (list []value.Value) {
	for _, text := range []string{
		"", " ", "0", "-0", "+0", "0.0", "00", "1", "01", "1.0", "1.", ".1", "0.1", "0.10", "0.1000000000000000", "+1", " 1 ", "1e0", "-1", "1x", "true", "NaN", "Inf", "0x1",
		"12", "00000000000000012", "1e3", "1000", "1000000000000000", "1000000000000000.0", "123456789012345.5", "1.28E8", "128000000", "0.3333", "1e400",
		"9007199254740991", "9007199254740992", "9007199254740993", "9007199254740993.0", "9007199254740993.5", "9007199254740994", "9007199254740994.00", "09007199254740993",
		"-9007199254740993", "-9007199254740992", "-09007199254740993.0", " 9007199254740993 ", "+9007199254740993", "9.007199254740993e15",
		"100000000000000000000", "100000000000000000001", "1e20", "100000000000000000000.5", "123456789012345678901234567890", "123456789012345678901234567891",
		"1970-01-01 00:00:00.000", "1970-01-01 00:00:00.001", "1970-01-01 00:00:01.000", "1970-01-01", "[1]", "{}",
	} {
		list = append(list, value.OfText(text))
	}
	for _, f := range []float64{0, 1, -1, 0.1, 1.0 / 3, 1000, 128e6, 1 << 53, 1<<53 + 2, -(1 << 53), 1e20, 1e300} {
		list = append(list, value.OfNumber(f), value.Value{Kind: value.Double, Num: f})
	}
	for _, ms := range []float64{0, 0.5, 1, 1000, 1 << 53} {
		list = append(list, value.Value{Kind: value.Time, Num: ms})
	}
	return append(list, value.Value{}, value.Value{Kind: value.List, Text: "[1]"}, value.Value{Kind: value.Map, Text: "{}"})
}

// Of each two values, one is found by the keys of the other if Compare finds them equal, by
// one key.
func TestValue_EqualTo(t *testing.T) {
	t.Parallel()
	equal := 0
	for _, x := range awkward() {
		for _, y := range awkward() {
			kept, found := map[string]bool{}, 0
			y.EqualKeys(nil, func(key []byte) { kept[string(key)] = true })
			x.EqualTo(nil, func(key []byte) {
				if kept[string(key)] {
					found++
				}
			})
			want := 0
			if order, ok := value.Compare(&x, &y); ok && order == 0 {
				want = 1
				equal++
			}
			if found != want {
				t.Errorf("%+v has %d keys of %+v, want %d", x, found, y, want)
			}
		}
	}
	if equal < 200 {
		t.Errorf("%d pairs are equal, which are too few to test keys with", equal)
	}
}

func TestValue_EqualKeys(t *testing.T) {
	t.Parallel()
	for v, want := range map[value.Value]int{
		{}: 0, {Kind: value.Map, Text: "{}"}: 0, value.OfText("x"): 1, value.OfText("1.0"): 1, value.OfNumber(1 << 53): 2,
		value.OfText("9007199254740993"): 2, value.OfText("1e20"): 1, value.OfTime(5): 2,
	} {
		keys := map[string]bool{}
		v.EqualKeys([]byte("before "), func(key []byte) { keys[string(key)] = true })
		if len(keys) != want {
			t.Errorf("%+v has the keys %v, want %d", v, keys, want)
		}
	}
}
