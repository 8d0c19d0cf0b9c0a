package expr

import (
	"slices"

	"github.com/fanlight/fanlight/pkg/localaws/dynamodb/attr"
)

// Projection is a projection expression bound to its request. The zero Projection keeps everything.
type Projection struct {
	paths []path
}

// Projection binds the request's ProjectionExpression; no text is the zero Projection.
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

// Attributes names the top-level attributes that are kept; nil if all are.
func (p Projection) Attributes() []string {
	var names []string
	for _, at := range p.paths {
		names = append(names, at[0].name)
	}
	return names
}

// IsSet tells whether there is a projection at all.
func (p Projection) IsSet() bool { return p.paths != nil }

// Of copies from an item what the projection keeps. A projected item may be empty, a missing one stays nil.
func (p Projection) Of(item attr.Item) attr.Item {
	if item == nil || p.paths == nil {
		return attr.CloneItem(item)
	}
	if kept := cut(item, p.paths); kept != nil {
		return kept
	}
	return attr.Item{}
}

// cut copies the places at some disjoint paths; nil if the item has none of them.
func cut(item attr.Item, paths []path) attr.Item {
	kept, ok := cutMap(item, slices.SortedFunc(slices.Values(paths), comparePaths)).(*attr.M)
	if !ok {
		return nil
	}
	return kept.Value
}

// cutValue copies what sorted paths, relative to a value, select of it: the whole value for the empty
// path, which stands alone as paths are disjoint.
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

// cutList closes the gaps between the elements it keeps.
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

// byFirstStep groups sorted paths by their first step and cuts it off.
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
