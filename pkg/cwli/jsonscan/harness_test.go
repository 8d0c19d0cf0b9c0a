package jsonscan_test

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"github.com/fanlight/fanlight/pkg/cwli/jsonscan"
)

// documents are valid and invalid JSON texts.
var documents = []string{
	`{}`,
	` {"a":1} `,
	`{"a":1,"b":"x","c":true,"d":false,"e":null}`,
	"{ \"a\" : { \"b\" : [ 1 , { \"c\" : -1.5e+3 } , \"x\" ] } ,\r\n\t\"d\" : [ ] , \"e\" : { } }",
	`{"a.b":1,"a":{"c.d":2,"b":3},"":{"":4},".":5}`,
	`{"a":1,"a":2,"b":null,"b":3}`,
	`{"\u0061":"\u0062\n\"\\\/\ud83d\ude00\ud83d x\ude00","k\\\"":"\\"}`,
	`{"s":"}{][,:","a":1}`,
	`{"a":[[1,2],[3,[4]]],"0":{"1":"x"},"01":2}`,
	`{"items":[{"id":1},{"id":2}],"_aws":{"Timestamp":1767226201000,"CloudWatchMetrics":[{"Metrics":[{"Name":"n"}]}]}}`,
	`{"big":123456789012345678901234567890,"a":-0}`,
	`{"bad":01}`, `{"a":1`, `{"a"}`, `{"a":1,}`, `{"a":tru}`, `{'a':1}`, `{"a":"` + "\n" + `"}`, `{"a":"\x"}`, `{"a":"\u12g4"}`,
	`[{"a":1}]`, `"a"`, ``, `{`, `{"a":1} {"b":2}`, `{"a":1]`, `{"a":[1}`, `{:}`, `{"a":.5}`, `{"a":1.}`, `{"a":1e}`, `{"a":- 1}`,
	many(150), many(250), strings.Repeat(`{"a":`, 300) + "1" + strings.Repeat("}", 300),
}

// many returns a document with n leaves, some of them nested, before the leaf
// "last".
func many(n int) string {
	var b strings.Builder
	b.WriteString(`{"list":[1,{"x":"y"}]`)
	for i := 2; i < n; i++ {
		fmt.Fprintf(&b, `,"k%d":%d`, i, i)
	}
	return b.String() + `,"last":1}`
}

// isObject reports whether a document is a JSON object, by encoding/json.
func isObject(doc string) bool {
	return json.Valid([]byte(doc)) && strings.HasPrefix(strings.TrimLeft(doc, " \t\r\n"), "{")
}

// checkValid compares Valid with encoding/json.
func checkValid(t *testing.T, doc string) {
	t.Helper()
	if got, want := jsonscan.Valid(doc), isObject(doc); got != want {
		t.Fatalf("Valid(%q) = %v, want %v", doc, got, want)
	}
}

// checkFind compares the leaves that Find returns, for one path and for all
// paths at once, with those that encoding/json decodes.
func checkFind(t *testing.T, doc string) {
	t.Helper()
	valid, want := isObject(doc), map[string]string{}
	if valid {
		want = leaves(doc)
	}
	paths := slices.Sorted(maps.Keys(want))
	if len(paths) == 0 {
		paths = []string{"a", "a.b"}
	}
	paths = append(paths, "\x00missing")
	got := find(doc, paths)
	if !valid || !utf8.ValidString(doc) {
		return // it only must not panic
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("Find all in %q (-want +got)\n%s", doc, diff)
	}
	first := paths[:1]
	if got := find(doc, first); got[first[0]] != want[first[0]] {
		t.Errorf("Find %q in %q = %q, want %q", first, doc, got, want[first[0]])
	}
}

func find(doc string, paths []string) map[string]string {
	found := make([]jsonscan.Value, len(paths))
	jsonscan.New(paths).Find(doc, found)
	got := map[string]string{}
	for i, v := range found {
		switch v.Kind {
		case jsonscan.String, jsonscan.Escaped:
			got[paths[i]] = "string " + string(jsonscan.Unescape(nil, v.Text))
		case jsonscan.Number, jsonscan.True, jsonscan.False:
			got[paths[i]] = v.Text
		}
	}
	return got
}

// leaves returns the leaves of a document by path: for each path the first that
// is not null, among the first 200 of the document.
func leaves(doc string) map[string]string {
	f := flattener{decoder: json.NewDecoder(strings.NewReader(doc)), got: map[string]string{}}
	f.decoder.UseNumber()
	f.value(nil)
	return f.got
}

type flattener struct {
	decoder *json.Decoder
	got     map[string]string
	count   int
}

func (f *flattener) value(path []string) {
	token, _ := f.decoder.Token()
	delimiter, nested := token.(json.Delim)
	if !nested {
		f.leaf(strings.Join(path, "."), token)
		return
	}
	for i := 0; f.decoder.More(); i++ {
		key := strconv.Itoa(i)
		if delimiter == '{' {
			name, _ := f.decoder.Token()
			key = name.(string)
		}
		f.value(append(slices.Clip(path), key))
	}
	_, _ = f.decoder.Token() // the end of what was opened
}

func (f *flattener) leaf(path string, token json.Token) {
	if f.count++; f.count > jsonscan.MaxFields || token == nil {
		return
	}
	if _, ok := f.got[path]; ok {
		return
	}
	f.got[path] = fmt.Sprint(token)
	if s, ok := token.(string); ok {
		f.got[path] = "string " + s
	}
}
