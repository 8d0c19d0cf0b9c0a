package expr

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

// Columns reads a list of columns, with commas between.
func (p *Parser) Columns() (list []*Column) {
	for more := true; more && p.err == nil; more = p.Accept(",") {
		list = append(list, p.Column())
	}
	return list
}

// Column reads an expression and its alias, if it has one.
func (p *Parser) Column() *Column {
	start, mark := p.token.Offset, len(p.past)
	c := &Column{Expr: p.Expression()}
	c.Source = p.source(mark)
	if p.Accept("as") {
		c.Alias = p.Name("a name after `as`").Name
	}
	c.Span = p.Since(start)
	return c
}
