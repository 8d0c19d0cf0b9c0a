package naive

import "fmt"

// Left out here, as nobody has described it: % and ^ of negative numbers and of
// fractions, greatest and least of absent values, texts of computed numbers, parts
// beyond the end of a text.

// numeric draws an expression that is a number where its columns are there.
func (g *generator) numeric(depth int) expression {
	if depth == 0 || g.chance(25) {
		return g.operand()
	}
	switch g.IntN(14) {
	case 0:
		return binary{"/", g.numeric(depth - 1), g.divisor()}
	case 1, 2, 3:
		return binary{pick(g, "+", "-", "*", "/"), g.numeric(depth - 1), g.numeric(depth - 1)}
	case 4, 5:
		return g.integral()
	case 6, 7:
		return call{pick(g, "abs", "floor", "ceil", "round", "sqrt"), []expression{g.numeric(depth - 1)}}
	case 8, 11:
		return call{pick(g, "floor", "ceil"), []expression{binary{"/", g.operand(), plain("7")}}}
	case 9:
		return call{"round", []expression{g.numeric(depth - 1), plain(pick(g, "1", "2", "3"))}}
	case 10:
		return g.extreme()
	}
	return g.ofLength()
}

// operand is a column or a number.
func (g *generator) operand() expression {
	if found := g.of(numberClass); len(found) > 0 && g.chance(75) {
		return named{pick(g, found...).name}
	}
	return plain(pick(g, "2", "3", "7", "10", "100", "1024", "0.5", "0.0000000042", "1.25"))
}

// divisor is often 0.
func (g *generator) divisor() expression {
	if g.has("n") {
		return named{"n"}
	}
	return g.operand()
}

// integral draws a remainder or a power, of whole numbers that are not negative.
func (g *generator) integral() expression {
	if g.has("bytes") && g.chance(60) {
		return binary{"%", named{"bytes"}, plain(pick(g, "3", "10", "1000"))}
	}
	return binary{"^", plain(pick(g, "2", "3")), plain(pick(g, "2", "3", "10"))}
}

// extreme needs columns that are there.
func (g *generator) extreme() expression {
	if !g.certain("bytes") {
		return g.operand()
	}
	return call{pick(g, "greatest", "least"), []expression{named{"bytes"}, plain("5000000"), call{"strlen", []expression{named{"svc"}}}}}
}

// ofLength measures a text of the log.
func (g *generator) ofLength() expression {
	if found := g.of(textClass); len(found) > 0 {
		name := pick(g, found...).name
		if g.has("word") && g.chance(50) {
			name = pick(g, "word", "user.name")
		}
		return call{pick(g, "strlen", "strlen", "messageSize"), []expression{named{name}}}
	}
	return g.operand()
}

// certain reports whether each row has a column.
func (g *generator) certain(name string) bool {
	for _, c := range g.columns {
		if c.name == name {
			return c.always
		}
	}
	return false
}

// textual draws an expression that is a text.
func (g *generator) textual() expression {
	field := named{g.column(textClass).name}
	switch g.IntN(6) {
	case 0:
		return call{pick(g, "toupper", "tolower", "trim"), []expression{field}}
	case 1:
		return call{"substr", []expression{named{pick(g, "svc", "user.name", "msg")}, plain(fmt.Sprint(g.IntN(3)))}}
	case 2:
		return call{"substr", []expression{named{"msg"}, plain(fmt.Sprint(g.IntN(3))), plain(fmt.Sprint(1 + g.IntN(4)))}}
	case 3:
		return call{"replace", []expression{field, quoted(pick(g, parts...)), quoted(pick(g, "", "-", "zz"))}}
	case 4:
		return call{"coalesce", []expression{named{"nope"}, field, quoted("none")}}
	}
	return call{"concat", []expression{named{"@logStream"}, quoted("/"), call{"coalesce", []expression{field, quoted("-")}}}}
}

// chosen draws an expression that depends on conditions.
func (g *generator) chosen() expression {
	switch g.IntN(4) {
	case 0:
		return call{"if", []expression{call{"isNumeric", []expression{named{"mixed"}}}, quoted("number"), quoted("text")}}
	case 1:
		return call{"if", []expression{g.test(), quoted("yes"), quoted("no")}}
	}
	return call{"case", []expression{g.test(), quoted("one"), g.test(), plain("2"), quoted("else")}}
}

// flag draws a condition that shows as 1 or 0: what one of an absent value shows as
// is not described.
func (g *generator) flag() expression {
	field := named{pick(g, g.columns...).name}
	switch g.IntN(4) {
	case 0:
		return call{pick(g, "isempty", "isblank"), []expression{field}}
	case 1:
		if g.certain("bytes") {
			return binary{pick(g, comparing...), named{"bytes"}, g.literal(column{name: "bytes"})}
		}
	case 2:
		if g.certain("svc") {
			return binary{"=", named{"svc"}, quoted("api")}
		}
	}
	return call{"ispresent", []expression{field}}
}
