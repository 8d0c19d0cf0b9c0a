package cwli

import "strings"

// glob is the pattern of a parse command: texts, and between them parts of any
// characters, as few as possible. A last part goes to the end of the text, without the
// line ends there: Lambda ends its lines with one. AWS documents neither.
type glob []string

func newGlob(pattern string) glob { return strings.Split(pattern, "*") }

// find returns the parts of the first match.
func (g glob) find(s string, n int) (matches [][]int, err error) {
	for from := 0; n != 0; n-- {
		at, end := g.match(s, from)
		if at == nil {
			break
		}
		matches, from = append(matches, at), end
		if end == len(s) {
			break
		}
	}
	return matches, nil
}

// match returns the parts of the first match from an offset on, and its end.
func (g glob) match(s string, from int) (at []int, end int) {
	i := strings.Index(s[from:], g[0])
	if i < 0 {
		return nil, 0
	}
	end = from + i + len(g[0])
	at = make([]int, 0, 2*len(g)-2)
	for k, text := range g[1:] {
		start := end
		if k == len(g)-2 && text == "" {
			end = max(start, len(strings.TrimRight(s, "\r\n")))
			return append(at, start, end), len(s)
		}
		next := strings.Index(s[start:], text)
		if next < 0 {
			return nil, 0
		}
		at = append(at, start, start+next)
		end = start + next + len(text)
	}
	return at, end
}
