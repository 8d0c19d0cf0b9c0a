package naive

import (
	"fmt"
	"strings"
)

// sqlForm is the form of a number in a text.
const sqlForm = `'-?[0-9]+(\.[0-9]+)?([eE][+-]?[0-9]+)?'`

// sqlDecimal is the number that a text is, or NULL.
func sqlDecimal(text string) string {
	return "CASE WHEN regexp_full_match(" + text + ", " + sqlForm + ") THEN CAST(" + text + " AS DECIMAL(38, 10)) END"
}

// typeOf returns the type of an expression's value.
func (t *translation) typeOf(x expression) sqlType {
	switch x := x.(type) {
	case named:
		return t.types[x.name]
	case literal:
		if x.value.number == nil || strings.ContainsAny(x.source, `"'`) {
			return sqlText
		}
	case bin:
		return sqlTime
	case call:
		switch x.name {
		case "if", "case", "coalesce", "toupper", "tolower", "trim", "substr", "replace", "concat":
			return sqlText
		}
	case aggregate:
		return t.typeOfAggregate(x)
	}
	return sqlNumber
}

func (t *translation) typeOfAggregate(a aggregate) sqlType {
	switch a.name {
	case "values":
		return sqlText
	case "min", "max", "earliest", "latest", "sortsFirst", "sortsLast":
		if of := t.typeOf(a.of); of != sqlTime {
			return of
		}
	}
	return sqlNumber
}

// substituted is for stats: aliases of the same stats stand for their expressions.
func (t *translation) substituted(x expression, aliases map[string]string) string {
	if n, ok := x.(named); ok && aliases[n.name] != "" {
		return "(" + aliases[n.name] + ")"
	}
	if b, ok := x.(binary); ok {
		return t.arithmetic(b.op, t.substituted(b.left, aliases), t.substituted(b.right, aliases))
	}
	return t.value(x)
}

// value translates an expression to one of its type.
func (t *translation) value(x expression) string {
	switch x := x.(type) {
	case named:
		t.known(x.name)
		return sqlName(x.name)
	case literal:
		if t.typeOf(x) == sqlText {
			return sqlQuoted(x.value.text)
		}
		return x.source + "::DOUBLE"
	case bin:
		return t.bin(x)
	case binary:
		if strength[x.op] > 4 {
			return t.arithmetic(x.op, t.double(x.left), t.double(x.right))
		}
	case call:
		if form, ok := sqlFunctions[x.name]; ok {
			return t.call(form, x.args)
		}
		if x.name == "if" || x.name == "case" {
			return t.choice(x.args)
		}
	case aggregate:
		return t.aggregate(x)
	}
	return "CAST(" + t.condition(x) + " AS INTEGER)::DOUBLE"
}

// double translates an operand of arithmetic.
func (t *translation) double(x expression) string {
	v := t.value(x)
	switch t.typeOf(x) {
	case sqlText:
		return "CAST(" + sqlDecimal(v) + " AS DOUBLE)"
	case sqlLong:
		return t.fail()
	case sqlTime:
		return v + "::DOUBLE"
	default:
		return v
	}
}

func (t *translation) arithmetic(op, a, b string) string {
	switch op {
	case "/":
		return "(" + a + " / nullif(" + b + ", 0))"
	case "^":
		return "pow(" + a + ", " + b + ")"
	}
	return "(" + a + " " + op + " " + b + ")"
}

// bin is computed by DuckDB's calendar.
func (t *translation) bin(b bin) string {
	of := sqlName("@timestamp")
	if b.name != "" {
		of = sqlName(b.of)
	}
	larger := map[int64]string{second: "second", minute: "minute", hour: "hour", day: "day"}[units[b.period.unit].larger]
	start := "epoch_ms(date_trunc('" + larger + "', epoch_ms(" + of + ")))"
	floor := fmt.Sprintf(`(%s + ((%s - %[1]s) // %[3]d) * %[3]d)`, start, of, b.period.millis())
	if b.name == "dateceil" {
		return fmt.Sprintf("(%s + CASE WHEN %[1]s = %s THEN 0 ELSE %[3]d END)", floor, of, b.period.millis())
	}
	return floor
}

