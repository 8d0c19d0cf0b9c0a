package expr

import "github.com/fanlight/fanlight/pkg/localaws/dynamodb/internal/attr"

// maxIn is the largest number of operands of IN.
const maxIn = 100

func parseCondition(text string) (*conditionTree, error) {
	p, err := newParser(text)
	if err != nil {
		return nil, err
	}
	root, err := p.or()
	if err == nil {
		err = p.expectEnd()
	}
	return &conditionTree{root, p.usage}, err
}

func (p *parser) or() (node, error) {
	left, err := p.and()
	for err == nil && p.acceptWord("OR") {
		var right node
		right, err = p.and()
		left = or{left, right}
	}
	return left, err
}

func (p *parser) and() (node, error) {
	left, err := p.not()
	for err == nil && p.acceptWord("AND") {
		var right node
		right, err = p.not()
		left = and{left, right}
	}
	return left, err
}

func (p *parser) not() (node, error) {
	if !p.acceptWord("NOT") {
		return p.primary()
	}
	inner, err := p.not()
	return not{inner}, err
}

func (p *parser) primary() (node, error) {
	if p.peek().text == "(" {
		return p.grouped()
	}
	if name, ok := p.functionName(); ok && name != "size" {
		return p.function()
	}
	return p.comparison()
}

// grouped parses what begins with a parenthesis: a condition in parentheses, or a comparison whose first operand
// is in parentheses, as AWS accepts it (https://github.com/architect/dynalite/blob/main/test/scan.js, "should
// calculate size function correctly"). Of two errors it returns that of the attempt which came further.
func (p *parser) grouped() (node, error) {
	start := p.at
	p.next()
	condition, err := p.parens()
	if err == nil {
		return condition, nil
	}
	reached := p.at
	p.at = start
	comparison, second := p.comparison()
	if second != nil && p.at <= reached {
		return nil, err
	}
	return comparison, second
}

func (p *parser) parens() (node, error) {
	inner, err := p.or()
	if err != nil {
		return nil, err
	}
	if _, twice := inner.(parens); twice {
		return nil, attr.Invalid("The expression has redundant parentheses;")
	}
	return parens{inner}, p.expect(")")
}

func (p *parser) comparison() (node, error) {
	left, err := p.operand()
	if err != nil {
		return nil, err
	}
	switch {
	case p.acceptWord("BETWEEN"):
		return p.between(left)
	case p.acceptWord("IN"):
		return p.in(left)
	}
	op := p.peek().text
	if !isComparator(op) {
		return nil, p.syntaxError()
	}
	p.next()
	right, err := p.operand()
	return comparison{op, left, right}, err
}

func isComparator(text string) bool {
	switch text {
	case "=", "<>", "<", "<=", ">", ">=":
		return true
	}
	return false
}

func (p *parser) between(of operand) (node, error) {
	low, err := p.operand()
	if err != nil {
		return nil, err
	}
	if err := p.expectWord("AND"); err != nil {
		return nil, err
	}
	high, err := p.operand()
	return between{of, low, high}, err
}

func (p *parser) in(of operand) (node, error) {
	if err := p.expect("("); err != nil {
		return nil, err
	}
	options, err := p.operands()
	if len(options) > maxIn {
		return nil, attr.Invalidf("Invalid number of operands for operator or function; operator or function: IN, number of operands: %d", len(options))
	}
	return oneOf{of, options}, err
}

// operands parses a list of operands up to the closing parenthesis.
func (p *parser) operands() ([]operand, error) {
	var out []operand
	for {
		o, err := p.operand()
		if err != nil {
			return nil, err
		}
		out = append(out, o)
		if !p.accept(",") {
			return out, p.expect(")")
		}
	}
}

// operand parses a document path, a :value or size(…) of one. It may be in parentheses.
func (p *parser) operand() (operand, error) {
	if !p.accept("(") {
		return p.bareOperand()
	}
	inner, err := p.bareOperand()
	if err != nil {
		return nil, err
	}
	return inner, p.expect(")")
}

func (p *parser) bareOperand() (operand, error) {
	if v, ok := p.value(); ok {
		return v, nil
	}
	name, ok := p.functionName()
	if !ok {
		return p.path()
	}
	if name != "size" {
		return nil, attr.Invalidf("The function is not allowed to be used this way in an expression; function: %s", name)
	}
	args, err := p.arguments(1)
	if err != nil {
		return nil, err
	}
	return sizeOf{args[0]}, nil
}

// arguments parses a function call with count operands.
func (p *parser) arguments(count int) ([]operand, error) {
	name := p.next().text
	p.next() // the parenthesis
	args, err := p.operands()
	if err == nil && len(args) != count {
		err = attr.Invalidf("Incorrect number of operands for operator or function; operator or function: %s, number of operands: %d", name, len(args))
	}
	return args, err
}

func (p *parser) function() (node, error) {
	name, _ := p.functionName()
	switch name {
	case "attribute_exists", "attribute_not_exists":
		args, err := p.pathArguments(name, 1)
		return existence{args[0], name == "attribute_exists"}, err
	case "attribute_type", "begins_with", "contains":
		args, err := p.pathArguments(name, 2)
		return call{name, args[0], args[1]}, err
	case "if_not_exists":
		return nil, attr.Invalidf("The function is not allowed in a condition expression; function: %s", name)
	}
	return nil, attr.Invalidf("Invalid function name; function: %s", name)
}

// pathArguments parses the call of a function whose first argument must be a document path. With an error it
// returns count nil arguments.
func (p *parser) pathArguments(name string, count int) ([]operand, error) {
	args, err := p.arguments(count)
	if err != nil {
		return make([]operand, count), err
	}
	if _, isPath := args[0].(path); !isPath && count == 1 {
		err = attr.Invalidf("Operator or function requires a document path; operator or function: %s", name)
	}
	return args, err
}
