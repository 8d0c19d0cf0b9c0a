package expr

import "github.com/fanlight/fanlight/pkg/cwli/value"

// truth says whether a condition holds for a row. It is unknown if a side that it needs is
// absent. A filter keeps no such row, and "not (…)" of it holds; as a value it is
// absent, so that sum(status >= 500) over rows without a status is absent, as it is on
// the service.
type truth uint8

const (
	no truth = iota
	yes
	unknown
)

// test decides a condition for a row.
type test func(Row) truth

func decided(known, holds bool) truth {
	switch {
	case !known:
		return unknown
	case holds:
		return yes
	}
	return no
}

// truthOf returns the truth of a value as a condition.
func truthOf(v value.Value) truth { return decided(v.Present(), v.Holds()) }

// value returns the truth as a value: 1, 0 or absent.
func (t truth) value() value.Value {
	if t == unknown {
		return value.Value{}
	}
	return value.OfTruth(t == yes)
}

// test compiles a condition.
func (c *Compiler) test(x Expr) (test, error) {
	switch x := x.(type) {
	case *Like:
		return c.like(x)
	case *In:
		return c.in(x)
	case *Unary:
		if x.Op == Not {
			return c.negation(x)
		}
	case *Binary:
		if x.Op.Comparison() {
			return c.comparison(x)
		}
		if isCondition(x) {
			return c.both(x)
		}
	}
	evaluate, err := c.Value(x)
	return func(r Row) truth { return truthOf(evaluate(r)) }, err
}

func (c *Compiler) negation(x *Unary) (test, error) {
	decide, err := c.test(x.X)
	return func(r Row) truth {
		switch decide(r) {
		case yes:
			return no
		case no:
			return yes
		}
		return unknown
	}, err
}

// both compiles "and" and "or" as values: unknown unless one side decides alone.
func (c *Compiler) both(x *Binary) (test, error) {
	p, err := c.test(x.X)
	if err != nil {
		return nil, err
	}
	q, err := c.test(x.Y)
	alone := no
	if x.Op == Or {
		alone = yes
	}
	return func(r Row) truth {
		a := p(r)
		if a == alone {
			return a
		}
		if b := q(r); b == alone || a != unknown {
			return b
		}
		return unknown
	}, err
}