// sqlFunctions have a form for each number of arguments. N1 is the first argument as a
// number, T2 the second one as a text.
var sqlFunctions = map[string][]string{
	"abs": {"abs(N1)"}, "floor": {"floor(N1)"}, "ceil": {"ceil(N1)"}, "round": {"round(N1)", "round(N1, CAST(N2 AS INTEGER))"},
	"sqrt": {"sqrt(CASE WHEN N1 >= 0 THEN N1 END)"}, "toMillis": {"N1"},
	"greatest": {2: "greatest(N1, N2, N3)"}, "least": {2: "least(N1, N2, N3)"},
	"strlen": {"length(T1)::DOUBLE"}, "messageSize": {"strlen(T1)::DOUBLE"},
	"toupper": {"upper(T1)"}, "tolower": {"lower(T1)"}, "trim": {"trim(T1)"},
	"substr":  {1: "substr(T1, CAST(N2 AS INTEGER) + 1)", 2: "substr(T1, CAST(N2 AS INTEGER) + 1, CAST(N3 AS INTEGER))"},
	"replace": {2: "replace(T1, T2, T3)"}, "concat": {2: "concat(T1, T2, T3)"}, "coalesce": {1: "coalesce(T1, T2)", 2: "coalesce(T1, T2, T3)"},
}

// call fills a form with the arguments that it has.
func (t *translation) call(forms []string, args []expression) string {
	form := forms[len(args)-1]
	var filled []string
	for i, arg := range args {
		if number := fmt.Sprintf("N%d", i+1); strings.Contains(form, number) {
			filled = append(filled, number, t.double(arg))
		} else {
			filled = append(filled, fmt.Sprintf("T%d", i+1), t.text(arg))
		}
	}
	return strings.NewReplacer(filled...).Replace(form)
}

// text translates an argument that must be a text.
func (t *translation) text(x expression) string {
	if t.typeOf(x) != sqlText {
		return t.fail()
	}
	return t.value(x)
}

// choice is if and case; its values are literals.
func (t *translation) choice(args []expression) string {
	var text strings.Builder
	text.WriteString("CASE")
	for i := 0; i+1 < len(args); i += 2 {
		text.WriteString(" WHEN " + t.condition(args[i]) + " THEN " + sqlQuoted(args[i+1].(literal).value.text))
	}
	return text.String() + " ELSE " + sqlQuoted(args[len(args)-1].(literal).value.text) + " END"
}

// sqlAggregates have the value in the form.
var sqlAggregates = map[string]string{
	"sum": "sum(%s)", "avg": "avg(%s)", "variance": "var_pop(%s)", "stddev": "stddev_pop(%s)",
	"min": "min(%s)", "max": "max(%s)", "sortsFirst": "min(%s)", "sortsLast": "max(%s)",
	"earliest": `arg_min_null(%s, "@timestamp")`, "latest": `arg_max_null(%s, "@timestamp")`,
}

func (t *translation) aggregate(a aggregate) string {
	switch a.name {
	case "values":
		return fmt.Sprintf("CAST(to_json(list(DISTINCT %s) FILTER (WHERE %[1]s IS NOT NULL)) AS VARCHAR)", t.text(a.of))
	case "count":
		if a.of == nil {
			return "count(*)::DOUBLE"
		}
		return "count(" + t.value(a.of) + ")::DOUBLE"
	case "count_distinct":
		return "count(DISTINCT " + t.value(a.of) + ")::DOUBLE"
	case "pct":
		return "coalesce(quantile_disc(" + t.double(a.of) + ", " + a.param + " / 100.0), 0)"
	case "earliest", "latest":
		v := t.value(a.of)
		if t.typeOf(a.of) == sqlTime {
			v += "::DOUBLE"
		}
		return fmt.Sprintf(sqlAggregates[a.name], v)
	}
	of := t.typeOf(a.of)
	if strings.HasPrefix(a.name, "m") || strings.HasPrefix(a.name, "sorts") {
		if of == sqlText {
			return ofTexts(a.name, t.value(a.of))
		}
		return fmt.Sprintf(sqlAggregates[a.name], t.value(a.of))
	}
	return fmt.Sprintf(sqlAggregates[a.name], t.double(a.of))
}

