package expr_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/fanlight/fanlight/pkg/cwli/value"
)

func TestJsonFunctions(t *testing.T) {
	t.Parallel()
	checkEvaluations(t, []evaluation{
		{`jsonParse("{\"a\":{\"b\":[1,{\"c\":\"x\"}]}}").a.b[1].c`, "x"},
		{`jsonParse("[1, \"two\"]")[1]`, "two"},
		{`jsonParse("{\"a\":1}")`, `{"a":1}`},
		{`jsonParse(map)`, `{"a": {"b": [1, {"c": "x"}]}, "user.id": "123", "e\"s": "q", "n": null}`},
		{`jsonParse("1")`, absent},
		{`jsonParse("{\"a\":1} x")`, absent},
		{`jsonParse("{\"a\":01}")`, absent},
		{`jsonParse(nope)`, absent},
		{"jsonParse(map).a.b", `[1, {"c": "x"}]`},
		{"jsonParse(map).`user.id`", "123"},
		{"jsonParse(map).user.id", "123"},
		{"jsonParse(map).`e\"s`", "q"},
		{"jsonParse(map).n", absent},
		{"jsonParse(map).nope.x[3]", absent},
		{"jsonParse(list)[3]", "1"},
		{"jsonParse(list)[4]", absent},
		{"jsonParse(list)[5].k[0]", "5"},
		{"jsonParse(list)[5] = jsonParse(list)[5]", absent}, // nothing equals a map
		{"jsonStringify(map)", `{"a":{"b":[1,{"c":"x"}]},"user.id":"123","e\"s":"q","n":null}`},
		{`jsonStringify(jsonParse("[ \"a  b\" , 1 ]"))`, `["a  b",1]`},
		{"jsonStringify(s)", absent},
		{"jsonArraySize(list)", "7"},
		{`jsonArraySize("[]")`, "0"},
		{`jsonArraySize("[1,[2,3],{\"a\":[4]}]")`, "3"},
		{`jsonArraySize("{}")`, absent},
		{`jsonArraySize("[1")`, absent},
		{"jsonArraySize(nope)", absent},
		{`jsonArrayContains(list, "a")`, "1"},
		{`jsonArrayContains(list, "b")`, "0"},
		{"jsonArrayContains(list, 1)", "1"},
		{`jsonArrayContains(list, "true")`, "1"},
		{`jsonArrayContains(list, "null")`, "0"},
		{`jsonArrayContains(list, "5")`, "0"},
		{`jsonArrayContains("[1.0]", 1)`, "1"},
		{`jsonArrayContains("[9007199254740993]", 9007199254740992)`, "0"},
		{`jsonArrayContains("[\"\u00e9\"]", "é")`, "1"},
		{`jsonArrayContains(nope, "a")`, absent},
		{"jsonArrayContains(list, nope)", absent},
	})
}

// A list that a function made may have more elements than an event has fields.
func TestPath_long_list(t *testing.T) {
	t.Parallel()
	r := newRow(map[string]value.Value{"l": value.OfText("[0" + strings.Repeat(",7", 1000) + ",8]")})
	for index, want := range map[int]string{0: "0", 500: "7", 1001: "8", 1002: absent} {
		if got := shown(compile(t, fmt.Sprintf("jsonParse(l)[%d]", index), r)(r)); got != want {
			t.Errorf("element %d is %s, want %s", index, got, want)
		}
	}
}
