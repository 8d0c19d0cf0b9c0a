package value_test

import (
	"math"
	"strings"
	"testing"

	"github.com/fanlight/fanlight/pkg/cwli/value"
)

// Of the recorded rows in /pkg/cwli/testdata, the rules of rounding.
func TestOfNumber(t *testing.T) {
	t.Parallel()
	tests := []struct {
		f    float64
		want string
	}{
		{0, "0"}, {math.Copysign(0, -1), "0"}, {6, "6"}, {955512908, "955512908"}, {-1.5, "-1.5"},
		{1.0 / 3, "0.3333"}, {200.0 / 3, "66.6667"}, {0.1 + 0.2, "0.3"}, {-2.0 / 3, "-0.6667"},
		{47965 * 0.0000000042, "0.0002015"}, {1149.0365, "1149.0365"}, {1.00004, "1"}, {0.99996, "1"},
		{1e7, "10000000"}, {1e16, "10000000000000000"}, {1e-7, "0.0000001"}, {1 << 60, "1152921504606846976"},
		{12345678.000000001, "12345678"}, {math.Inf(1), ""}, {math.NaN(), ""},
	}
	for _, test := range tests {
		if got := value.OfNumber(test.f).String(); got != test.want {
			t.Errorf("OfNumber(%g) shows as %s, want %s", test.f, got, test.want)
		}
	}
}

func TestValue_String(t *testing.T) {
	t.Parallel()
	tests := []struct {
		v    value.Value
		want string
	}{
		{value.Value{}, ""},
		{value.OfText("1.10"), "1.10"},
		{value.OfTime(1767225600123), "2026-01-01 00:00:00.123"},
		{value.OfTruth(true), "1"},
		{value.OfTruth(false), "0"},
		{value.Value{Kind: value.List, Text: "[1]"}, "[1]"},
		{value.Value{Kind: value.Double, Num: 1.28e8}, "1.28E8"},
		{value.Value{Kind: value.Double, Num: 6.7e7}, "6.7E7"},
		{value.Value{Kind: value.Double, Num: 15}, "15.0"},
		{value.Value{Kind: value.Double, Num: 14.97}, "14.97"},
		{value.Value{Kind: value.Double, Num: 9999999}, "9999999.0"},
		{value.Value{Kind: value.Double, Num: 1e7}, "1.0E7"},
		{value.Value{Kind: value.Double, Num: 0.00012}, "1.2E-4"},
	}
	for _, test := range tests {
		if got := test.v.String(); got != test.want {
			t.Errorf("%#v shows as %s, want %s", test.v, got, test.want)
		}
	}
}

func TestValue_Plain(t *testing.T) {
	t.Parallel()
	for v, want := range map[value.Value]string{
		{Kind: value.Double, Num: 1.28e8}: "128000000", {Kind: value.Double, Num: 15}: "15", value.OfText("1.28E8"): "1.28E8", value.OfTime(0): "1970-01-01 00:00:00.000", {}: "",
	} {
		if got := v.Plain().String(); got != want {
			t.Errorf("Plain of %#v shows as %s, want %s", v, got, want)
		}
	}
}

func TestValue_Float(t *testing.T) {
	t.Parallel()
	for v, want := range map[value.Value]float64{
		value.OfText("1e3"): 1000, value.OfNumber(2): 2, value.OfTime(5): 5, {Kind: value.Double, Num: 7}: 7,
	} {
		if got, ok := v.Float(); !ok || got != want {
			t.Errorf("Float of %#v = %v, %v, want %v", v, got, ok, want)
		}
	}
	for _, v := range []value.Value{{}, value.OfText("x"), {Kind: value.List, Text: "[1]"}, {Kind: value.Map, Text: "{}"}} {
		if got, ok := v.Float(); ok {
			t.Errorf("Float of %#v = %v, want none", v, got)
		}
	}
}

func TestValue_Holds(t *testing.T) {
	t.Parallel()
	for v, want := range map[value.Value]bool{
		{}: false, value.OfText("1"): true, value.OfText("0.0"): false, value.OfText("true"): false, value.OfNumber(-1): true,
	} {
		if v.Holds() != want {
			t.Errorf("Holds of %#v is not %v", v, want)
		}
	}
}

func TestKeepAll(t *testing.T) {
	t.Parallel()
	memory := []byte("onetwo")
	values := []value.Value{value.OfText(string(memory[:3])), value.OfNumber(7), {}, value.OfText("two")}
	long := strings.Repeat("x", 1000)
	values = append(values, value.OfText(long))
	buffer := value.KeepAll(values, make([]byte, 0, 4))
	if string(buffer) != "onetwo"+long || values[0].Text != "one" || values[1].Num != 7 || values[2].Present() || values[3].Text != "two" {
		t.Errorf("KeepAll gives %q and %v", buffer, values)
	}
	buffer[0] = 'O'
	if values[0].Text != "One" {
		t.Error("a text lies in another array than the buffer that is returned")
	}
}

func TestValue_Keep(t *testing.T) {
	t.Parallel()
	memory := []byte("abc")
	buffer, kept := value.OfText("abc").Keep([]byte("x"))
	memory[0] = '#'
	if string(buffer) != "xabc" || kept.Text != "abc" {
		t.Errorf("Keep gives %q and %q", buffer, kept.Text)
	}
	if _, v := (value.Value{}).Keep(nil); v.Present() {
		t.Error("the copy of an absent value is present")
	}
}

func TestValue_Opaque(t *testing.T) {
	t.Parallel()
	for v, want := range map[value.Value]bool{{}: false, value.OfText("[]"): false, {Kind: value.List}: true, {Kind: value.Map}: true} {
		if v.Opaque() != want || v.Present() != (v.Kind != value.Absent) {
			t.Errorf("Opaque of %#v is not %v", v, want)
		}
	}
}
