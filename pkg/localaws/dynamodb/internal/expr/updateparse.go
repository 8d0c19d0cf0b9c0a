package expr

import (
	"strings"

	"github.com/fanlight/fanlight/pkg/localaws/dynamodb/internal/attr"
)

func parseUpdate(text string) (*updateTree, error) {
	p, err := newParser(text)
	if err != nil {
		return nil, err
	}
	tree := &updateTree{}
	seen := map[string]bool{}
	for p.peek().kind != tokenEnd {
		section := strings.ToUpper(p.peek().text)
		if seen[section] {
			return nil, attr.Invalidf("The %q section can only be used once in an update expression;", section)
		}
		seen[section] = true
		if err := p.section(section, tree); err != nil {
			return nil, err
		}
	}
	tree.usage = p.usage
	return tree, nil
}

func (p *parser) section(name string, tree *updateTree) error {
	if p.peek().kind != tokenWord {
		return p.syntaxError()
	}
	read, ok := map[string]func(*updateTree) error{
		"SET":    p.set,
		"REMOVE": p.remove,
		"ADD":    func(t *updateTree) error { return p.clause(t, &t.adds) },
		"DELETE": func(t *updateTree) error { return p.clause(t, &t.deletes) },
	}[name]
	if !ok {
		return p.syntaxError()
	}
	p.next()
	return p.separated(func() error { return read(tree) })
}

// separated parses one or more clauses separated by commas.
func (p *parser) separated(clause func() error) error {
	for {
		if err := clause(); err != nil || !p.accept(",") {
			return err
		}
	}
}

func (p *parser) target(t *updateTree) (path, error) {
	at, err := p.path()
	t.targets = append(t.targets, at)
	return at, err
}

func (p *parser) set(t *updateTree) error {
	at, err := p.target(t)
	if err != nil {
		return err
	}
	if err := p.expect("="); err != nil {
		return err
	}
	value, err := p.setValue()
	t.sets = append(t.sets, assignment{at, value})
	return err
}

func (p *parser) remove(t *updateTree) error {
	at, err := p.target(t)
	t.removes = append(t.removes, at)
	return err
}

func (p *parser) clause(t *updateTree, list *[]clause) error {
	at, err := p.target(t)
	if err != nil {
		return err
	}
	value, ok := p.value()
	if !ok {
		return p.syntaxError()
	}
	*list = append(*list, clause{at, value})
	return nil
}

// setValue parses an operand, or the sum or difference of two. The whole and each operand may be in
// parentheses, as in dynalite's grammar, whose tests run on AWS too
// (https://github.com/architect/dynalite/blob/main/test/updateItem.js, "should update nested attributes").
func (p *parser) setValue() (setValue, error) {
	if !p.accept("(") {
		return p.setSum(p.setTerm())
	}
	inner, err := p.setSum(p.setTerm())
	if err == nil {
		err = p.expect(")")
	}
	if _, whole := inner.(sum); whole || err != nil {
		return inner, err
	}
	return p.setSum(inner, nil)
}

// setSum parses the operator and the right operand after a left one, if there are any.
func (p *parser) setSum(left setValue, err error) (setValue, error) {
	op := p.peek().text
	if err != nil || !p.accept("+") && !p.accept("-") {
		return left, err
	}
	right, err := p.setTerm()
	return sum{op, left, right}, err
}

// setTerm parses an operand, which may be in parentheses.
func (p *parser) setTerm() (setValue, error) {
	if !p.accept("(") {
		return p.setOperand()
	}
	inner, err := p.setOperand()
	if err != nil {
		return nil, err
	}
	return inner, p.expect(")")
}

func (p *parser) setOperand() (setValue, error) {
	if v, ok := p.value(); ok {
		return read{v}, nil
	}
	name, ok := p.functionName()
	switch {
	case !ok:
		at, err := p.path()
		return read{at}, err
	case name == "if_not_exists":
		return p.ifNotExists()
	case name == "list_append":
		return p.listAppend()
	default:
		return nil, attr.Invalidf("Invalid function name; function: %s", name)
	}
}

func (p *parser) ifNotExists() (setValue, error) {
	p.next()
	p.next()
	at, err := p.path()
	if err != nil {
		return nil, err
	}
	if err := p.expect(","); err != nil {
		return nil, err
	}
	otherwise, err := p.setTerm()
	if err != nil {
		return nil, err
	}
	return ifNotExists{at, otherwise}, p.expect(")")
}

func (p *parser) listAppend() (setValue, error) {
	p.next()
	p.next()
	first, err := p.setTerm()
	if err != nil {
		return nil, err
	}
	if err := p.expect(","); err != nil {
		return nil, err
	}
	second, err := p.setTerm()
	if err != nil {
		return nil, err
	}
	return listAppend{first, second}, p.expect(")")
}
