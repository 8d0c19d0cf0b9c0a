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

const wantValueName = "a letter or _, then letters, digits, _ and -"

// expand puts values in the place of ${names}, and $ in the place of $$. It works
// on parsed values: a value cannot become YAML. It is false if a name is unknown,
// unless the scalar is lenient.
func (s scalar) expand() (scalar, bool) {
	var b strings.Builder
	original, ok, end := s.text, true, 0
	for _, m := range dollar.FindAllStringSubmatchIndex(original, -1) {
		b.WriteString(original[end:m[0]])
		end = m[1]
		value, known := s.lookUp(original, m)
		ok = ok && (known || s.lenient)
		s.unresolved = s.unresolved || !known
		b.WriteString(value)
	}
	if end > 0 {
		b.WriteString(original[end:])
		s.text, s.expanded = b.String(), true
	}
	return s, ok
}

// lookUp returns the value of a match of dollar, or the match itself and false if
// the name is not known.
func (s scalar) lookUp(text string, match []int) (string, bool) {
	whole, name := text[match[0]:match[1]], ""
	if whole == "$$" {
		return "$", true
	}
	name = text[match[2]:match[3]]
	value, known := s.names[name]
	switch {
	case match[4] == match[5]:
		s.complain(match[0], "${ without }: want ${name}, or $$ for a dollar sign", "")
	case !valueName.MatchString(name):
		s.complain(match[0], "invalid name in ${…}: want "+wantValueName+", or $$ for a dollar sign", "")
	case !known:
		s.complain(match[0], "unknown name ${"+name+"}", s.nameHint(name))
	default:
		return value, true
	}
	return whole, false
}

func (s scalar) complain(offset int, message, hint string) {
	report := s.problem
	if s.lenient {
		report = s.note
	}
	report(s.within(offset), hint, "%s", message)
}

func (s scalar) nameHint(name string) string {
	names := slices.Sorted(maps.Keys(s.names))
	return or(didYouMean(name, names), "known names: "+strings.Join(names, ", "))
}
