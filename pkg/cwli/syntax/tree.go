package syntax

import "strings"

// Span is the byte range [Offset, End) of a node in the query's text.
type Span struct{ Offset, End int }

// Range returns the span itself: the Range of the nodes that embed it.
func (s Span) Range() Span { return s }

// Node is a part of a query. Range returns where it is in the query's text.
type Node interface{ Range() Span }

// Query is a parsed and checked query: its commands in order, at least one.
type Query struct {
	Span
	Commands []Command
}

// Command is one stage between pipes: *Fields, *Display, *Filter, *Stats, *Sort
// or *Limit.
type Command interface {
	Node
	command()
}

type (
	// Fields adds columns to the output, after those of earlier fields commands.
	Fields struct {
		Span
		Columns []*Column
	}

	// Display replaces the columns of the output; the last display counts.
	Display struct {
		Span
		Columns []*Column
	}

	// Filter keeps the rows for which Condition holds.
	Filter struct {
		Span
		Condition Expr
	}

	// Stats makes a row for each group of rows with the same keys (By), of the
	// keys and the Values. A value may use the aliases of earlier values.
	Stats struct {
		Span
		Values []*Column
		By     []*Column
	}

	// Sort orders rows by the first key, equal ones by the next.
	Sort struct {
		Span
		Keys []*SortKey
	}

	// Limit keeps the first Count rows.
	Limit struct {
		Span
		Count int
	}
)

func (*Fields) command()  {}
func (*Display) command() {}
func (*Filter) command()  {}
func (*Stats) command()   {}
func (*Sort) command()    {}
func (*Limit) command()   {}

// Column is an expression in a list of columns.
type Column struct {
	Span
	Expr  Expr
	Alias string // empty without "as"
	// Source is the expression as written, without comments and with one space for
	// each run of white space.
	Source string
}

// Name returns the column's name in the output: the alias, the name of a field,
// or else the expression as written, such as "count(*)".
func (c *Column) Name() string {
	if c.Alias != "" {
		return c.Alias
	}
	if field, ok := c.Expr.(*Field); ok {
		return field.Name
	}
	return c.Source
}

// SortKey is one key of a sort command.
type SortKey struct {
	Span
	Expr       Expr
	Descending bool
}

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

	// Like searches X for the pattern: a substring or, with Regex, a regular
	// expression in the syntax of RE2.
	Like struct {
		Span
		X       Expr
		Not     bool
		Pattern string
		Regex   bool
	}

	// In compares X with each element of List.
	In struct {
		Span
		X    Expr
		Not  bool
		List []Expr
	}

	// Call is a call of a function. Star is set for count(*), which has no Args.
	Call struct {
		Span
		Name string // as AWS documents it, in whatever case it was written
		Star bool
		Args []Expr
	}
)

// Children returns the expressions directly inside x, in the order of the text.
func Children(x Expr) []Expr {
	switch x := x.(type) {
	case *Unary:
		return []Expr{x.X}
	case *Binary:
		return []Expr{x.X, x.Y}
	case *Like:
		return []Expr{x.X}
	case *In:
		return append([]Expr{x.X}, x.List...)
	case *Call:
		return x.Args
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
