package syntax

// Span is the byte range [Offset, End) of a node in the query's text.
type Span struct{ Offset, End int }

// Range returns the span itself; nodes inherit it by embedding.
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
	// Fields adds columns to the output; several add up.
	Fields struct {
		Span
		Columns []*Column
	}

	// Display replaces the columns of the output; the last one counts.
	Display struct {
		Span
		Columns []*Column
	}

	// Filter keeps the rows for which Condition holds.
	Filter struct {
		Span
		Condition Expr
	}

	// Stats aggregates. Values may refer to the aliases of earlier values.
	Stats struct {
		Span
		Values []*Column
		By     []*Column
	}

	// Sort orders by the first key, then by the next.
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

// Column is an expression in a list, with its alias if it has one.
type Column struct {
	Span
	Expr  Expr
	Alias string // empty without "as"
	// Source is the expression as written, comments left out and each run of
	// white space made one space.
	Source string
}

// Name is the column's name in the output: the alias, a field's own name, else
// the expression as written, as in "count(*)".
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
	expr()
}

type (
	// Field names a value of the event, an alias, or a system field (@…). Name is
	// the flattened path: items[0].id and items.0.id are the same field.
	Field struct {
		Span
		Name string
	}

	// Number is a literal; Text is its spelling.
	Number struct {
		Span
		Text  string
		Value float64
	}

	// Text is a quoted literal; Value has its escapes resolved.
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

	// Like searches X for a substring or, with Regex set, for a match.
	Like struct {
		Span
		X       Expr
		Not     bool
		Pattern string
		Regex   bool
	}

	// In compares X with each of List.
	In struct {
		Span
		X    Expr
		Not  bool
		List []Expr
	}

	// Call is a function's; Star stands for the argument of count(*).
	Call struct {
		Span
		Name string // as in the documentation, whatever the case in the text
		Star bool
		Args []Expr
	}
)

func (*Field) expr()  {}
func (*Number) expr() {}
func (*Text) expr()   {}
func (*Period) expr() {}
func (*Unary) expr()  {}
func (*Binary) expr() {}
func (*Like) expr()   {}
func (*In) expr()     {}
func (*Call) expr()   {}

// Children returns the expressions directly inside x.
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

// Walk calls visit for x and, while it returns true, for everything inside.
func Walk(x Expr, visit func(Expr) bool) {
	if !visit(x) {
		return
	}
	for _, child := range Children(x) {
		Walk(child, visit)
	}
}
