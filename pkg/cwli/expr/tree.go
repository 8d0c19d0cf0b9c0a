package expr

import "strings"

// Span is the byte range [Offset, End) of a node in the query's text.
type Span struct{ Offset, End int }

// Range returns the span itself: the Range of the nodes that embed it.
func (s Span) Range() Span { return s }

// Node is a part of a query. Range returns where it is in the query's text.
type Node interface{ Range() Span }

// Expr is an expression: a value or a condition, which yields the number 1 or 0.
// String returns it as source text with the same meaning: parsed again, the text
// gives an equal tree, spans aside.
type Expr interface {
	Node
	String() string
	write(b *strings.Builder)
}

type (
	// Field is a value of the event, an alias or a system field (@…). Name is the
	// flattened path: items[0].id and items.0.id are the same field.
	Field struct {
		Span
		Name string
	}

	// Number is a literal; Text is the number as written.
	Number struct {
		Span
		Text  string
		Value float64
	}

	// Text is a literal in quotes; in Value its escapes are resolved.
	Text struct {
		Span
		Value string
	}

	// Truth is true or false: 1 or 0, which JSON's true and false are, too.
	Truth struct {
		Span
		Value bool
	}

	// Null is the value that is absent.
	Null struct{ Span }

	// Period is the argument of bin, such as 5m.
	Period struct {
		Span
		Count int64
		Unit  Unit
	}

	// Unary is a minus sign or a negation.
	Unary struct {
		Span
		Op Op // Negate or Not
		X  Expr
	}

	// Binary is arithmetic, a comparison, "and" or "or".
	Binary struct {
		Span
		Op   Op
		X, Y Expr
	}

	// Like searches X for the pattern: a regular expression, or with a Pattern that is
	// any other expression the text that it has, as a substring.
	Like struct {
		Span
		X       Expr
		Not     bool
		Pattern Expr
		Swapped Span // of the operator if it is written ~=
	}

	// Regex is a regular expression between slashes, where a pattern is wanted. Text
	// has what is between them.
	Regex struct {
		Span
		Text string
	}

	// In compares X with each element of List, or with the rows of a Query.
	In struct {
		Span
		X     Expr
		Not   bool
		List  []Expr
		Bare  bool     // the List is one element without brackets
		Query Subquery // nil if there is a List
	}

	// Call is a call of a function. Star is set for count(*), which has no Args.
	Call struct {
		Span
		Func *Function
		Star bool
		Args []Expr
	}

	// Access is a part of a list or a map, such as jsonParse(x).users[0]. Of a name,
	// the path is a part of the Field.
	Access struct {
		Span
		X    Expr
		Path string // keys and indices, joined with dots
	}
)

// Subquery is a query in parentheses after in. String returns its source.
type Subquery interface {
	Node
	String() string
}

// Children returns the expressions directly inside x, in the order of the text.
func Children(x Expr) []Expr {
	switch x := x.(type) {
	case *Unary:
		return []Expr{x.X}
	case *Binary:
		return []Expr{x.X, x.Y}
	case *Like:
		return []Expr{x.X, x.Pattern}
	case *In:
		return append([]Expr{x.X}, x.List...)
	case *Call:
		return x.Args
	case *Access:
		return []Expr{x.X}
	}
	return nil
}

// Walk calls visit for x and then, if visit returns true, for the expressions
// inside x in the same way.
func Walk(x Expr, visit func(Expr) bool) {
	if !visit(x) {
		return
	}
	for _, child := range Children(x) {
		Walk(child, visit)
	}
}
