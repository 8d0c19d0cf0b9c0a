package value_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/fanlight/fanlight/pkg/cwli/value"
)

func TestOfList(t *testing.T) {
	t.Parallel()
	tests := []struct {
		items []value.Value
		want  string
	}{
		{nil, "[]"},
		{[]value.Value{value.OfText("200"), value.OfNumber(1.5), {}, value.OfText(`a"b`), {Kind: value.Map, Text: `{"a":1}`}}, `["200",1.5,null,"a\"b",{"a":1}]`},
	}
	for _, test := range tests {
		if got := value.OfList(test.items); got.Kind != value.List || got.Text != test.want || !json.Valid([]byte(got.Text)) {
			t.Errorf("OfList(%v) = %v, want %s", test.items, got, test.want)
		}
	}
}

func TestValue_AppendJSON(t *testing.T) {
	t.Parallel()
	for v, want := range map[value.Value]string{
		value.OfNumber(1.0 / 3): "0.3333", value.OfTruth(true): "1", value.OfTime(0): `"1970-01-01 00:00:00.000"`, {Kind: value.Double, Num: 15}: `"15.0"`,
		value.OfText("9007199254740993"): `"9007199254740993"`, {Kind: value.List, Text: "[1]"}: "[1]", {}: "null",
	} {
		if got := string(v.AppendJSON([]byte("> "))); got != "> "+want {
			t.Errorf("AppendJSON of %+v = %s, want %s", v, got, want)
		}
	}
}

// What is quoted reads back by encoding/json.
func TestAppendQuoted(t *testing.T) {
	t.Parallel()
	for _, s := range []string{"", "plain", "\"\\/", "\b\f\n\r\t\x00\x1f\x7f", "ä 😀 \ufffd", "<&>\u2028", strings.Repeat("x\n", 100)} {
		var back string
		if err := json.Unmarshal(value.AppendQuoted(nil, s), &back); err != nil || back != s {
			t.Errorf("%q reads back as %q: %v", s, back, err)
		}
	}
	if got := string(value.AppendQuoted(nil, "a\xffb")); got != "\"a\ufffdb\"" {
		t.Errorf("what is not UTF-8 becomes %s", got)
	}
}
