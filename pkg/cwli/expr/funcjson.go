package expr

import (
	"github.com/fanlight/fanlight/pkg/cwli/jsonscan"
	"github.com/fanlight/fanlight/pkg/cwli/value"
)

func jsonFunctions() []*Function {
	return []*Function{
		{Name: "jsonParse", Params: params("text"), Structure: true, make: one(jsonParse),
			Summary: "the map or the list that the text is in JSON; absent if it is neither"},
		{Name: "jsonStringify", Params: params("map"), make: bounded(one(jsonStringify)),
			Summary: "the JSON text of a map or a list, without white space"},
		{Name: "jsonArraySize", Params: params("list"), make: one(jsonArraySize),
			Summary: "the number of elements of a list, or of a text that is a JSON array"},
		{Name: "jsonArrayContains", Params: params("list, value"), Result: GivesTruth, make: two(jsonArrayContains),
			Summary: "1 if the list, or the text that is a JSON array, has that value, else 0"},
	}
}

func jsonParse(v value.Value) value.Value {
	if v.Opaque() {
		return v
	}
	s, _ := textOf(v)
	switch jsonscan.Structure(s) {
	case jsonscan.Object:
		return value.Value{Kind: value.Map, Text: s}
	case jsonscan.Array:
		return value.Value{Kind: value.List, Text: s}
	}
	return value.Value{}
}

func jsonStringify(v value.Value) value.Value {
	if !v.Opaque() {
		return value.Value{}
	}
	return value.OfText(jsonscan.Compact(v.Text))
}

func jsonArraySize(v value.Value) value.Value {
	if v = jsonParse(v); v.Kind != value.List {
		return value.Value{}
	}
	n := 0
	for range jsonscan.Elements(v.Text) {
		n++
	}
	return value.OfNumber(float64(n))
}

// jsonArrayContains compares as the operator = does, and true, false and the numbers
// also by how they are written.
func jsonArrayContains(list, wanted value.Value) value.Value {
	text, ok := textOf(wanted)
	if !list.Present() || !ok {
		return value.Value{}
	}
	if list = jsonParse(list); list.Kind != value.List {
		return value.OfTruth(false)
	}
	for element := range jsonscan.Elements(list.Text) {
		v := OfJSON(&element)
		if order, ok := value.Compare(&v, &wanted); ok && order == 0 {
			return value.OfTruth(true)
		}
		if v.Kind == value.Number && element.Text == text {
			return value.OfTruth(true)
		}
	}
	return value.OfTruth(false)
}
