package source

import (
	"maps"
	"slices"
	"strings"

	"github.com/fanlight/fanlight/pkg/lazyregexp"
)

const dollarPattern = `\$\$|\$\{([^}]*)(\}?)`

var (
	dollar       = lazyregexp.New(dollarPattern)
	dollarOrEach = lazyregexp.New(dollarPattern + `|` + eachPattern)
	valueName    = lazyregexp.New(`^[A-Za-z_][A-Za-z0-9_-]*$`)
)

const wantValueName = "a letter or _, then letters, digits, _ and -"

// expand puts values in the place of ${names}, and $ in the place of $$. It works
// on parsed values: a value cannot become YAML. It is false if a name is unknown,
// unless the scalar is lenient, and if the values are too long.
func (s scalar) expand() (scalar, bool) {
	var b strings.Builder
	original, ok, end := s.text, true, 0
	names := dollar
	if s.each != nil {
		names = dollarOrEach
	}
	for _, m := range names().FindAllStringSubmatchIndex(original, -1) {
		b.WriteString(original[end:m[0]])
		end = m[1]
		value, known := s.lookUp(original, m)
		if !s.grow(len(value)) {
			return s, false
		}
		ok = ok && (known || s.lenient)
		s.unresolved = s.unresolved || !known || s.ofInvalidItem(m)
		b.WriteString(value)
	}
	if end > 0 {
		b.WriteString(original[end:])
		s.text, s.expanded = b.String(), true
	}
	return s, ok
}

// ofInvalidItem reports whether a match of dollarOrEach is an item with a mistake.
func (s scalar) ofInvalidItem(match []int) bool {
	return s.each != nil && s.each.invalid && strings.HasPrefix(s.node.Value[match[0]:], "{{")
}

// maxAdded is the most bytes that the values of ${names} and {{parameters}} may add to a
// file.
const maxAdded = 4 << 20

// grow counts bytes that are added to the text, and reports whether they are not too
// many. The problem is reported once; what follows in the file is not expanded.
func (s scalar) grow(bytes int) bool {
	before := s.added
	if before > maxAdded {
		return false
	}
	if s.added += bytes; s.added > maxAdded {
		s.problem(s.at(), "", "the values of ${names} and {{parameters}} are too long: want at most %d MiB added to the file", maxAdded>>20)
		return false
	}
	return true
}

// lookUp returns the value of a match of dollar, or the match itself and false if
// the name is not known.
func (s scalar) lookUp(text string, match []int) (string, bool) {
	whole, name := text[match[0]:match[1]], ""
	if whole == "$$" {
		return "$", true
	}
	if match[2] < 0 {
		return s.itemHere().text, true
	}
	name = text[match[2]:match[3]]
	value, known := s.names[name]
	switch {
	case match[4] == match[5]:
		s.complain(match[0], "${ without }: want ${name}, or $$ for a dollar sign", "")
	case !valueName().MatchString(name):
		s.complain(match[0], "invalid name in ${…}: want "+wantValueName+", or $$ for a dollar sign", "")
	case !known:
		s.complain(match[0], "unknown name ${"+name+"}", s.nameHint(name))
	default:
		return value, true
	}
	return whole, false
}

func (s scalar) complain(offset int, message, hint string) {
	if s.foreign {
		return
	}
	report := s.problem
	if s.lenient {
		report = s.note
	}
	report(s.within(offset), hint, "%s", message)
}

func (s scalar) nameHint(name string) string {
	if s.full() {
		return ""
	}
	names := slices.Sorted(maps.Keys(s.names))
	return or(s.didYouMean(name, names), "known names: "+shownNames(names))
}
