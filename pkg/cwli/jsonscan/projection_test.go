package jsonscan_test

import (
	"testing"

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
