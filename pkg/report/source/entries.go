package source

import "go.yaml.in/yaml/v4"

// entry is a key of a mapping and its value.
type entry struct{ key, value *yaml.Node }

// hideEntry hides the lines of a key and its value.
func (r *reader) hideEntry(e entry) {
	r.hide(e.key)
	r.hide(e.value)
}

// entries returns the entries of a mapping, each key once, those of merged
// mappings (<<) last. noun says in messages what a key is.
func (v value) entries(noun string) []entry {
	c := &collector{reader: v.reader, noun: noun, first: map[string]*yaml.Node{}, visited: map[*yaml.Node]bool{}}
	c.collect(v.node)
	return c.all
}

// collector gathers the entries of a mapping and of the mappings that it merges.
type collector struct {
	*reader
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
			c.problem(placeOf(key), "", "invalid %s: want text, not %s", c.noun, kindOf(key))
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

// add leaves out a key that was added before: a mapping's own keys win over
// merged ones.
func (c *collector) add(key, value *yaml.Node) {
	if _, seen := c.first[key.Value]; !seen {
		c.first[key.Value] = key
		c.all = append(c.all, entry{key, value})
	}
}

// duplicate hides the lines, for the key may be an unknown one.
func (c *collector) duplicate(e entry) {
	c.hideEntry(e)
	c.problem(placeOf(e.key), "leave one out", "duplicate %s %s, first in line %d", c.noun, quoted(e.key.Value), c.first[e.key.Value].Line)
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
			c.problem(placeOf(value), "", "invalid <<: want a mapping, not %s", kindOf(value))
		}
	}
}
