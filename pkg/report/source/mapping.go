package source

import (
	"fmt"
	"slices"
	"strings"

	"go.yaml.in/yaml/v4"

	"github.com/fanlight/fanlight/pkg/suggest"
	"github.com/fanlight/fanlight/pkg/text"
)

// keys are the keys of a mapping.
type keys struct {
	known     []string
	later     []string          // refused as not supported yet
	elsewhere map[string]string // for a key that is often put here by mistake: where it belongs
}

// mapping is a mapping that was read strictly.
type mapping struct {
	value
	values  map[string]value // by known key
	refused []string         // keys that are not known
}

// mapping reads a mapping. It is false if the value is not one.
func (v value) mapping(k keys, want string) (mapping, bool) {
	m := mapping{value: v, values: map[string]value{}}
	if !v.must(yaml.MappingNode, want) {
		return m, false
	}
	empty := "" // the key before, if it has no value
	for _, e := range v.entries("key") {
		key := e.key.Value
		if !slices.Contains(k.known, key) {
			m.refused = append(m.refused, key)
			v.unknownKey(e, k, empty)
			continue
		}
		if m.values[key], empty = v.child(e.value, key), ""; isEmpty(e.value) {
			empty = key
		}
	}
	return m, true
}

// isEmpty reports whether nothing follows the colon of a key.
func isEmpty(n *yaml.Node) bool {
	n = resolve(n)
	return n.Value == "" && n.ShortTag() == "!!null"
}

// unknownKey refuses a key and hides its lines: it may be that of a secret. If the key above
// has no value, the unknown one may belong below it.
func (v value) unknownKey(e entry, k keys, above string) {
	key := e.key.Value
	v.hideEntry(e)
	if slices.Contains(k.later, key) {
		v.problem(placeOf(e.key), "leave it out", "%s is not supported yet in %s", quoted(key), v.what)
		return
	}
	hint := or(k.elsewhere[key], v.didYouMean(key, k.known))
	if above != "" {
		hint = or(hint, "indent it if it belongs to "+quoted(above))
	}
	if isEmpty(e.value) {
		hint = or(hint, "text with a comma needs quotes inside { }")
	}
	v.problem(placeOf(e.key), hint, "unknown key %s in %s", quoted(key), v.what)
}

// get returns the value of a key, and whether the mapping has it.
func (m mapping) get(key string) (value, bool) {
	v, there := m.values[key]
	return v, there
}

// need is get for a key that must be there.
func (m mapping) need(key, want string) (value, bool) {
	v, there := m.values[key]
	if !there {
		m.missing(key, want)
	}
	return v, there
}

func (m mapping) missing(key, want string) {
	m.problem(m.at(), "", "missing %s in %s: want %s", key, m.what, want)
}

// has reports whether the mapping has the key.
func (m mapping) has(key string) bool {
	_, there := m.values[key]
	return there
}

// shownNames returns some of the names, as a message lists them.
func shownNames(names []string) string { return text.Limit(strings.Join(names, ", "), 200) }

// full reports whether no further problem is kept, so that hints are not needed.
func (r *reader) full() bool { return len(r.problems.kept) == maxShown }

// didYouMean asks whether the nearest known word was meant. It returns the empty
// string if none is near, or if the problem will not be kept.
func (r *reader) didYouMean(written string, known []string) string {
	if r.full() {
		return ""
	}
	near := suggest.Nearest(written, known)
	if near == "" {
		return ""
	}
	return fmt.Sprintf("did you mean %s?", quoted(near))
}

func or(a, b string) string {
	if a != "" {
		return a
	}
	return b
}
