package jsonscan_test

import (
	"encoding/json"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"github.com/fanlight/fanlight/pkg/cwli/jsonscan"
)

func TestNew(t *testing.T) {
	t.Parallel()
	const doc = `{"a":{"b":1,"b.c":2},"list":[3,{"d":4}],"":5}`
	paths := []string{"a.b", "a.b.c", "list.0", "list.1.d", "", "list.01"}
	want := map[string]string{"a.b": "1", "a.b.c": "2", "list.0": "3", "list.1.d": "4", "": "5"}
	if diff := cmp.Diff(want, find(doc, paths)); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}

func TestNewNested(t *testing.T) {
	t.Parallel()
	for _, doc := range documents {
		checkNested(t, doc)
	}
	const doc = `{"a":{"b":1,"c":[{"d":2}]},"x.y":{"z":[]},"list":[ [1], {} ]}`
	paths := []string{"a", "a.c", "a.c.0.d", "a.c.1", "x.y", "x.y.z", "list.0", "list.1", "nope", "a.b"}
	want := []jsonscan.Value{
		{Text: `{"b":1,"c":[{"d":2}]}`, Kind: jsonscan.Object}, {Text: `[{"d":2}]`, Kind: jsonscan.Array}, {Text: "2", Kind: jsonscan.Number}, {},
		{Text: `{"z":[]}`, Kind: jsonscan.Object}, {Text: "[]", Kind: jsonscan.Array}, {Text: "[1]", Kind: jsonscan.Array}, {Text: "{}", Kind: jsonscan.Object}, {},
		{Text: "1", Kind: jsonscan.Number},
	}
	found := make([]jsonscan.Value, len(paths))
	jsonscan.NewNested(paths).Find(doc, found)
	if diff := cmp.Diff(want, found); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
	jsonscan.New(paths).Find(doc, found)
	if found[0].Kind != jsonscan.None || found[9].Text != "1" {
		t.Errorf("New finds %+v and %+v, want leaves only", found[0], found[9])
	}
	jsonscan.NewNested([]string{"1.0"}).Find(` [1, ["a"]]`, found[:1])
	if found[0].Text != "a" {
		t.Errorf("in an array: %+v", found[0])
	}
}

// checkNested finds each element of a document by encoding/json and by its path.
func checkNested(t *testing.T, doc string) {
	t.Helper()
	found := make([]jsonscan.Value, 2)
	jsonscan.NewNested([]string{"a", "a.b"}).Find(doc, found)
	var want map[string]json.RawMessage
	if !utf8.ValidString(doc) || json.Unmarshal([]byte(doc), &want) != nil || strings.Count(doc, `"a`)+strings.Count(doc, `\u`) > 1 {
		return // it only must not panic
	}
	raw := string(want["a"])
	if kind := jsonscan.Structure(raw); kind != jsonscan.None && found[0] != (jsonscan.Value{Text: raw, Kind: kind}) {
		t.Errorf("in %q a is %+v, want %s", doc, found[0], raw)
	}
}

func TestProjection_Find(t *testing.T) {
	t.Parallel()
	t.Run("agrees with encoding/json", func(t *testing.T) {
		t.Parallel()
		for _, doc := range documents {
			checkFind(t, doc)
		}
	})
	t.Run("leaves after the 200th are not found", func(t *testing.T) {
		t.Parallel()
		for n, want := range map[int]string{jsonscan.MaxFields - 1: "1", jsonscan.MaxFields: ""} {
			if got := find(many(n), []string{"last"})["last"]; got != want {
				t.Errorf("after %d leaves: %q, want %q", n, got, want)
			}
		}
	})
	t.Run("an earlier result is overwritten", func(t *testing.T) {
		t.Parallel()
		p, found := jsonscan.New([]string{"a"}), make([]jsonscan.Value, 1)
		p.Find(`{"a":1}`, found)
		p.Find(`{"b":1}`, found)
		if found[0].Kind != jsonscan.None {
			t.Errorf("found %+v in the second document, want nothing", found[0])
		}
	})
}
