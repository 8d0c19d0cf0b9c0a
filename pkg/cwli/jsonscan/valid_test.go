package jsonscan_test

import (
	"strings"
	"testing"

	"github.com/fanlight/fanlight/pkg/cwli/jsonscan"
)

func TestValid(t *testing.T) {
	t.Parallel()
	for _, doc := range documents {
		checkValid(t, doc)
	}
}

func TestStructure(t *testing.T) {
	t.Parallel()
	for doc, want := range map[string]jsonscan.Kind{
		` {"a":[1]} `: jsonscan.Object, "[1,{}]\n": jsonscan.Array, `[]`: jsonscan.Array, `1`: jsonscan.None, `"[]"`: jsonscan.None, `null`: jsonscan.None, ``: jsonscan.None,
		`[1] x`: jsonscan.None, `[1,]`: jsonscan.None, `[01]`: jsonscan.None, `{"a":1`: jsonscan.None, strings.Repeat("[", 1<<20): jsonscan.None,
	} {
		if got := jsonscan.Structure(doc); got != want {
			t.Errorf("Structure(%.20s) = %v, want %v", doc, got, want)
		}
	}
}

func TestFragment(t *testing.T) {
	t.Parallel()
	tests := []struct{ text, want string }{
		{`INFO {"a":{"b":1}} done {"c":2}`, `{"a":{"b":1}}`},
		{`user {id} sent {"a":1}`, `{"a":1}`},
		{`cut {"a":1,"b":{"c":2},"d`, ``},
		{`no braces`, ``},
		{`{"{"}{}`, `{}`},
	}
	for _, test := range tests {
		if got := jsonscan.Fragment(test.text); got != test.want {
			t.Errorf("Fragment(%q) = %q, want %q", test.text, got, test.want)
		}
	}
}
