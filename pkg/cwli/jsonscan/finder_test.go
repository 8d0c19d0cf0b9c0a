package jsonscan_test

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/fanlight/fanlight/pkg/cwli/jsonscan"
)

// checkFinder compares a Finder that has learnt from some documents with Projection.Find
// and Valid.
func checkFinder(t *testing.T, paths []string, docs ...string) {
	t.Helper()
	p := jsonscan.New(paths)
	f := p.NewFinder()
	want := make([]jsonscan.Value, len(paths))
	for range 70 { // so often that leaves which stay the same become text
		for _, doc := range docs {
			got, valid := f.Find(doc)
			p.Find(doc, want)
			if valid && !jsonscan.Valid(doc) {
				t.Fatalf("after %q the document %q is valid for the finder", docs, doc)
			}
			if jsonscan.Valid(doc) && !slices.Equal(got, want) {
				t.Fatalf("after %q, %q (-Projection +Finder)\n%s", docs, doc, cmp.Diff(want, got))
			}
		}
	}
}

func TestFinder_Find(t *testing.T) {
	t.Parallel()
	paths := []string{"a", "a.b", "b", "list.0", "list.1.x", "last", "k199", "k201", "_aws.Timestamp", "items.1.id", "user.id"}
	checkFinder(t, paths, documents...)
	shapes := []string{
		`{"a":1,"b":"x","user":{"id":7},"list":[1,{"x":"y"}],"last":null}`,
		`{"a":-1.5e3,"b":"\u00e9\"","user":{"id":null},"list":[true,{"x":false}],"last":"a long text of more than sixteen bytes"}`,
		`{"a":"","b":"tail\\","user":{"id":0},"list":["",{"x":"ä"}],"last":1}`,
		`{"a":01,"b":"x","user":{"id":7},"list":[1,{"x":"y"}],"last":null}`,
		`{"a":1,"b":"x` + "\n" + `","user":{"id":7},"list":[1,{"x":"y"}],"last":null}`,
		`{"a":1,"b":"\x","user":{"id":7},"list":[1,{"x":"y"}],"last":null}`,
		`{"a":1,"b":"x","user":{"id":7},"list":[1,{"x":"y"}],"last":nul}`,
		`{"a":1,"b":"x","user":{"id":7},"list":[1,{"x":"y"}],"last":null} `,
		`{"a":1,"b":"x","user":{"id":7},"list":[1,{"x":"y"}],"last":null`,
		`{"a":{},"b":"x","user":{"id":7},"list":[1,{"x":"y"}],"last":null}`,
		`{"a":.5,"b":"x","user":{"id":7},"list":[1,{"x":"y"}],"last":-}`,
		`{"a":1,"b":"","user":{"id":0},"list":["",{"x":""}],"last":1234567890123456}`, `{"a":-12345678901234567890,"b":"","user":{"id":0},"list":["",{"x":""}],"last":-`,
		`{"b":"x","a":1}`, `{"a":1,"a":2}`, `{"a":null,"a":2}`, `{"a":[]}`, `{"a":1}`, `{"a":"` + strings.Repeat("x", 70_000) + `"}`,
	}
	checkFinder(t, paths, shapes...)
	slices.Reverse(shapes)
	checkFinder(t, paths, shapes...)
}

// A second document of a shape is found to be valid without being read again.
func TestProjection_NewFinder(t *testing.T) {
	t.Parallel()
	f := jsonscan.New([]string{"b"}).NewFinder()
	for i, doc := range []string{`{"a":1,"b":"x"}`, `{"a":22,"b":"yy"}`, `{"a":3,"b":"z"}`} {
		if found, valid := f.Find(doc); valid != (i > 0) || found[0].Text != []string{"x", "yy", "z"}[i] {
			t.Errorf("%s: known to be valid %v, found %q", doc, valid, found[0].Text)
		}
	}
	other := jsonscan.New(nil).NewFinder()
	other.Find(`{"a":1}`)
	if _, valid := other.Find(`{"a":2}`); !valid {
		t.Error("without paths a shape is not learnt")
	}
}

