package naive

import (
	"regexp"
	"slices"
	"strings"
)

// Left out here, as nobody has described it: like of a number that was computed, an
// empty part, escapes in texts, comparisons of conditions.

// condition draws a condition of at most some operators.
func (g *generator) condition(depth int) expression {
	if depth > 0 && g.chance(55) {
		switch g.IntN(5) {
		case 0:
			return negation{g.condition(depth - 1)}
		case 1, 2:
			return binary{"and", g.condition(depth - 1), g.condition(depth - 1)}
		default:
			return binary{"or", g.condition(depth - 1), g.condition(depth - 1)}
		}
	}
	return g.test()
}

// test draws a condition on a column or a numeric expression.
func (g *generator) test() expression {
	switch c := pick(g, g.columns...); {
	case g.chance(12):
		if g.has("word") && g.chance(40) {
			c.name = "word" // which is often empty
		}
		return call{"ispresent", []expression{named{c.name}}}
	case g.chance(15):
		return g.calculated()
	case g.has("word") && g.chance(15):
		return g.ofText(column{name: "word", class: textClass})
	case g.has("id") && g.chance(10):
		return g.inList(column{name: "id", class: longClass})
	case c.class == textClass:
		return g.ofText(c)
	case c.class == timeClass:
		return call{"ispresent", []expression{named{c.name}}}
	default:
		return g.compared(c)
	}
}

var comparing = []string{"=", "!=", "<", "<=", ">", ">="}

// calculated compares a numeric expression, or the time, with a number.
func (g *generator) calculated() expression {
	if g.chance(20) && !g.grouped {
		return binary{pick(g, comparing[2:]...), call{"toMillis", []expression{named{"@timestamp"}}}, plain("1767315600000")}
	}
	x := g.numeric(1)
	return binary{pick(g, comparing...), x, plain(pick(g, "1", "4", "10", "2.5", "100"))}
}

// compared tests a column against a literal, a list or another column.
func (g *generator) compared(c column) expression {
	switch {
	case g.chance(25):
		return g.inList(c)
	case g.chance(15):
		return binary{pick(g, comparing...), named{c.name}, named{g.column(c.class).name}}
	case g.chance(20):
		return binary{pick(g, comparing...), g.literal(c), named{c.name}}
	}
	return binary{pick(g, comparing...), named{c.name}, g.literal(c)}
}

func (g *generator) inList(c column) expression {
	list := []literal{g.literal(c), g.literal(c), g.literal(c)}
	return in{named{c.name}, list[:1+g.IntN(3)], g.chance(40)}
}

// literal draws one that the column may have.
func (g *generator) literal(c column) literal {
	spelling := pick(g, "1", "2", "10")
	if c.class == textClass {
		spelling = pick(g, "api", "b", "A10")
	}
	if _, has := g.drawn[c.name]; has && g.chance(85) {
		spelling = g.drawnText(c.name)
	}
	switch {
	case text(spelling).number == nil || g.chance(20):
		return quoted(spelling)
	case !strings.Contains(spelling, ".") && g.chance(15):
		return plain(spelling + ".0") // the same number
	}
	return plain(spelling)
}

var patterns = []*regexp.Regexp{
	regexp.MustCompile(`a\d+`), regexp.MustCompile(`^[A-Z]`), regexp.MustCompile(`(?i)b`), regexp.MustCompile(`/api/v1`),
	regexp.MustCompile(`took \d\d ms$`), regexp.MustCompile(`ann|bob`), regexp.MustCompile(`é`), regexp.MustCompile(`^$`), regexp.MustCompile(`^.$`),
}

// ofText tests a column of texts.
func (g *generator) ofText(c column) expression {
	field := named{c.name}
	switch g.IntN(7) {
	case 0, 1, 2:
		return like{of: field, part: g.part(c), op: "like", not: g.chance(40)}
	case 3:
		return like{of: field, pattern: pick(g, patterns...), op: "like", not: g.chance(40)}
	case 4:
		return like{of: field, pattern: pick(g, patterns...), op: "=~"}
	case 5:
		return call{pick(g, "strcontains", "startsWith", "endsWith"), []expression{field, quoted(g.part(c))}}
	}
	return g.compared(c)
}

// part draws a part of a text, mostly one that the log has, perhaps in capitals.
func (g *generator) part(c column) string {
	runes := []rune(g.drawnText(c.name))
	if len(runes) == 0 || g.chance(40) {
		return pick(g, parts...)
	}
	from := g.IntN(len(runes))
	some := string(runes[from : from+1+g.IntN(len(runes)-from)])
	return pick(g, strings.Clone, strings.ToLower, strings.ToUpper)(some)
}

var parts = []string{"a", "A", "b", "B", "9", "10", "user=", "é", "took", "x y", "w", "s1"}

// column draws a column of a class; there is one at least.
func (g *generator) column(classes ...class) column {
	return pick(g, g.of(classes...)...)
}

func (g *generator) of(classes ...class) (found []column) {
	for _, c := range g.columns {
		if slices.Contains(classes, c.class) {
			found = append(found, c)
		}
	}
	return found
}

func (g *generator) has(name string) bool {
	return slices.ContainsFunc(g.columns, func(c column) bool { return c.name == name })
}
