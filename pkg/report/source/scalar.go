package source

import (
	"regexp"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v4"

	"github.com/fanlight/fanlight/pkg/report"
)

// scalar is a value with its ${names} expanded.
type scalar struct {
	text     string
	node     *yaml.Node
	expanded bool // offsets into the text are not those of the file
	raw      bool // a name is unknown and still stands in the text
}

// within returns the place of a byte of the text.
func (l *loader) within(s scalar, offset int) place {
	if s.expanded {
		return placeOf(s.node)
	}
	line, column := l.text.Locate(s.node, offset)
	return place{line, column}
}

// scalar reads a value that is there and not empty, of the tags given; text
// with a ${name} passes for any.
func (l *loader) scalar(n *yaml.Node, what, hint string, tags ...string) (scalar, bool) {
	n = resolve(n)
	if !l.isKind(n, yaml.ScalarNode, what, hint) {
		return scalar{}, false
	}
	if n.Value == "" {
		l.problem(placeOf(n), hint, "%s is empty", what)
		return scalar{}, false
	}
	s, ok := l.expand(scalar{node: n, text: n.Value})
	if !ok || s.expanded || s.raw {
		return s, ok
	}
	for _, tag := range tags {
		if n.ShortTag() == tag {
			return s, true
		}
	}
	l.wrongTag(n, what, hint, tags[0])
	return scalar{}, false
}

func (l *loader) wrongTag(n *yaml.Node, what, hint, want string) {
	switch {
	case n.ShortTag() == "!!null":
		l.problem(placeOf(n), "", "%s is empty", what)
	case want == "!!int":
		if !wholeNumber.MatchString(n.Value) {
			hint = ""
		}
		l.problem(placeOf(n), hint, "%s must be a whole number, not %s", what, kindOf(n))
	default:
		l.problem(placeOf(n), or(hint, "put it in quotes"), "%s must be text, not %s", what, kindOf(n))
	}
}

func or(a, b string) string {
	if a != "" {
		return a
	}
	return b
}

// words reads the text under a key; it is false if the key is absent.
func (l *loader) words(m mapping, key, hint string) (scalar, bool) {
	n, there := m.values[key]
	if !there {
		return scalar{}, false
	}
	return l.scalar(n, quoted(key), hint, "!!str")
}

// must reports a key that is absent.
func (l *loader) must(m mapping, key, hint string) bool {
	if _, there := m.values[key]; there {
		return true
	}
	l.problem(placeOf(m.node), hint, "%s is missing in %s", quoted(key), m.what)
	return false
}

var wholeNumber = regexp.MustCompile(`^(0|-?[1-9][0-9]*)$`)

// number reads a whole number in decimal; 0123 is refused because YAML takes it
// for octal and people do not.
func (l *loader) number(m mapping, key string, least, most, byDefault int) int {
	n, there := m.values[key]
	if !there {
		return byDefault
	}
	s, ok := l.scalar(n, quoted(key), "write it without quotes", "!!int", "!!float")
	if !ok {
		return byDefault
	}
	if !wholeNumber.MatchString(s.text) {
		hint := ""
		if strings.HasPrefix(s.text, "0") {
			hint = "write it in decimal, without a leading zero"
		}
		l.problem(placeOf(s.node), hint, "%s is no whole number: %s", quoted(key), quoted(s.text))
		return byDefault
	}
	number, err := strconv.Atoi(s.text)
	if err != nil || number < least || number > most {
		l.problem(placeOf(s.node), "", "%s must be from %d to %d", quoted(key), least, most)
		return byDefault
	}
	return number
}

// duration reads a length of time within bounds.
func (l *loader) duration(m mapping, key string, least, most, byDefault report.Duration) report.Duration {
	n, there := m.values[key]
	if !there {
		return byDefault
	}
	s, ok := l.scalar(n, quoted(key), durationHint, "!!str")
	if !ok {
		return byDefault
	}
	return l.durationOf(s, quoted(key), least, most, byDefault)
}

const durationHint = "as in 24h, 90m or 7d"

func (l *loader) durationOf(s scalar, what string, least, most, byDefault report.Duration) report.Duration {
	d, err := report.ParseDuration(s.text)
	if err != nil {
		l.problem(placeOf(s.node), durationHint, "%s is no length of time: %s", what, quoted(s.text))
		return byDefault
	}
	if d < least || d > most {
		l.problem(placeOf(s.node), "", "%s must be from %v to %v", what, least, most)
		return byDefault
	}
	return d
}

// size reads a number of bytes.
func (l *loader) size(m mapping, key string, byDefault int64) int64 {
	n, there := m.values[key]
	if !there {
		return byDefault
	}
	const hint = "as in 10GB or 500MB"
	s, ok := l.scalar(n, quoted(key), hint, "!!str", "!!int")
	if !ok {
		return byDefault
	}
	bytes, err := report.ParseSize(s.text)
	if err != nil || bytes == 0 {
		l.problem(placeOf(s.node), hint, "%s is no size: %s", quoted(key), quoted(s.text))
		return byDefault
	}
	return bytes
}

// choice reads one of a few words.
func (l *loader) choice(m mapping, key string, known, later []string, byDefault string) string {
	s, ok := l.words(m, key, "")
	if !ok || s.raw {
		return byDefault
	}
	for _, word := range known {
		if s.text == word {
			return word
		}
	}
	for _, word := range later {
		if s.text == word {
			l.problem(placeOf(s.node), "", "%s is not supported yet: %s", quoted(key+": "+word), "it takes "+either(known))
			return byDefault
		}
	}
	l.problem(placeOf(s.node), suggestion(s.text, known), "%s must be %s, not %s", quoted(key), either(known), quoted(s.text))
	return byDefault
}

func either(words []string) string {
	text := words[0]
	for i, word := range words[1:] {
		if i == len(words)-2 {
			text += " or " + word
		} else {
			text += ", " + word
		}
	}
	return text
}
