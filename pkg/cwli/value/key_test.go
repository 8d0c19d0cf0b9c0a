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
