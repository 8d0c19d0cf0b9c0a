package cwli

import (
	"strings"

	"github.com/fanlight/fanlight/pkg/cwli/expr"
	"github.com/fanlight/fanlight/pkg/cwli/value"
)

// loader computes the value of a slot.
type loader func(*frame) value.Value

// schema is the names that are known in a part of the query, and how their values are
// computed. It grows while the query is compiled.
type schema struct {
	defined map[string]int // names that commands gave, which hide others
	parts   map[string]int // parts of lists and maps of such names
	found   map[string]int // names that resolve found
	loaders []loader       // by slot
	inputs  []int          // the slots whose values come from the row that was read, not from others
	parses  int            // parse commands, each of which reads a text once a row

	parent    *schema                          // of the rows that these were made of; nil: none
	copied    map[string]bool                  // defined names whose values are those of the parent
	resolve   func(name string) (loader, bool) // finds a name that no command gave; nil: there are none
	discovers *discovery                       // nil: rows are not events as they were read
}

func newSchema(resolve func(string) (loader, bool)) *schema {
	return &schema{defined: map[string]int{}, parts: map[string]int{}, found: map[string]int{}, resolve: resolve}
}

// asWhole ends a name for which a list or a map in the JSON of an event counts as its value,
// which no field has as it is.
const asWhole = "\x00"

// slot finds the slot of a name, in this order: a name that a command gave, a part of
// the list or map of such a name, a field of the rows.
func (s *schema) slot(name string) (int, bool) {
	given := strings.TrimSuffix(name, asWhole)
	if slot, ok := s.defined[given]; ok {
		return slot, true
	}
	if slot, ok := s.partOf(given); ok && !s.parent.gives(given) {
		return slot, true
	}
	if slot, ok := s.found[name]; ok {
		return slot, true
	}
	if of, ok := contextual[name]; ok {
		s.found[name] = s.add(func(f *frame) value.Value { return of(f.run) })
		return s.found[name], true
	}
	if s.resolve == nil {
		return 0, false
	}
	load, ok := s.resolve(name)
	if !ok {
		return 0, false
	}
	s.found[name] = s.input(load)
	return s.found[name], true
}

// partOf resolves a.b.c as the part b.c of a, or c of a.b.
func (s *schema) partOf(name string) (int, bool) {
	if slot, ok := s.parts[name]; ok {
		return slot, true
	}
	for dot := strings.LastIndexByte(name, '.'); dot > 0; dot = strings.LastIndexByte(name[:dot], '.') {
		if whole, ok := s.defined[name[:dot]]; ok {
			find := expr.Path(name[dot+1:])
			s.parts[name] = s.add(func(f *frame) value.Value { return find(f.At(whole)) })
			return s.parts[name], true
		}
	}
	return 0, false
}

// add adds a slot.
func (s *schema) add(load loader) int {
	s.loaders = append(s.loaders, load)
	return len(s.loaders) - 1
}

// input adds a slot whose value comes from the row that was read.
func (s *schema) input(load loader) int {
	slot := s.add(load)
	s.inputs = append(s.inputs, slot)
	return slot
}

// define gives a name to a slot.
func (s *schema) define(name string, slot int) { s.defined[name] = slot }

// base adds a slot for what the stage that makes the rows computes, the next one of
// frame.base.
func (s *schema) base(at int) int {
	return s.input(func(f *frame) value.Value { return f.base[at] })
}

// extended returns the schema of rows that are made of rows of s, with all its names.
// What is found in s through it is a slot of both. The names that are new are those of
// the frame's base, in its order; an empty one stands for a value without a name.
func (s *schema) extended(names ...string) *schema {
	to := newSchema(func(name string) (loader, bool) {
		slot, ok := s.slot(name)
		if !ok {
			return nil, false
		}
		return func(f *frame) value.Value {
			if f.parent == nil {
				return value.Value{} // a row that was added
			}
			return f.parent.At(slot)
		}, true
	})
	to.parent = s
	for i, name := range names {
		if slot := to.base(i); name != "" {
			to.define(name, slot)
		}
	}
	return to
}

// copies notes that names have the values that they had in the rows before.
func (s *schema) copies(names []string) {
	s.copied = map[string]bool{}
	for _, name := range names {
		s.copied[name] = true
	}
}

// known finds the slot of a name that a command gave, in s or in the rows that its rows
// were made of.
func (s *schema) known(name string) (int, bool) {
	if !s.gives(name) {
		return 0, false
	}
	return s.slot(name)
}

// gives reports whether a command gave the name, in s or in the rows that its rows were
// made of.
func (s *schema) gives(name string) bool {
	for of := s; of != nil; of = of.parent {
		if _, ok := of.defined[name]; ok {
			return true
		}
	}
	return false
}

// changed reports whether a command after the rows of a schema gave another value to a
// name, or to what the name is a part of.
func (s *schema) changed(name string, since *schema) bool {
	for of := s; of != since; of = of.parent {
		if of == nil || of.overwrites(name) {
			return true
		}
	}
	return false
}

// overwrites reports whether s gives a value of its own to a name, or to what it is a part of.
func (s *schema) overwrites(name string) bool {
	for end := len(name); end > 0; end = strings.LastIndexByte(name[:end], '.') {
		if _, ok := s.defined[name[:end]]; ok && !s.copied[name[:end]] {
			return true
		}
	}
	return false
}
