package naive

import "strings"

// compare orders two values as comparison operators do: by number if both are
// numbers, else by text.
func (e *evaluation) compare(a, b value) int {
	if a.number != nil && b.number != nil {
		e.alike(a, b)
		return a.number.Cmp(b.number)
	}
	if a.kind == computed || b.kind == computed {
		e.doubt = true // with how many decimals is not described
	}
	return strings.Compare(e.show(a), e.show(b))
}

// order orders two values as sort does: absent ones, then text, then numbers.
// Source: CWL_QuerySyntax-Sort; that absent values come first is documented in
// docs/query-language.md.
func order(e *evaluation, a, b value) int {
	if x, y := rank(a), rank(b); x != y {
		return x - y
	}
	if a.number != nil {
		e.alike(a, b)
		return a.number.Cmp(b.number)
	}
	return natural(a.text, b.text)
}

func rank(v value) int {
	switch {
	case !v.present():
		return 0
	case v.number == nil:
		return 1
	}
	return 2
}

// natural orders texts: runs of digits by their length, then by their value, all
// else by code points.
func natural(a, b string) int {
	for a != "" && b != "" {
		x, y := digitRun(a), digitRun(b)
		if x > 0 && y > 0 {
			if x != y {
				return x - y
			}
		} else {
			x, y = 1, 1
		}
		if c := strings.Compare(a[:x], b[:y]); c != 0 {
			return c
		}
		a, b = a[x:], b[y:]
	}
	return len(a) - len(b)
}

// digitRun returns how many digits a text begins with.
func digitRun(s string) int { return len(s) - len(strings.TrimLeft(s, "0123456789")) }
