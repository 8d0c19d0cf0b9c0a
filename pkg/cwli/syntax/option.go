package syntax

import "github.com/fanlight/fanlight/pkg/cwli/expr"

// option is a setting before the operands of a command, such as mark=true.
type option struct {
	name string
	read func() // reads the value
}

// options reads settings in any order, each at most once. A name that = does not follow
// ends them: it is returned as the first operand, nil if there is none.
func (p *parser) options(known ...option) *expr.Field {
	seen := map[string]bool{}
	for p.Err() == nil && p.Token().Kind == expr.TokenName {
		t := p.Token()
		field := p.Field("a field")
		if !p.Accept("=") {
			return field
		}
		p.option(t, known, seen)
	}
	return nil
}

func (p *parser) option(t expr.Token, known []option, seen map[string]bool) {
	for _, o := range known {
		if !t.Is(o.name) {
			continue
		}
		if seen[o.name] {
			p.Fail(t.Span, "", "invalid second `%s`: want it once", o.name)
		}
		seen[o.name] = true
		o.read()
		return
	}
	p.Fail(t.Span, "", "unknown option %s: want %s", t.Found(), list(known, func(o option) string { return "`" + o.name + "=`" }))
}

// choice reads one of two words and reports whether it is the first.
func (p *parser) choice(first, second string) bool {
	if p.Accept(first) {
		return true
	}
	p.Expect(second, "or `"+first+"`")
	return false
}

// truth returns the option that sets a variable to true or false.
func (p *parser) truth(name string, value *bool) option {
	return option{name, func() { *value = p.choice("true", "false") }}
}
