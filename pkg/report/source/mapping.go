package source

import (
	"slices"

	"go.yaml.in/yaml/v4"
)

// keys says what a mapping may hold.
type keys struct {
	known     []string
	later     []string          // refused as not supported yet
	elsewhere map[string]string // where a key belongs that is often put here
}

// mapping is a YAML mapping of known keys.
type mapping struct {
	node   *yaml.Node
	what   string // names it in messages
	values map[string]*yaml.Node
}

// entry is a key and its value.
type entry struct{ key, value *yaml.Node }

// mapping reads a mapping strictly. It is false if the node is none.
func (l *loader) mapping(n *yaml.Node, what string, k keys, hint string) (mapping, bool) {
	n = resolve(n)
	m := mapping{node: n, what: what, values: map[string]*yaml.Node{}}
	if !l.isKind(n, yaml.MappingNode, what, hint) {
		return m, false
	}
	for _, e := range l.entries(n, "") {
		if slices.Contains(k.known, e.key.Value) {
			m.values[e.key.Value] = e.value
		} else {
			l.unknownKey(e, what, k)
		}
	}
	return m, true
}

// isKind refuses empty values and values of another kind.
func (l *loader) isKind(n *yaml.Node, kind yaml.Kind, what, hint string) bool {
	if n.Kind == kind {
		return true
	}
	if n.Kind == yaml.ScalarNode && (n.ShortTag() == "!!null" || n.Value == "") {
		l.problem(placeOf(n), hint, "%s is empty", what)
		return false
	}
	want := map[yaml.Kind]string{yaml.MappingNode: "a mapping", yaml.SequenceNode: "a list", yaml.ScalarNode: "text"}[kind]
	l.problem(placeOf(n), hint, "%s must be %s, not %s", what, want, kindOf(n))
	return false
}

// unknownKey hides the line: what nobody expected may be a secret.
func (l *loader) unknownKey(e entry, what string, k keys) {
	key := e.key.Value
	l.hideEntry(e)
	if slices.Contains(k.later, key) {
		l.problem(placeOf(e.key), "", "%s is not supported yet in %s", quoted(key), what)
		return
	}
	hint := or(k.elsewhere[key], suggestion(key, k.known))
	if resolve(e.value).Value == "" && e.value.ShortTag() == "!!null" {
		hint = or(hint, "text with a comma needs quotes inside { }")
	}
	l.problem(placeOf(e.key), hint, "unknown key %s in %s", quoted(key), what)
}

// entries returns the entries of a mapping, each key once, merged ones (<<)
// last. The noun says what a key names; without one it is a key.
func (l *loader) entries(n *yaml.Node, noun string) []entry {
	c := &collector{loader: l, noun: noun, first: map[string]*yaml.Node{}, visited: map[*yaml.Node]bool{}}
	c.collect(n)
	return c.all
}

// collector gathers the entries of a mapping and of what it merges.
type collector struct {
	*loader
	noun    string
	all     []entry
	first   map[string]*yaml.Node // by key: where it was first seen
	visited map[*yaml.Node]bool
}

func (c *collector) collect(n *yaml.Node) {
	if c.visited[n] { // a mapping that merges itself
		return
	}
	c.visited[n] = true
	var merges []*yaml.Node
	own := map[string]bool{}
	for i := 0; i+1 < len(n.Content); i += 2 {
		key, value := resolve(n.Content[i]), n.Content[i+1]
		switch {
		case key.Kind != yaml.ScalarNode:
			c.hideEntry(entry{key, value})
			c.problem(placeOf(key), "", "a key must be text, not %s", kindOf(key))
		case key.ShortTag() == "!!merge":
			merges = append(merges, value)
		case own[key.Value]:
			c.duplicate(entry{key, value})
		default:
			own[key.Value] = true
			c.add(key, value)
		}
	}
	c.merge(merges)
}

// add leaves out what was set before: a mapping's own keys win over merged ones.
func (c *collector) add(key, value *yaml.Node) {
	if _, seen := c.first[key.Value]; !seen {
		c.first[key.Value] = key
		c.all = append(c.all, entry{key, value})
	}
}

// duplicate hides the line, for the key may be an unknown one.
func (c *collector) duplicate(e entry) {
	c.hideEntry(e)
	noun := c.noun
	if noun == "" {
		noun = "key"
	}
	c.problem(placeOf(e.key), "", "%s %s is here twice, first in line %d", noun, quoted(e.key.Value), c.first[e.key.Value].Line)
}

func (c *collector) merge(values []*yaml.Node) {
	for _, value := range values {
		switch value = resolve(value); value.Kind {
		case yaml.MappingNode:
			c.collect(value)
		case yaml.SequenceNode:
			if !c.visited[value] {
				c.visited[value] = true
				c.merge(value.Content)
			}
		default:
			c.problem(placeOf(value), "", "<< takes a mapping, not %s", kindOf(value))
		}
	}
}

// list reads a list with at least one item.
func (l *loader) list(n *yaml.Node, what, hint string) []*yaml.Node {
	n = resolve(n)
	if !l.isKind(n, yaml.SequenceNode, what, hint) {
		return nil
	}
	if len(n.Content) == 0 {
		l.problem(placeOf(n), hint, "%s is empty", what)
	}
	return n.Content
}
