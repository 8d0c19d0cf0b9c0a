package expr

// Field reads the name of a field where nothing else may be.
func (p *Parser) Field(wanted string) *Field {
	if p.token.Kind != TokenName || p.token.reserved() {
		p.Unexpected(wanted)
		return &Field{Span: p.token.Span}
	}
	p.refuseConstant(wanted)
	t := p.Advance()
	return &Field{t.Span, t.Value}
}

// Name reads a new name, which may be a keyword, where nothing else may be.
func (p *Parser) Name(wanted string) *Field {
	if p.token.Kind != TokenName {
		p.Unexpected(wanted)
	}
	p.refuseConstant(wanted)
	t := p.Advance()
	return &Field{t.Span, t.Value}
}

// refuseConstant reports true, false or null where a name is wanted.
func (p *Parser) refuseConstant(wanted string) {
	if p.token.constant() {
		p.Unexpected(wanted, "write a field of that name in `backticks`")
	}
}

// Period reads a period such as 5m where nothing else may be.
func (p *Parser) Period(wanted string) *Period {
	if p.token.Kind != TokenPeriod {
		p.Unexpected(wanted)
		return &Period{Span: p.token.Span, Count: 1, Unit: Second}
	}
	return p.period()
}

// Operator reports whether the current token is an operator.
func (p *Parser) Operator() bool {
	_, bind := p.infix()
	return bind != bindNothing
}
