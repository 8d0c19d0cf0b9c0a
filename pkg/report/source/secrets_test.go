package source

import (
	"slices"
	"testing"

	"go.yaml.in/yaml/v4"
)

// The value under deliver is hidden, with every line that it reaches.
func TestSecrets_hide(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		name, src string
		want      []int
	}{
		{"block", "title: x\ndeliver:\n- a: secret\nwindow: 24h\n", []int{3}},
		{"folded", "deliver: >-\n  secret\n\n# comment\ntitle: x\n", []int{1, 2, 3, 4}},
		{"folded, at the end", "title: x\ndeliver: >-\n  secret\n  secret\n", []int{2, 3, 4, 5}},
		{"quoted", "deliver: \"secret\n  secret\n  secret\"\ntitle: x\n", []int{1, 2, 3}},
		{"flow", "{ title: x,\n deliver: [ secret,\n secret ],\n window: 24h }\n", []int{2, 3}},
		{"flow, another key in the last line", "{ title: x,\n deliver: [ secret,\n secret ], window: 24h,\n max_rows: 5 }\n", []int{2, 3}},
		{"in a list", "all:\n  - deliver: >-\n     secret\n  - x\n", []int{2, 3}},
		{"alias", "was: &a\n  a: secret\ntitle: x\ndeliver: *a\n", []int{1, 2}},
		{"alias of itself", "deliver: &a [ *a, secret,\n secret ]\ntitle: x\n", []int{1, 2}},
	} {
		r := newReader("report.yaml", []byte(test.src))
		root, ok := r.document(wantReport)
		if !ok {
			t.Fatalf("%s: %v", test.name, r.problems)
		}
		r.hide(valueOf(root.node, "deliver"))
		var got []int
		for line := range r.lines.Lines() + 1 {
			if r.isSecret(line) {
				got = append(got, line)
			}
		}
		if !slices.Equal(got, test.want) {
			t.Errorf("%s: lines %v are hidden, want %v", test.name, got, test.want)
		}
	}
}

// valueOf returns the value of a key, at whatever depth, nil if there is none.
func valueOf(n *yaml.Node, key string) *yaml.Node {
	for i, child := range n.Content {
		if child.Value == key && i+1 < len(n.Content) {
			return n.Content[i+1]
		}
		if found := valueOf(child, key); found != nil {
			return found
		}
	}
	return nil
}
