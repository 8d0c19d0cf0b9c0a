package source

import (
	"maps"
	"regexp"
	"slices"
	"strings"
)

var (
	dollar    = regexp.MustCompile(`\$\$|\$\{([^}]*)(\}?)`)
	valueName = regexp.MustCompile(`^[A-Za-z_][A-Za-z0-9_-]*$`)
)

// expand puts values in the place of ${names}, and $ in the place of $$. It
// works on parsed values: what a name stands for cannot become YAML.
func (l *loader) expand(s scalar) (scalar, bool) {
	var b strings.Builder
	original, ok, end := s.text, true, 0
	for _, m := range dollar.FindAllStringSubmatchIndex(original, -1) {
		b.WriteString(original[end:m[0]])
		end = m[1]
		value, known := l.lookUp(s, original, m)
		ok = ok && (known || l.lenient)
		s.raw = s.raw || !known
		b.WriteString(value)
	}
	if end > 0 {
		b.WriteString(original[end:])
		s.text, s.expanded = b.String(), true
	}
	return s, ok
}

// lookUp returns what a match of dollar stands for; an unknown name stands for
// itself.
func (l *loader) lookUp(s scalar, text string, match []int) (string, bool) {
	whole := text[match[0]:match[1]]
	if whole == "$$" {
		return "$", true
	}
	tell := l.problem
	if l.lenient {
		tell = l.note
	}
	name, at := text[match[2]:match[3]], func() place { return l.within(s, match[0]) }
	value, known := l.values[name]
	switch {
	case match[4] == match[5]:
		tell(at(), "$$ stands for a dollar sign", "${ is not closed")
	case !valueName.MatchString(name):
		tell(at(), "$$ stands for a dollar sign", "${…} holds no name")
	case !known:
		tell(at(), l.nameHint(name), "unknown name ${%s}", name)
	}
	if !known {
		value = whole
	}
	return value, known
}

func (l *loader) nameHint(name string) string {
	names := slices.Sorted(maps.Keys(l.values))
	return or(suggestion(name, names), "it is not in the values: "+strings.Join(names, ", "))
}
