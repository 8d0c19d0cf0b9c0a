package attr_test

import (
	"testing"

	"github.com/fanlight/fanlight/pkg/localaws/dynamodb/internal/attr"
)

func TestSize(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		value attr.Value
		want  int
	}{
		"string in UTF-8":            {&attr.S{Value: "né"}, 3},
		"binary":                     {&attr.B{Value: []byte{1, 2}}, 2},
		"bool":                       {&attr.BOOL{}, 1},
		"null":                       {&attr.NULL{Value: true}, 1},
		"zero":                       {&attr.N{Value: "0"}, 1},
		"one digit":                  {&attr.N{Value: "7"}, 2},
		"two digits in a byte":       {&attr.N{Value: "77"}, 2},
		"three digits":               {&attr.N{Value: "777"}, 3},
		"trailing zeros are trimmed": {&attr.N{Value: "7000000"}, 2},
		"leading zeros are trimmed":  {&attr.N{Value: "0.00077"}, 2},
		"inner zeros are not":        {&attr.N{Value: "-700.07"}, 4},
		"string set":                 {&attr.SS{Value: []string{"a", "bc"}}, 3},
		"number set":                 {&attr.NS{Value: []string{"1", "22"}}, 4},
		"binary set":                 {&attr.BS{Value: [][]byte{{1}, {2, 3}}}, 3},
		"empty list":                 {&attr.L{}, 3},
		"list":                       {&attr.L{Value: []attr.Value{&attr.S{Value: "ab"}, &attr.BOOL{}}}, 3 + 1 + 2 + 1 + 1},
		"map":                        {&attr.M{Value: attr.Item{"key": &attr.S{Value: "ab"}}}, 3 + 1 + 3 + 2},
	} {
		if got := attr.Size(c.value); got != c.want {
			t.Errorf("%s: %d bytes, want %d", name, got, c.want)
		}
	}
}

func TestItemSize(t *testing.T) {
	t.Parallel()
	if got := attr.ItemSize(attr.Item{"pk": &attr.S{Value: "p"}, "n": &attr.N{Value: "42"}}); got != 2+1+1+2 {
		t.Errorf("item: %d bytes, want 6", got)
	}
}

func TestLength(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		value attr.Value
		want  int
		ok    bool
	}{
		"characters of a string": {&attr.S{Value: "né"}, 2, true},
		"bytes of a binary":      {&attr.B{Value: []byte{1, 2}}, 2, true},
		"string set":             {&attr.SS{Value: []string{"a", "b"}}, 2, true},
		"number set":             {&attr.NS{Value: []string{"1"}}, 1, true},
		"binary set":             {&attr.BS{Value: [][]byte{{1}}}, 1, true},
		"list":                   {&attr.L{Value: []attr.Value{&attr.BOOL{}}}, 1, true},
		"map":                    {&attr.M{}, 0, true},
		"number":                 {&attr.N{Value: "12"}, 0, false},
		"nil":                    {nil, 0, false},
	} {
		if got, ok := attr.Length(c.value); got != c.want || ok != c.ok {
			t.Errorf("%s: %d, %v, want %d, %v", name, got, ok, c.want, c.ok)
		}
	}
}
