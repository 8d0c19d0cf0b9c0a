package syntax

import (
	"regexp"
	"strings"

	"github.com/fanlight/fanlight/pkg/cwli/expr"
)

// groupNames returns the names of the groups of a regular expression, "" for those
// without one. It reads them itself, since Go's package regexp reads no look-around.
func groupNames(re string) (names []string) {
	for i := 0; i < len(re); i++ {
		switch {
		case strings.HasPrefix(re[i:], `\Q`):
			i += quotedLength(re[i:]) - 1
		case re[i] == '\\':
			i++
		case re[i] == '[':
			i += classLength(re[i:]) - 1
		case re[i] == '(':
			if name, ok := groupName(re[i:]); ok {
				names = append(names, name)
			}
		}
	}
	return names
}

var namedGroup = regexp.MustCompile(`^\(\?P?<(\w+)>`)

// groupName reads the start of a group. ok is false for one that takes no part of the
// text, such as (?:…) and (?i).
func groupName(re string) (name string, ok bool) {
	if !strings.HasPrefix(re, "(?") {
		return "", true
	}
	if m := namedGroup.FindStringSubmatch(re); m != nil {
		return m[1], true
	}
	return "", false
}

// quotedLength returns the length of \Q…\E.
func quotedLength(re string) int {
	if end := strings.Index(re, `\E`); end >= 0 {
		return end + len(`\E`)
	}
	return len(re)
}

// classLength returns the length of […], in which a bracket may come first.
func classLength(re string) int {
	i := 1
	if strings.HasPrefix(re[i:], "^") {
		i++
	}
	for first := i; i < len(re); i++ {
		switch {
		case re[i] == '\\':
			i++
		case strings.HasPrefix(re[i:], "[:") && strings.Contains(re[i:], ":]"):
			i += strings.Index(re[i:], ":]") + 1
		case re[i] == ']' && i > first:
			return i + 1
		}
	}
	return len(re)
}

// groupFields returns the fields of groups, nil for a group without a name.
func groupFields(at expr.Span, names []string) []*expr.Field {
	fields := make([]*expr.Field, len(names))
	for i, name := range names {
		if name != "" {
			fields[i] = &expr.Field{Span: at, Name: name}
		}
	}
	return fields
}
