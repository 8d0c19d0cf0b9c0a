package source

import (
	"fmt"
	"slices"
	"strings"

	"go.yaml.in/yaml/v4"
)

// wantText asks for text where any text will do.
const wantText = "text"

// scalar is a single value that is not empty, with its ${names} expanded.
type scalar struct {
	value
	text       string
	expanded   bool // bytes of the text are not those of the file
	unresolved bool // an unknown ${name} is still in the text, which is not checked
}

// scalar reads a single value of one of the tags given; the first is the one that
// messages ask for. Text with a ${name} passes for any tag.
func (v value) scalar(want string, tags ...string) (scalar, bool) {
	s := scalar{value: v, text: v.node.Value}
	if !v.must(yaml.ScalarNode, want) {
		return s, false
	}
	if v.node.Value == "" {
		v.empty(want)
		return s, false
	}
	s, ok := s.expand()
	if !ok || s.expanded || s.unresolved {
		return s, ok
	}
	tag := v.node.ShortTag()
	if !slices.Contains(tags, tag) {
		v.wrongTag(tag, want)
		return s, false
	}
	return s, true
}

// wrongTag refuses a value of another type, such as a number where text is wanted.
func (v value) wrongTag(tag, want string) {
	switch {
	case tag == "!!null":
		v.empty(want)
	case !strings.HasPrefix(tag, "!!"):
		v.invalidText(v.node.Value, "leave out its tag", want)
	case want == wantText:
		v.invalidText(v.node.Value, "put it in quotes", want)
	case tag == "!!str" && wholeNumber().MatchString(v.node.Value):
		v.invalidText(v.node.Value, "write it without quotes", want)
	default:
		v.invalidText(v.node.Value, "", want)
	}
}

// text reads the text of a key. It is false if the key is not there.
func (m mapping) text(key, want string) (scalar, bool) {
	v, there := m.get(key)
	if !there {
		return scalar{}, false
	}
	return v.scalar(want, "!!str")
}

// needText reads text of the tags given that must be there. A mistake is returned
// as unresolved text, which is not checked further.
func (m mapping) needText(key, want string, tags ...string) scalar {
	v, there := m.need(key, want)
	if !there {
		return scalar{unresolved: true}
	}
	s, ok := v.scalar(want, tags...)
	s.unresolved = s.unresolved || !ok
	return s
}

// invalid reports that the text is not valid, and what to write instead.
func (s scalar) invalid(want string, args ...any) {
	s.invalidText(s.text, "", fmt.Sprintf(want, args...))
}

// within returns the place of a byte of the text. After some, it returns that of the
// text: to look for a place in a long line takes long, and few are shown.
func (s scalar) within(offset int) place {
	at := location{s.node, offset}
	if known, is := s.located[at]; is && !s.expanded {
		return known
	}
	if s.placed++; s.expanded || s.placed > 2*maxShown {
		return s.at()
	}
	line, column := s.lines.Locate(s.node, offset)
	if s.located == nil {
		s.located = map[location]place{}
	}
	s.located[at] = place{line, column}
	return s.located[at]
}

// location is a byte of the text of a node. The text that is read for several items has
// each place once.
type location struct {
	node   *yaml.Node
	offset int
}
