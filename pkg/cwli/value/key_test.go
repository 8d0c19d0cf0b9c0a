package value_test

import (
	"testing"

	"github.com/fanlight/fanlight/pkg/cwli/value"
)

func TestValue_AppendKey(t *testing.T) {
	t.Parallel()
	key := func(list ...value.Value) string {
		var b []byte
		for _, v := range list {
			b = v.AppendKey(b)
		}
		return string(b)
	}
	a, empty, none := value.OfText("a"), value.OfText(""), value.Value{}
	tests := []struct {
		x, y []value.Value
		same bool
	}{
		{[]value.Value{value.OfText("1")}, []value.Value{value.OfTruth(true)}, true},
		{[]value.Value{value.OfText("1.0")}, []value.Value{value.OfNumber(1)}, false},
		{[]value.Value{value.OfText("0.5")}, []value.Value{value.OfNumber(0.5)}, true},
		{[]value.Value{value.OfText("0.3333")}, []value.Value{value.OfNumber(1.0 / 3)}, false},
		{[]value.Value{value.OfNumber(1 << 60)}, []value.Value{value.OfText("1152921504606846976")}, true},
		{[]value.Value{value.OfText("9007199254740993")}, []value.Value{value.OfText("9007199254740992")}, false},
		{[]value.Value{value.OfNumber(1e300)}, []value.Value{value.OfNumber(1e300)}, true},
		{[]value.Value{value.OfTime(0)}, []value.Value{value.OfText("1970-01-01 00:00:00.000")}, false},
		{[]value.Value{value.OfNumber(1.00001)}, []value.Value{value.OfNumber(1.00002)}, false},
		{[]value.Value{empty}, []value.Value{none}, false},
		{[]value.Value{a, empty}, []value.Value{empty, a}, false},
		{[]value.Value{value.OfTime(1)}, []value.Value{value.OfTime(1)}, true},
		{[]value.Value{{Kind: value.Double, Num: 1.28e8}}, []value.Value{value.OfText("1.28E8")}, true},
	}
	for _, test := range tests {
		if same := key(test.x...) == key(test.y...); same != test.same {
			t.Errorf("%v and %v are one group: %v, want %v", test.x, test.y, same, test.same)
		}
	}
}
