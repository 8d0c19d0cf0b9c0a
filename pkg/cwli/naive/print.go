package naive

import "strings"

func (l literal) String() string { return l.source }

func (n named) String() string { return n.name }

// strength is how tightly operators bind: docs/query-language.md.
var strength = map[string]int{
	"or": 1, "and": 2,
	"=": 4, "!=": 4, "<": 4, "<=": 4, ">": 4, ">=": 4,
	"+": 5, "-": 5, "*": 6, "/": 6, "%": 6, "^": 7,
}

// strengthOf returns how tightly an expression holds together.
func strengthOf(x expression) int {
	switch x := x.(type) {
	case binary:
		return strength[x.op]
	case negation:
		return 3
	case like, in:
		return 4
	}
	return 9
}

// String puts parentheses only where they are needed, on the left side of
// operators that group to the left.
func (b binary) String() string {
	least := strength[b.op]
	left := least
	if least == 4 || b.op == "^" {
		left++ // comparisons do not chain; ^ may group to the right
	}
	return within(b.left, left) + " " + b.op + " " + within(b.right, least+1)
}

// within prints an expression, in parentheses if it holds together less than least.
func within(x expression, least int) string {
	if strengthOf(x) < least {
		return "(" + x.String() + ")"
	}
	return x.String()
}

func (n negation) String() string { return "not (" + n.of.String() + ")" }

func (l like) String() string {
	op, what := l.op, quoted(l.part).source
	if l.pattern != nil {
		what = slashed(l.pattern.String())
	}
	if l.not {
		op = "not " + op
	}
	return within(l.of, 5) + " " + op + " " + what
}

// slashed writes a regular expression with the names of groups as the language has
// them.
func slashed(pattern string) string {
	return "/" + strings.ReplaceAll(strings.ReplaceAll(pattern, "/", `\/`), "(?P<", "(?<") + "/"
}

func (i in) String() string {
	op := " in ["
	if i.not {
		op = " not in ["
	}
	return within(i.of, 5) + op + joined(i.list) + "]"
}

func (c call) String() string { return c.name + "(" + joined(c.args) + ")" }

func (b bin) String() string {
	if b.name == "" {
		return "bin(" + b.period.String() + ")"
	}
	return b.name + "(" + b.of + ", " + b.period.String() + ")"
}

func joined[T interface{ String() string }](items []T) string {
	texts := make([]string, len(items))
	for i, item := range items {
		texts[i] = item.String()
	}
	return strings.Join(texts, ", ")
}
