package preview

import (
	"bytes"
	"encoding/json"
	"maps"
	"strings"
)

// node is an object of a message's JSON. A key that is missing, or whose value has
// another type, reads as its zero value: a drawing never fails.
type node map[string]any

// parse reads an object. It returns nil if the text is none.
func parse(s string) node {
	var n node
	d := json.NewDecoder(strings.NewReader(s))
	d.UseNumber()
	if d.Decode(&n) != nil {
		return nil
	}
	return n
}

// text returns a string or a number as it is written.
func (n node) text(key string) string {
	switch v := n[key].(type) {
	case string:
		return v
	case json.Number:
		return v.String()
	}
	return ""
}

func (n node) flag(key string) bool {
	set, _ := n[key].(bool)
	return set
}

// number returns a number. It reports false for anything else.
func (n node) number(key string) (float64, bool) {
	v, ok := n[key].(json.Number)
	if !ok {
		return 0, false
	}
	f, err := v.Float64()
	return f, err == nil
}

func (n node) node(key string) node {
	v, _ := n[key].(map[string]any)
	return v
}

// list returns the objects of a list.
func (n node) list(key string) []node { return nodes(n[key]) }

// lists returns the objects of the lists of a list.
func (n node) lists(key string) (all [][]node) {
	rows, _ := n[key].([]any)
	for _, row := range rows {
		all = append(all, nodes(row))
	}
	return all
}

func nodes(of any) (all []node) {
	items, _ := of.([]any)
	for _, item := range items {
		if v, ok := item.(map[string]any); ok {
			all = append(all, v)
		}
	}
	return all
}

// without returns the object without some keys.
func (n node) without(keys ...string) node {
	left := maps.Clone(n)
	for _, key := range keys {
		delete(left, key)
	}
	return left
}

// indented returns JSON with line breaks. A text that is none stays as it is.
func indented(s string) string {
	var b bytes.Buffer
	if json.Indent(&b, []byte(s), "", "  ") != nil {
		return s
	}
	return b.String()
}

func (n node) String() string {
	var b strings.Builder
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	_ = e.Encode(map[string]any(n)) // what was decoded can be encoded
	return strings.TrimSpace(b.String())
}
