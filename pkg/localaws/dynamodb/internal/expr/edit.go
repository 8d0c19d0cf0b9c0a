package expr

import (
	"maps"
	"slices"

	"github.com/fanlight/fanlight/pkg/localaws/dynamodb/internal/attr"
)

// apply changes an item that is a shallow copy of the old one. What it changes below the top level it copies
// first, because the old item shares it.
func (e edit) apply(item attr.Item) error {
	name := e.path[0].name
	if len(e.path) == 1 {
		setMember(item, name, e.value)
		return nil
	}
	changed, err := changeAt(item[name], e.path[1:], e.value)
	if err != nil {
		return err
	}
	item[name] = changed
	return nil
}

// changeAt returns a copy of a map or list in which the value at a path is set or, if value is nil, removed.
func changeAt(in attr.Value, p path, value attr.Value) (attr.Value, error) {
	switch in := in.(type) {
	case *attr.M:
		if p[0].name != "" {
			return changeMember(in, p, value)
		}
	case *attr.L:
		if p[0].name == "" {
			return changeElement(in, p, value)
		}
	}
	return nil, errUpdatePath
}

func changeMember(in *attr.M, p path, value attr.Value) (attr.Value, error) {
	name := p[0].name
	if len(p) > 1 {
		changed, err := changeAt(in.Value[name], p[1:], value)
		if err != nil {
			return nil, err
		}
		value = changed
	}
	out := maps.Clone(in.Value)
	setMember(out, name, value)
	return &attr.M{Value: out}, nil
}

func setMember(m attr.Item, name string, value attr.Value) {
	if value == nil {
		delete(m, name)
		return
	}
	m[name] = value
}

// changeElement is changeAt for a list. An index beyond the end appends, or removes nothing.
func changeElement(in *attr.L, p path, value attr.Value) (attr.Value, error) {
	index := p[0].index
	if len(p) > 1 {
		if index >= len(in.Value) {
			return nil, errUpdatePath
		}
		changed, err := changeAt(in.Value[index], p[1:], value)
		if err != nil {
			return nil, err
		}
		value = changed
	}
	return &attr.L{Value: setElement(slices.Clone(in.Value), index, value)}, nil
}

func setElement(list []attr.Value, index int, value attr.Value) []attr.Value {
	switch {
	case index < len(list) && value == nil:
		return slices.Delete(list, index, index+1)
	case index < len(list):
		list[index] = value
		return list
	case value == nil:
		return list
	default:
		return append(list, value)
	}
}
