// Package jsonscan finds a few fields in a JSON document without decoding it.
//
// A [Projection] is prepared once for the wanted paths and then finds their
// leaves in many documents, each in one pass that stops at the last wanted leaf:
//
//	p := jsonscan.New([]string{"user.id", "items.0.name"})
//	found := make([]jsonscan.Value, 2)
//	p.Find(document, found)
//
// [Projection.Find] trusts the document: it checks only what it has to read.
// [Valid] checks a whole document, and [Fragment] finds an object within other
// text. Found texts are parts of the document, so nothing is copied or
// allocated; [Unescape] decodes those with escapes.
//
// What counts as a field is defined by Logs Insights: the first 200 leaves of an
// event, elements of arrays by their number, {"a.b": 1} as much as
// {"a": {"b": 1}}. This, and that the time does not grow with the number of
// paths, is why general libraries do not serve.
//
// The engine spends most of its time here. For two fields of a line of 457 bytes
// Find takes about an eighth of the time of encoding/json.Unmarshal into a struct
// with these fields, and Find with Valid a third; Valid takes a third of the time
// of json.Valid (Go 1.26, amd64, least of 60 measurements). To measure again:
//
//	go test ./pkg/cwli/jsonscan -run '^$' -bench . -count 20
package jsonscan
