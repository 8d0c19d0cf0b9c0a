package value_test

import (
	"math"
	"testing"

	"github.com/fanlight/fanlight/pkg/cwli/value"
)

func TestOfInteger(t *testing.T) {
	t.Parallel()
	for n, want := range map[int64]value.Value{
		0: {Kind: value.Number}, -7: {Kind: value.Number, Num: -7}, 1 << 53: {Kind: value.Number, Num: 1 << 53},
		1<<53 + 1: value.OfText("9007199254740993"), -1<<53 - 1: value.OfText("-9007199254740993"), math.MinInt64: value.OfText("-9223372036854775808"),
	} {
		if got := value.OfInteger(n); got != want {
			t.Errorf("OfInteger(%d) = %+v, want %+v", n, got, want)
		}
	}
}

func TestValue_Long(t *testing.T) {
	t.Parallel()
	for v, want := range map[value.Value]bool{
		value.OfText("9007199254740993"): true, value.OfText("-123456789012345678901234567890"): true, value.OfText("9007199254740991"): false,
		value.OfText("0000000000000000001"): false, value.OfText("9007199254740993.0"): false, value.OfText("1e20"): false, value.OfText("-"): false,
		value.OfText("9007199254740993x"): false, value.OfNumber(1e20): false, {}: false, {Kind: value.List, Text: "9007199254740993"}: false,
	} {
		if got := v.Long(); got != want {
			t.Errorf("Long of %+v = %v, want %v", v, got, want)
		}
	}
}

func TestValue_Integer(t *testing.T) {
	t.Parallel()
	for v, want := range map[value.Value]int64{
		value.OfText("3.9"): 3, value.OfText("-3.9"): -3, value.OfNumber(1e3): 1000, value.OfText("9007199254740993"): 9007199254740993,
		value.OfText("-9223372036854775808"): math.MinInt64, value.OfTime(5): 5, value.OfText("1e18"): 1e18, value.OfText("-0.5"): 0,
	} {
		if got, ok := v.Integer(); !ok || got != want {
			t.Errorf("Integer of %+v = %d, %v, want %d", v, got, ok, want)
		}
	}
	for _, v := range []value.Value{{}, value.OfText("x"), value.OfText("9223372036854775808"), value.OfNumber(1e19), value.OfNumber(-1e19), {Kind: value.Map, Text: "{}"}} {
		if got, ok := v.Integer(); ok {
			t.Errorf("Integer of %+v = %d, want none", v, got)
		}
	}
}
