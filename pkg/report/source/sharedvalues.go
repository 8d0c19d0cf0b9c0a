package source

import (
	"maps"
	"slices"

	"github.com/fanlight/fanlight/pkg/cwli/expr"
	"github.com/fanlight/fanlight/pkg/cwli/syntax"
)

// sharedValues are the values of stats of several queries, as one stats could have them.
type sharedValues struct {
	texts  []string          // each once, in order
	names  map[string]string // the texts by the names of their columns
	used   map[string]bool   // fields that a value is made of
	room   int               // bytes that further texts may have
	differ bool              // not all queries have all values
}

// add adds those of a query. It is false, and adds nothing, if a value would get the name
// of another one, or of a field that another one is made of, or if room is lacking.
func (s *sharedValues) add(values []*expr.Column) bool {
	more, texts, room := map[string]string{}, []string(nil), s.room
	for _, v := range values {
		text, name := valueText(v), v.Name()
		switch known := s.names[name]; {
		case known == text:
			continue
		case known != "" || s.used[name]:
			return false
		}
		more[name], texts, room = text, append(texts, text), room-len(text)-len(", ")
	}
	used := fieldNames(values)
	if room < 0 || slices.ContainsFunc(used, func(name string) bool { return s.names[name] != "" }) {
		return false
	}
	s.differ = len(s.texts) > 0 && (s.differ || len(texts) > 0 || len(values) < len(s.texts))
	s.texts, s.room = append(s.texts, texts...), room
	s.keep(more, used)
	return true
}

func (s *sharedValues) keep(names map[string]string, used []string) {
	if s.names == nil {
		s.names, s.used = map[string]string{}, map[string]bool{}
	}
	maps.Copy(s.names, names)
	for _, name := range used {
		s.used[name] = true
	}
}

// valueText returns a value as it is written in stats.
func valueText(v *expr.Column) string {
	alone := syntax.Stats{Values: []*expr.Column{v}}
	return alone.String()[len("stats "):]
}

// fieldNames returns the names of the fields in values.
func fieldNames(values []*expr.Column) (names []string) {
	syntax.EachExpression(&syntax.Stats{Values: values}, func(x expr.Expr) {
		if f, is := x.(*expr.Field); is {
			names = append(names, f.Name)
		}
	})
	return names
}
