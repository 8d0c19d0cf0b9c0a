package expr

import (
	"slices"

	"github.com/fanlight/fanlight/pkg/localaws/dynamodb/internal/attr"
)

// Projection is a projection expression with a request's placeholders. The zero Projection keeps all attributes.
type Projection struct {
	paths []path
}

// Projection parses a request's ProjectionExpression. It returns the zero Projection for no text.
func (b *Bindings) Projection(text *string) (Projection, error) {
	if text == nil {
		return Projection{}, nil
	}
	p, err := b.bindProjection(*text)
	if err != nil {
		return Projection{}, attr.Invalidf("Invalid ProjectionExpression: %v", err)
	}
	return p, nil
}

func (b *Bindings) bindProjection(text string) (Projection, error) {
	parsed, err := projections.get(text, parseProjection)
	if err != nil {
		return Projection{}, err
	}
	if err := b.use(*parsed); err != nil {
		return Projection{}, err
	}
	p := Projection{b.resolveAll(parsed.paths)}
	return p, checkDisjoint(p.paths)
}

func parseProjection(text string) (*usage, error) {
	p, err := newParser(text)
	if err != nil {
		return nil, err
	}
	err = p.separated(func() error {
		_, err := p.path()
		return err
	})
	if err == nil {
		err = p.expectEnd()
	}
	return &p.usage, err
}

// Attributes returns the names of the top-level attributes that are kept; nil means all.
func (p Projection) Attributes() []string {
	var names []string
	for _, at := range p.paths {
		names = append(names, at[0].name)
	}
	return names
}

// Nested returns the names of the top-level attributes of which the projection keeps a part.
func (p Projection) Nested() []string {
	var names []string
	for _, at := range p.paths {
		if len(at) > 1 {
			names = append(names, at[0].name)
		}
	}
	return names
}

// IsSet reports whether the request has a projection.
func (p Projection) IsSet() bool { return p.paths != nil }

// Of returns a copy of the parts of an item that the projection keeps, which may be empty. It returns nil for
// nil.
func (p Projection) Of(item attr.Item) attr.Item {
	if item == nil || p.paths == nil {
		return attr.CloneItem(item)
	}
	if kept := cut(item, p.paths); kept != nil {
		return kept
	}
	return attr.Item{}
}

// cut returns a copy of the values at disjoint paths; nil if the item has none of them.
func cut(item attr.Item, paths []path) attr.Item {
	kept, ok := cutMap(item, slices.SortedFunc(slices.Values(paths), comparePaths)).(*attr.M)
	if !ok {
		return nil
	}
	return kept.Value
}

// cutValue returns a copy of the parts of a value at sorted disjoint paths, which begin at the value. An empty
// path is the only path, and is the whole value.
func cutValue(value attr.Value, paths []path) attr.Value {
	if value == nil || len(paths[0]) == 0 {
		return attr.Clone(value)
	}
	switch in := value.(type) {
	case *attr.M:
		return cutMap(in.Value, paths)
	case *attr.L:
		return cutList(in.Value, paths)
	default:
		return nil
	}
}

func cutMap(in attr.Item, paths []path) attr.Value {
	out := attr.Item{}
	for s, below := range byFirstStep(paths) {
		if s.name == "" {
			continue
		}
		if kept := cutValue(in[s.name], below); kept != nil {
			out[s.name] = kept
		}
	}
	if len(out) == 0 {
		return nil
	}
	return &attr.M{Value: out}
}

// cutList is cutValue for a list. The elements that are kept get new indexes.
func cutList(in []attr.Value, paths []path) attr.Value {
	var out []attr.Value
	for s, below := range byFirstStep(paths) {
		if s.name != "" || s.index >= len(in) {
			continue
		}
		if kept := cutValue(in[s.index], below); kept != nil {
			out = append(out, kept)
		}
	}
	if out == nil {
		return nil
	}
	return &attr.L{Value: out}
}

// byFirstStep groups sorted paths by their first step, and yields the rest of each path.
func byFirstStep(paths []path) func(yield func(step, []path) bool) {
	return func(yield func(step, []path) bool) {
		for len(paths) > 0 {
			first := paths[0][0]
			var below []path
			for len(paths) > 0 && paths[0][0] == first {
				below = append(below, paths[0][1:])
				paths = paths[1:]
			}
			if !yield(first, below) {
				return
			}
		}
	}
}
