package naive

import (
	"math/big"
	"regexp"
	"strings"
)

// expression is a node of a query. It prints itself as the language is written.
type expression interface {
	String() string
	eval(e *evaluation, r row) value
}

// literal is a number or a text.
type literal struct {
	source string // as written, with quotes
	value  value
}

// named is a field, an alias or a system field.
type named struct{ name string }

// binary is arithmetic, a comparison, "and" or "or".
type binary struct {
	op          string
	left, right expression
}

// negation prints as not (…).
type negation struct{ of expression }

// like tests a text, by a part of it or by a regular expression.
type like struct {
	of      expression
	part    string
	pattern *regexp.Regexp // nil: part
	op      string         // "like" or "=~"; the latter only with a pattern
	not     bool
}

// in tests a list of literals.
type in struct {
	of   expression
	list []literal
	not  bool
}

// call is a function of a row.
type call struct {
	name string
	args []expression
}

// bin is a time, rounded down or up: bin(5m), datefloor(x, 5m), dateceil(x, 5m).
type bin struct {
	period period
	name   string // "": bin of @timestamp
	of     string
}

func quoted(s string) literal {
	quote := `"`
	if strings.Contains(s, quote) {
		quote = "'"
	}
	return literal{quote + s + quote, text(s)}
}

func plain(s string) literal { return literal{s, text(s)} }

func (l literal) eval(*evaluation, row) value { return l.value }

func (n named) eval(_ *evaluation, r row) value { return r.fields[n.name] }

func (b binary) eval(e *evaluation, r row) value {
	x, y := b.left.eval(e, r), b.right.eval(e, r)
	switch b.op {
	case "and":
		return truth(e.rules.and(x.holds(), y.holds()))
	case "or":
		return truth(e.rules.or(x.holds(), y.holds()))
	}
	if holds, ok := e.rules.holds[b.op]; ok {
		if !x.present() || !y.present() {
			return truth(e.rules.missing)
		}
		return truth(holds(e.compare(x, y)))
	}
	return e.calculate(b.op, x, y)
}

// calculate returns an absent value if a side is not a number, or without a result.
func (e *evaluation) calculate(op string, x, y value) value {
	if x.number == nil || y.number == nil {
		return value{}
	}
	if op == "%" && !(x.exact && y.exact) {
		e.doubt = true // a remainder jumps where the quotient is whole
	}
	return number(e.rules.arithmetic[op](x.number, y.number), x.exact && y.exact)
}

func (n negation) eval(e *evaluation, r row) value {
	return truth(e.rules.not(n.of.eval(e, r).holds()))
}

func (l like) eval(e *evaluation, r row) value {
	v := l.of.eval(e, r)
	if !v.present() {
		return truth(e.rules.missing)
	}
	found := false
	if l.pattern != nil {
		found = l.pattern.MatchString(e.show(v))
	} else {
		found = e.rules.contains(e.show(v), l.part)
	}
	return truth(e.sign(found, l.not))
}

func (i in) eval(e *evaluation, r row) value {
	v := i.of.eval(e, r)
	if !v.present() {
		return truth(e.rules.missing)
	}
	found := false
	for _, item := range i.list {
		found = found || e.rules.equal(e, v, item.value)
	}
	return truth(e.sign(found, i.not))
}

func (e *evaluation) sign(holds, not bool) bool {
	if not {
		return e.rules.negated(holds)
	}
	return holds
}

func (c call) eval(e *evaluation, r row) value {
	args := make([]value, len(c.args))
	for i, arg := range c.args {
		args[i] = arg.eval(e, r)
	}
	return e.rules.functions[c.name](e, args)
}

func (b bin) eval(e *evaluation, r row) value {
	of := r.fields["@timestamp"]
	if b.name != "" {
		of = r.fields[b.of]
	}
	if of.kind != instant {
		return value{}
	}
	start := e.rules.floor(of.millis(), b.period)
	if b.name == "dateceil" && start != of.millis() {
		start += b.period.millis() // the period divides the next larger unit
	}
	return at(start)
}

func contains(text, part string) bool { return strings.Contains(text, part) }

var comparisons = map[string]func(order int) bool{
	"=":  func(order int) bool { return order == 0 },
	"!=": func(order int) bool { return order != 0 },
	"<":  func(order int) bool { return order < 0 },
	"<=": func(order int) bool { return order <= 0 },
	">":  func(order int) bool { return order > 0 },
	">=": func(order int) bool { return order >= 0 },
}

var operations = map[string]func(a, b *big.Rat) *big.Rat{
	"+": func(a, b *big.Rat) *big.Rat { return new(big.Rat).Add(a, b) },
	"-": func(a, b *big.Rat) *big.Rat { return new(big.Rat).Sub(a, b) },
	"*": func(a, b *big.Rat) *big.Rat { return new(big.Rat).Mul(a, b) },
	"/": quotient,
	"%": remainder,
	"^": power,
}

// quotient is absent for a division by zero.
func quotient(a, b *big.Rat) *big.Rat {
	if b.Sign() == 0 {
		return nil
	}
	return new(big.Rat).Quo(a, b)
}

// remainder has the sign of a; the generator keeps both sides positive.
func remainder(a, b *big.Rat) *big.Rat {
	q := quotient(a, b)
	if q == nil {
		return nil
	}
	return new(big.Rat).Sub(a, q.Mul(b, floorOf(q)))
}

// power multiplies; the generator's exponents are small whole numbers.
func power(a, b *big.Rat) *big.Rat {
	product := big.NewRat(1, 1)
	for range b.Num().Int64() {
		product.Mul(product, a)
	}
	return product
}
