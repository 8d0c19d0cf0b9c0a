package syntax

import (
	"fmt"
	"regexp/syntax"
	"strings"
)

// maxRegex is the largest size of a regular expression, in characters and classes
// after its counted repetitions are written out: a{100} has 100. Each takes memory
// and time for each character that is searched, and a short text can ask for
// millions. AWS documents no limit.
const maxRegex = 10_000

func (p *parser) checkRegex(t token) {
	re, err := syntax.Parse(t.value, syntax.Perl)
	if err != nil {
		reason := strings.TrimPrefix(err.Error(), "error parsing regexp: ")
		p.failAt(t.Span, "", "invalid regular expression: %s: want RE2 syntax", reason)
		return
	}
	if size := expandedSize(re); size > maxRegex {
		p.refuse(t.Span, fmt.Sprintf("a regular expression that repeats to %d characters, more than %d,", size, maxRegex))
	}
}

// expandedSize returns the number of characters and classes of a regular expression
// whose counted repetitions are written out.
func expandedSize(re *syntax.Regexp) int {
	size := 0
	switch {
	case re.Op == syntax.OpLiteral:
		size = len(re.Rune)
	case len(re.Sub) == 0:
		size = 1
	}
	for _, sub := range re.Sub {
		size += expandedSize(sub)
	}
	if re.Op == syntax.OpRepeat {
		size *= max(re.Min, re.Max, 1)
	}
	return size
}
