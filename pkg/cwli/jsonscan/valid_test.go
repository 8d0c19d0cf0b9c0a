package jsonscan_test

import (
	"testing"

	"github.com/fanlight/fanlight/pkg/cwli/jsonscan"
)

func TestValid(t *testing.T) {
	t.Parallel()
	for _, doc := range documents {
		checkValid(t, doc)
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
