// Package history is the form in which the simulator writes down what happened in one
// seed: a JSON object a line, in the order of events. Who judges a history, or notes
// it as a story, needs nothing else.
//
//	{"n":7,"at":1767357000000,"by":"worker#2","started":{"id":"…","run":"…","epoch":1,"index":0}}
//
// Each line has its number, the virtual time in milliseconds, the process that it is of,
// if any, and exactly one further key, which names the kind of line: each is a field of
// [Line], and its type says what it holds. A zero value is left out.
//
// The form has a [Version], which the first line bears. A kind or a key may be added
// without a new version: readers pass over what they do not know. A key never changes its
// meaning and never goes away within a version. testdata/lines.jsonl has one line of each
// kind, and a test holds that it is written and read as it stands there.
package history
