package expr

import "regexp/syntax"

// required returns the longest text that every match of a regular expression
// contains, empty if there is none, and reports whether every text that contains
// it matches (complete). To search a text is several times faster than to match.
func required(pattern string) (literal string, complete bool) {
	re, err := syntax.Parse(pattern, syntax.Perl)
	if err != nil {
		return "", false
	}
	re = re.Simplify()
	return longestLiteral(re), re.Op == syntax.OpLiteral && re.Flags&syntax.FoldCase == 0
}

func longestLiteral(re *syntax.Regexp) (longest string) {
	switch re.Op {
	case syntax.OpLiteral:
		if re.Flags&syntax.FoldCase == 0 {
			return string(re.Rune)
		}
	case syntax.OpConcat:
		for _, sub := range re.Sub {
			if s := longestLiteral(sub); len(s) > len(longest) {
				longest = s
			}
		}
	case syntax.OpCapture, syntax.OpPlus:
		return longestLiteral(re.Sub[0])
	}
	return longest
}
