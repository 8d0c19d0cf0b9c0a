package expr

// like reads a comparison with a pattern from its operator on. After =~, an older edition
// of AWS's page has substrings too, as after like
// (https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CWL_QuerySyntax.html in 2022).
func (p *Parser) like(start int, x Expr, not bool) Expr {
	c := &Like{X: x, Not: not}
	word := p.Advance()
	if word.Is("~=") {
		c.Swapped = word.Span
	}
	at := p.token.Offset
	if t, ok := p.AcceptRegex(); ok {
		c.Pattern = &Regex{Span{at, t.End}, t.Value}
	} else {
		c.Pattern = p.likePattern(word)
	}
	c.Span = p.Since(start)
	return c
}

// likePattern reads what is after the operator and not a regular expression.
func (p *Parser) likePattern(word Token) Expr {
	switch {
	case p.err != nil:
	case !word.Is("like") && p.token.Kind == TokenText:
		return p.operand()
	case !word.Is("like"):
		p.Unexpected("a string or a /regular expression/ after `" + word.Value + "`")
	case p.token.reserved() || p.token.Kind == TokenEnd || p.token.Kind == TokenSymbol && !p.Is("("):
		p.Unexpected("a string or a /regular expression/ after `like`")
	}
	return p.expression(bindCompare)
}

func (p *Parser) in(start int, x Expr, not bool) Expr {
	if p.Is("(") && p.subquery != nil {
		p.Advance()
		query := p.subquery(p)
		p.Expect(")", "to close the subquery")
		return &In{Span: p.Since(start), X: x, Not: not, Query: query}
	}
	if p.token.Kind == TokenText || p.token.Kind == TokenNumber || p.token.constant() || p.Is("-") {
		one := p.literal("a string or a number after `in`")
		return &In{Span: p.Since(start), X: x, Not: not, List: []Expr{one}, Bare: true}
	}
	p.Expect("[", "to open the list after `in`")
	var list []Expr
	for more := true; more && p.err == nil; more = p.Accept(",") {
		list = append(list, p.literal("a string or a number in the list"))
	}
	p.Expect("]", "to close the list")
	return &In{Span: p.Since(start), X: x, Not: not, List: list}
}

// literal reads an element of a list: a string, true or false, or a number with or without
// a minus sign.
func (p *Parser) literal(wanted string) Expr {
	start := p.token.Offset
	minus := p.Accept("-")
	switch {
	case p.token.Kind == TokenNumber && minus:
		x := p.number()
		return &Unary{p.Since(start), Negate, x}
	case minus:
	case p.token.Kind == TokenNumber, p.token.Kind == TokenText, p.Is("true"), p.Is("false"):
		return p.operand()
	}
	p.Unexpected(wanted)
	return nil
}

// access reads the path after a call, as in jsonParse(x).users[0].
func (p *Parser) access(start int, x Expr) Expr {
	if p.err != nil {
		return x
	}
	end := p.past[len(p.past)-1].End
	if p.token.Offset != end || !p.Is("[") && !p.Is(".") {
		return x
	}
	t := p.pathAt(end)
	p.past = append(p.past, t.Span)
	p.token = p.next()
	return &Access{p.Since(start), x, t.Value}
}
