package jsonscan_test

import (
	"bytes"
	"encoding/json"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/fanlight/fanlight/pkg/cwli/jsonscan"
)

func TestElements(t *testing.T) {
	t.Parallel()
	for doc, want := range map[string][]jsonscan.Value{
		` [1, "a", "\u0062", true,false , null, {"k":[1,2]}, [ ] ] `: {
			{Text: "1", Kind: jsonscan.Number}, {Text: "a", Kind: jsonscan.String}, {Text: `\u0062`, Kind: jsonscan.Escaped}, {Text: "true", Kind: jsonscan.True},
			{Text: "false", Kind: jsonscan.False}, {Text: "null"}, {Text: `{"k":[1,2]}`, Kind: jsonscan.Object}, {Text: "[ ]", Kind: jsonscan.Array},
		},
		`[]`: nil, ` [ ] `: nil, `{"a":[1]}`: nil, `1`: nil, ``: nil,
		`[1`: {{Text: "1", Kind: jsonscan.Number}}, `[1,`: {{Text: "1", Kind: jsonscan.Number}}, `[{"a":`: nil, `[[1],[`: {{Text: "[1]", Kind: jsonscan.Array}},
	} {
		var got []jsonscan.Value
		for v := range jsonscan.Elements(doc) {
			got = append(got, v)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("Elements(%s) (-want +got)\n%s", doc, diff)
		}
	}
	for v := range jsonscan.Elements(`[1,2]`) {
		if v.Text != "1" {
			t.Errorf("after the first element there is %s", v.Text)
		}
		break
	}
}

func TestCompact(t *testing.T) {
	t.Parallel()
	for _, doc := range documents {
		checkCompact(t, doc)
	}
}

// checkCompact compares Compact with encoding/json.
func checkCompact(t *testing.T, doc string) {
	t.Helper()
	got := jsonscan.Compact(doc)
	var want bytes.Buffer
	if !json.Valid([]byte(doc)) {
		return // it only must not panic
	}
	if err := json.Compact(&want, []byte(doc)); err != nil || got != want.String() {
		t.Errorf("Compact(%q) = %q, want %q, %v", doc, got, want.String(), err)
	}
}
