package cwli

import (
	"regexp"
	"strings"

	"github.com/fanlight/fanlight/pkg/cwli/syntax"
)

// predicate reports whether a condition holds for a row. There are two outcomes
// only: with an absent value a comparison does not hold, nor do "not like" and
// "not in"; "not (…)" reverses the outcome.
type predicate func(*row) bool

// test compiles a condition. Any other expression holds if its value is a number
// other than 0.
func (s *scope) test(x syntax.Expr) predicate {
	switch x := x.(type) {
	case *syntax.Unary:
		if x.Op == syntax.Not {
			return not(s.test(x.X))
		}
	case *syntax.Binary:
		if isCondition(x) {
			return s.binary(x)
		}
	case *syntax.Like:
		return s.like(x)
	case *syntax.In:
		return s.in(x)
	case *syntax.Call:
		if x.Name == "ispresent" {
			return present(s.eval(x.Args[0]))
		}
	}
	return truth(s.eval(x))
}

func not(p predicate) predicate { return func(r *row) bool { return !p(r) } }

func present(x evaluator) predicate {
	return func(r *row) bool { return x(r).kind != absent }
}

func truth(x evaluator) predicate {
	return func(r *row) bool {
		v := x(r)
		f, ok := v.number()
		return ok && f != 0
	}
}

func (s *scope) binary(x *syntax.Binary) predicate {
	switch x.Op {
	case syntax.And:
		p, q := s.test(x.X), s.test(x.Y)
		return func(r *row) bool { return p(r) && q(r) }
	case syntax.Or:
		p, q := s.test(x.X), s.test(x.Y)
		return func(r *row) bool { return p(r) || q(r) }
	}
	if n, ok := x.Y.(*syntax.Number); ok && x.Op == syntax.Equal {
		return equalsNumber(s.eval(x.X), n)
	}
	return comparison(accepts[x.Op], s.eval(x.X), s.eval(x.Y))
}

// accepts reports for each operator whether it holds, given what compare returned.
var accepts = map[syntax.Op]func(order int) bool{
	syntax.Equal:        func(order int) bool { return order == 0 },
	syntax.NotEqual:     func(order int) bool { return order != 0 },
	syntax.Less:         func(order int) bool { return order < 0 },
	syntax.LessEqual:    func(order int) bool { return order <= 0 },
	syntax.Greater:      func(order int) bool { return order > 0 },
	syntax.GreaterEqual: func(order int) bool { return order >= 0 },
}

func comparison(accept func(int) bool, x, y evaluator) predicate {
	return func(r *row) bool {
		v, w := x(r), y(r)
		order, ok := compare(&v, &w)
		return ok && accept(order)
	}
}

// equalsNumber compiles x = n, which most filters are. If the texts are equal, no
// number has to be read.
func equalsNumber(x evaluator, n *syntax.Number) predicate {
	literal := textOf(n.Text)
	return func(r *row) bool {
		v := x(r)
		if v.kind == text && v.text == literal.text {
			return true
		}
		order, ok := compare(&v, &literal)
		return ok && order == 0
	}
}

func (s *scope) in(x *syntax.In) predicate {
	operand := s.eval(x.X)
	var list []value
	for _, element := range x.List {
		list = append(list, s.eval(element)(nil)) // a literal reads no row
	}
	return func(r *row) bool {
		v := operand(r)
		return v.kind != absent && contains(list, &v) != x.Not
	}
}

func contains(list []value, v *value) bool {
	for i := range list {
		if order, ok := compare(v, &list[i]); ok && order == 0 {
			return true
		}
	}
	return false
}

func (s *scope) like(x *syntax.Like) predicate {
	operand, matches := s.eval(x.X), matcher(x)
	return func(r *row) bool {
		v := operand(r)
		return v.kind != absent && matches(v.String()) != x.Not
	}
}

// matcher returns the function that searches a text for the pattern.
func matcher(x *syntax.Like) func(string) bool {
	if !x.Regex {
		return func(s string) bool { return strings.Contains(s, x.Pattern) }
	}
	re := regexp.MustCompile(x.Pattern) // the parser compiled it before
	literal, complete := required(x.Pattern)
	return func(s string) bool {
		return strings.Contains(s, literal) && (complete || re.MatchString(s))
	}
}
