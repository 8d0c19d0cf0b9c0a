// Package expr implements DynamoDB's expressions: it parses them, binds them to a request's placeholders,
// tests conditions, applies updates and makes projections. Parsed expressions are cached. Sources are the
// pages below "Using expressions in DynamoDB" of the developer guide. Every error is an attr.Invalid, the
// message of a ValidationException.
package expr

import (
	"slices"
	"strings"

	"github.com/fanlight/fanlight/pkg/localaws/dynamodb/internal/attr"
)

// Bindings are the placeholders of a request: ExpressionAttributeNames and ExpressionAttributeValues.
type Bindings struct {
	names  map[string]string
	values attr.Item
	uses   []usage
}

// Bind returns the placeholders of a request. It copies the values, and returns an error if a placeholder or a
// value is not valid.
func Bind(names map[string]string, values attr.Item) (*Bindings, error) {
	if err := checkPlaceholders("Names", "#", names); err != nil {
		return nil, err
	}
	if err := checkPlaceholders("Values", ":", values); err != nil {
		return nil, err
	}
	named := func(key string) bool { return names[key] != "" }
	if unnamed := without(names, named); unnamed != nil {
		return nil, attr.Invalidf("ExpressionAttributeNames contains invalid value: Empty attribute name for key %s", unnamed[0])
	}
	imported, err := attr.ImportItem(values)
	if err != nil {
		return nil, invalidValue(values)
	}
	return &Bindings{names: names, values: imported}, nil
}

// invalidValue returns the error of the first value that is not valid, with its key.
func invalidValue(values attr.Item) error {
	valid := func(key string) bool {
		_, err := attr.ImportItem(attr.Item{key: values[key]})
		return err == nil
	}
	key := without(values, valid)[0]
	_, err := attr.ImportItem(attr.Item{key: values[key]})
	return attr.Invalidf("ExpressionAttributeValues contains invalid value: %v for key %s", err, key)
}

func checkPlaceholders[T any](kind, mark string, placeholders map[string]T) error {
	if placeholders != nil && len(placeholders) == 0 {
		return attr.Invalidf("ExpressionAttribute%s must not be empty", kind)
	}
	wellFormed := func(key string) bool { return len(key) > 1 && key[:1] == mark && wordEnd(key, 1) == len(key) }
	if malformed := without(placeholders, wellFormed); malformed != nil {
		return attr.Invalidf("ExpressionAttribute%s contains invalid key: Syntax error; key: %q", kind, malformed[0])
	}
	return nil
}

// use records the placeholders of an expression and refuses those that the request does not define.
func (b *Bindings) use(u usage) error {
	defined := func(value string) bool { _, ok := b.values[value]; return ok }
	if undefined := without(u.values, defined); undefined != nil {
		return attr.Invalidf("An expression attribute value used in expression is not defined; attribute value: %s", undefined[0])
	}
	named := func(name string) bool { _, ok := b.names[name]; return ok }
	if undefined := without(u.names, named); undefined != nil {
		return attr.Invalidf("An expression attribute name used in the document path is not defined; attribute name: %s", undefined[0])
	}
	b.uses = append(b.uses, u)
	return nil
}

// CheckUnused returns an error if the request has placeholders that no expression bound so far uses.
func (b *Bindings) CheckUnused() error {
	switch {
	case len(b.uses) == 0 && len(b.names) > 0:
		return attr.Invalid("ExpressionAttributeNames can only be specified when using expressions")
	case len(b.uses) == 0 && len(b.values) > 0:
		return attr.Invalid("ExpressionAttributeValues can only be specified when using expressions")
	}
	names := without(b.names, func(name string) bool {
		return slices.ContainsFunc(b.uses, func(u usage) bool { return u.names[name] })
	})
	if names != nil {
		return attr.Invalidf("Value provided in ExpressionAttributeNames unused in expressions: keys: {%s}", strings.Join(names, ", "))
	}
	values := without(b.values, func(value string) bool {
		return slices.ContainsFunc(b.uses, func(u usage) bool { return u.values[value] })
	})
	if values != nil {
		return attr.Invalidf("Value provided in ExpressionAttributeValues unused in expressions: keys: {%s}", strings.Join(values, ", "))
	}
	return nil
}

// without returns the keys that lack a property, sorted; nil if there are none.
func without[T any](placeholders map[string]T, property func(string) bool) []string {
	var keys []string
	for key := range placeholders {
		if !property(key) {
			keys = append(keys, key)
		}
	}
	slices.Sort(keys)
	return keys
}

// name returns the name of a step, after substitution of a #placeholder.
func (b *Bindings) name(s step) string {
	if s.name[0] == '#' {
		return b.names[s.name]
	}
	return s.name
}

// resolve returns a path after substitution of its #placeholders.
func (b *Bindings) resolve(p path) path {
	if p.isStatic() {
		return p
	}
	out := slices.Clone(p)
	for i, s := range p {
		if s.name != "" {
			out[i].name = b.name(s)
		}
	}
	return out
}

func (b *Bindings) resolveAll(paths []path) []path {
	out := make([]path, len(paths))
	for i, p := range paths {
		out[i] = b.resolve(p)
	}
	return out
}

// lookup returns the value at a path, nil if there is none.
func (b *Bindings) lookup(item attr.Item, p path) attr.Value {
	value := item[b.name(p[0])]
	for _, s := range p[1:] {
		value = b.descend(value, s)
	}
	return value
}

func (b *Bindings) descend(value attr.Value, s step) attr.Value {
	switch in := value.(type) {
	case *attr.M:
		if s.name != "" {
			return in.Value[b.name(s)]
		}
	case *attr.L:
		if s.name == "" && s.index < len(in.Value) {
			return in.Value[s.index]
		}
	}
	return nil
}
