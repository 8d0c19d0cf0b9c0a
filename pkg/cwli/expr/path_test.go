package expr_test

import (
	"testing"

	"github.com/fanlight/fanlight/pkg/cwli/expr"
	"github.com/fanlight/fanlight/pkg/cwli/jsonscan"
	"github.com/fanlight/fanlight/pkg/cwli/value"
)

func TestPath(t *testing.T) {
	t.Parallel()
	of := sample()
	for path, want := range map[string]value.Value{
		"a":         {Kind: value.Map, Text: `{"b": [1, {"c": "x"}]}`},
		"a.b":       {Kind: value.List, Text: `[1, {"c": "x"}]`},
		"a.b.1.c":   value.OfText("x"),
		"a.b.0":     value.OfText("1"),
		"user.id":   value.OfText("123"),
		`e"s`:       value.OfText("q"),
		"n":         {},
		"a.b.2":     {},
		"user.name": {},
	} {
		if got := expr.Path(path)(of["map"]); got != want {
			t.Errorf("the part %s is %+v, want %+v", path, got, want)
		}
	}
	if got := expr.Path("a")(value.OfText(`{"a":1}`)); got.Present() {
		t.Errorf("a text has the part %v", got)
	}
}

func TestOfJSON(t *testing.T) {
	t.Parallel()
	for in, want := range map[jsonscan.Value]value.Value{
		{Kind: jsonscan.True, Text: "true"}:       value.OfTruth(true),
		{Kind: jsonscan.False, Text: "false"}:     value.OfTruth(false),
		{Kind: jsonscan.Number, Text: "1.50"}:     value.OfText("1.50"),
		{Kind: jsonscan.String, Text: "a"}:        value.OfText("a"),
		{Kind: jsonscan.Escaped, Text: `a\u00e9`}: value.OfText("aé"),
		{Kind: jsonscan.Object, Text: "{}"}:       {Kind: value.Map, Text: "{}"},
		{Kind: jsonscan.Array, Text: "[]"}:        {Kind: value.List, Text: "[]"},
		{}:                                        {},
	} {
		if got := expr.OfJSON(&in); got != want {
			t.Errorf("OfJSON(%+v) = %+v, want %+v", in, got, want)
		}
	}
}
