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
// Many documents of a log have the same shape. [Shapes] learns and recognises them, which
// is several times faster than to read keys, and a [Finder] looks up the leaves of a
// projection in such a [Document].
//
// For values that are lists and maps themselves, [NewNested] finds objects and arrays
// too, [Elements] lists an array, [Structure] checks a text and [Compact] shortens it.
//
// Logs Insights defines what a field is: one of the first 200 leaves of an event,
// elements of arrays by their number, {"a.b": 1} as much as {"a": {"b": 1}}.
// General libraries for JSON have no such rules.
//
// The engine spends most of its time here. For two fields of a line of 457 bytes,
// Find is about 10 times as fast as encoding/json.Unmarshal into a struct with
// these fields, and Find followed by Valid about 4 times. Valid is about 3 times as
// fast as json.Valid. These are medians of 40 rounds with Go 1.26 on a shared amd64
// machine; half of the rounds gave 7 to 14, 3 to 6 and 2.6 to 3.9. None of them
// allocates. To measure again:
//
//	go test ./pkg/cwli/jsonscan -run '^$' -bench .
package jsonscan