// condition translates to a BOOLEAN that is never NULL.
func (t *translation) condition(x expression) string {
	switch x := x.(type) {
	case negation:
		return "NOT " + t.condition(x.of)
	case binary:
		if x.op == "and" || x.op == "or" {
			return "(" + t.condition(x.left) + " " + x.op + " " + t.condition(x.right) + ")"
		}
		return t.comparison(x.op, x.left, x.right)
	case like:
		return t.like(x)
	case in:
		return t.in(x)
	case call:
		return t.test(x)
	}
	return t.fail()
}

// comparison is by number where both sides are numbers.
func (t *translation) comparison(op string, a, b expression) string {
	x, y := t.typeOf(a), t.typeOf(b)
	if l, ok := a.(literal); ok {
		x = literalType(l, y)
	}
	if l, ok := b.(literal); ok {
		y = literalType(l, x)
	}
	u, v := t.comparable(a, x), t.comparable(b, y)
	switch {
	case x == sqlText && y == sqlText:
		number := fmt.Sprintf("(%s) %s (%s)", sqlDecimal(u), op, sqlDecimal(v))
		return "coalesce(" + number + ", " + u + " " + op + " " + v + ", false)"
	case x == sqlText || y == sqlText:
		return t.fail()
	}
	return "coalesce(" + u + " " + op + " " + v + ", false)"
}

// literalType returns the type of a literal that is compared with another type.
func literalType(l literal, other sqlType) sqlType {
	if l.value.number == nil || other == sqlText {
		return sqlText
	}
	return sqlNumber
}

// comparable writes numeric literals as DECIMAL, which suits every other number.
func (t *translation) comparable(x expression, of sqlType) string {
	l, isLiteral := x.(literal)
	switch {
	case !isLiteral:
		return t.value(x)
	case of == sqlText:
		return sqlQuoted(l.value.text)
	}
	return "CAST('" + l.value.text + "' AS DECIMAL(38, 10))"
}

func (t *translation) like(l like) string {
	found := "contains(" + t.text(l.of) + ", " + sqlQuoted(l.part) + ")"
	if l.pattern != nil {
		found = "regexp_matches(" + t.text(l.of) + ", " + sqlQuoted(l.pattern.String()) + ")"
	}
	if l.not {
		found = "NOT " + found
	}
	return "coalesce(" + found + ", false)"
}

func (t *translation) in(i in) string {
	var found []string
	for _, item := range i.list {
		found = append(found, t.comparison("=", i.of, item))
	}
	if i.not {
		return "(" + t.value(i.of) + " IS NOT NULL AND NOT (" + strings.Join(found, " OR ") + "))"
	}
	return "(" + strings.Join(found, " OR ") + ")"
}

func (t *translation) test(c call) string {
	of := t.value(c.args[0])
	switch c.name {
	case "ispresent":
		return "(" + of + " IS NOT NULL)"
	case "isNumeric":
		return "coalesce(regexp_full_match(" + t.text(c.args[0]) + ", " + sqlForm + "), false)"
	case "isempty":
		return "(" + of + " IS NULL OR CAST(" + of + " AS VARCHAR) = '')"
	case "isblank":
		return "(" + of + " IS NULL OR trim(CAST(" + of + " AS VARCHAR)) = '')"
	case "strcontains":
		return "coalesce(contains(" + t.text(c.args[0]) + ", " + t.text(c.args[1]) + "), false)"
	case "startsWith":
		return "coalesce(starts_with(" + t.text(c.args[0]) + ", " + t.text(c.args[1]) + "), false)"
	case "endsWith":
		return "coalesce(ends_with(" + t.text(c.args[0]) + ", " + t.text(c.args[1]) + "), false)"
	}
	return t.fail()
}