func FuzzFinder(f *testing.F) {
	for i, doc := range documents {
		f.Add(doc, documents[(i+1)%len(documents)], documents[(i+7)%len(documents)])
	}
	f.Add(`{"a":1,"b":"x"}`, `{"a":"1","b":null}`, `{"a":01,"b":"x"}`)
	f.Fuzz(func(t *testing.T, a, b, c string) {
		checkFinder(t, []string{"a", "b", "a.b", "a.0", "a.b.0", "_aws.Timestamp"}, a, b, c)
	})
}

func BenchmarkFinder_Find(b *testing.B) {
	const line = `{"_aws":{"Timestamp":1767225600000,"CloudWatchMetrics":[{"Namespace":"TelegramBot","Dimensions":[["service"]],"Metrics":[{"Name":"calls","Unit":"Count"},{"Name":"latency_ms","Unit":"Milliseconds"}]}]},"service":"telegram-bot","level":"info","request_id":"8f5c0f5e-2b0c-4d51-9c1e-0a1b2c3d4e5f","update_id":123456,"user_id":977,"chat_id":-10031,"is_group":1,"is_new_user":false,"command":"/start","latency_ms":120.5,"message":"handled an update of a user, answered at once"}`
	p := jsonscan.New([]string{"is_group", "command"})
	b.Run("shapes", func(b *testing.B) {
		f := p.NewFinder()
		b.SetBytes(int64(len(line)))
		for b.Loop() {
			f.Find(line)
		}
	})
	found := make([]jsonscan.Value, 2)
	b.Run("keys", func(b *testing.B) {
		b.SetBytes(int64(len(line)))
		for b.Loop() {
			p.Find(line, found)
		}
	})
	b.Run("keys and validity", func(b *testing.B) {
		b.SetBytes(int64(len(line)))
		for b.Loop() {
			p.Find(line, found)
			jsonscan.Valid(line)
		}
	})
}

// Find reads leaves that became a part of a shape because they stayed the same for long,
// and those of a document that has another one.
func TestFinder_Find_constant(t *testing.T) {
	t.Parallel()
	f := jsonscan.New([]string{"b", "c", "level"}).NewFinder()
	for i := range 500 {
		level, c := "info", `"x"`
		if i%100 == 99 {
			level, c = "error", "null"
		}
		doc := fmt.Sprintf(`{"level":"%s","n":%d,"list":["k",{"u":"ms"}],"b":%d,"c":%s}`, level, i, i, c)
		found, _ := f.Find(doc)
		if found[0].Text != strconv.Itoa(i) || (found[1].Kind == jsonscan.None) != (level == "error") || found[2].Text != level {
			t.Fatalf("%s: found %v", doc, found)
		}
	}
}

// A finder reads documents of shapes that others learnt, among them such as it scanned
// before and after.
func TestFinder_Read(t *testing.T) {
	t.Parallel()
	var shapes jsonscan.Shapes
	f := jsonscan.New([]string{"a", "c"}).NewFinder()
	for _, doc := range []string{`{"a":1,"b":2}`, `{"b":1,"c":null,"a":"x"}`, `{"a":1,"a":2}`} {
		shapes.Learn(doc)
	}
	for range 3 {
		f.Find(`{"a":"scanned","c":"scanned"}`)
		for doc, want := range map[string]string{`{"a":7,"b":3}`: "7,", `{"b":0,"c":true,"a":null}`: ",true", `{"b":0,"c":null,"a":null}`: ","} {
			found, leaves, ok := f.Read(shapes.Match(doc))
			if !ok || found[0].Text+","+found[1].Text != want || leaves != len(strings.ReplaceAll(want, "true", "1"))-1 {
				t.Errorf("%s: %v, %d leaves %v, want %s", doc, ok, leaves, found, want)
			}
		}
	}
	if _, _, ok := f.Read(shapes.Match(`{"a":null,"a":2}`)); ok {
		t.Error("a document with a path that occurs twice was read by its shape")
	}
}
