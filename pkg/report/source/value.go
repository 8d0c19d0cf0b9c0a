package source

import (
	"fmt"

	"go.yaml.in/yaml/v4"
)

// value is a value of the file.
type value struct {
	*reader
	node    *yaml.Node // what it stands for, if it is an alias
	what    string     // names it in messages: its key, or such as section
	lenient bool       // unknown ${names} in it are notes
	foreign bool       // unknown ${names} in it are those of another environment's values
	each    *item      // that {{each}} stands for in it; nil: it stands for itself
}

// child returns a value that this one holds.
func (v value) child(n *yaml.Node, what string) value {
	return value{v.reader, resolve(n), what, v.lenient, v.foreign, v.each}
}

// resolve follows an alias to what it stands for.
func resolve(n *yaml.Node) *yaml.Node {
	for n.Kind == yaml.AliasNode && n.Alias != nil {
		n = n.Alias
	}
	return n
}

func (v value) at() place { return placeOf(v.node) }

// invalid reports that the value is not valid, and what to write instead.
func (v value) invalid(want string, args ...any) {
	v.problem(v.at(), "", "invalid %s: want %s", v.what, fmt.Sprintf(want, args...))
}

// invalidText is invalid for a value whose text is shown, unless it may be a
// secret.
func (v value) invalidText(text, hint, want string) {
	shown := ""
	if !v.secretNodes[v.node] && !looksSecret().MatchString(text) {
		shown = ` "` + shortened(text) + `"`
	}
	v.problem(v.at(), hint, "invalid %s%s: want %s", v.what, shown, want)
}

// must reports whether the value has a kind, and refuses it otherwise.
func (v value) must(kind yaml.Kind, want string) bool {
	if v.node.Kind == kind {
		return true
	}
	if v.node.Kind == yaml.ScalarNode && (v.node.ShortTag() == "!!null" || v.node.Value == "") {
		v.empty(want)
	} else {
		v.invalid("%s, not %s", want, kindOf(v.node))
	}
	return false
}

func (v value) empty(want string) {
	v.problem(v.at(), "", "empty %s: want %s", v.what, want)
}

// list returns the items of a list, which needs at least one. what names each of
// them.
func (v value) list(want, what string) (items []value) {
	if !v.must(yaml.SequenceNode, want) {
		return nil
	}
	if len(v.node.Content) == 0 {
		v.empty(want)
	}
	for _, item := range v.node.Content {
		items = append(items, v.child(item, what))
	}
	return items
}

// kindOf names the kind of a node in messages.
func kindOf(n *yaml.Node) string {
	switch n.Kind {
	case yaml.MappingNode:
		return "a mapping"
	case yaml.SequenceNode:
		return "a list"
	}
	switch n.ShortTag() {
	case "!!str":
		return "text"
	case "!!int", "!!float":
		return "a number"
	case "!!bool":
		return "true or false"
	case "!!timestamp":
		return "a date"
	case "!!null":
		return "nothing"
	}
	return "a value of another type"
}
