package syntax

import (
	"fmt"
	"strings"

	"github.com/fanlight/fanlight/pkg/cwli/expr"
	"github.com/fanlight/fanlight/pkg/suggest"
)

// MaxLength is the longest query that StartQuery takes. AWS counts characters;
// here they are bytes
// (https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_StartQuery.html).
const MaxLength = 10_000

// Parse reads a query and checks it. The error is an *expr.Error: the first mistake in
// the order of the text, those of the grammar before all others.
func Parse(text string) (*Query, error) {
	if len(text) > MaxLength {
		return nil, &expr.Error{Offset: MaxLength, End: len(text), Message: fmt.Sprintf("invalid query of %d bytes: want at most %d", len(text), MaxLength)}
	}
	p := newParser(text)
	q := p.query()
	if p.Token().Kind != expr.TokenEnd {
		p.unexpectedRest("`|` or the end of the query")
	}
	if p.Err() == nil {
		check(p, q)
	}
	if err := p.Err(); err != nil {
		return nil, err
	}
	return q, nil
}

// parser reads commands, and expressions with the parser of package expr.
type parser struct {
	*expr.Parser
	written string
	inside  bool // a subquery
}

func newParser(text string) *parser {
	p := &parser{written: text}
	p.Parser = expr.NewParser(text, func(*expr.Parser) expr.Subquery { return p.subquery() })
	return p
}

// query reads commands up to the end, or to what cannot follow a command.
func (p *parser) query() *Query {
	start := p.Token().Offset
	q := &Query{}
	if p.Is("|") {
		p.Unexpected("a command", "start with a command, not with `|`")
	}
	for more := true; more && p.Err() == nil; more = p.Accept("|") {
		if c := p.command(); c != nil {
			q.Commands = append(q.Commands, c)
		}
	}
	q.Span = p.Since(start)
	return q
}

// subquery reads a query between parentheses, up to the closing one.
func (p *parser) subquery() *Subquery {
	start := p.Token()
	if p.inside {
		p.Fail(start.Span, "", "invalid subquery inside a subquery: want one level")
	}
	p.inside = true
	q := p.query()
	p.inside = false
	if !p.Is(")") {
		p.unexpectedRest("`|` or `)` to close the subquery")
	}
	return &Subquery{p.Since(start.Offset), q}
}

// parenthesized reads a subquery with its parentheses.
func (p *parser) parenthesized(where string) *Subquery {
	p.Expect("(", where)
	s := p.subquery()
	p.Expect(")", "to close the subquery")
	return s
}

func (p *parser) command() Command {
	word := p.Token()
	if word.Kind != expr.TokenName || word.Quoted {
		hint := "such as fields, filter or stats"
		if p.Is("|") {
			hint = "separate commands with one `|`, join conditions with `or`"
		}
		p.Unexpected("a command", hint)
		return nil
	}
	p.Advance()
	d, ok := LookupCommand(word.Value)
	if !ok {
		p.unknownCommand(word)
		return nil
	}
	return d.parse(p, word)
}

func (p *parser) unknownCommand(word expr.Token) {
	f, function := expr.Lookup(word.Value)
	hint := "such as fields, filter or stats"
	near := suggest.Nearest(word.Value, names)
	switch {
	case p.Operator():
		hint = "write `filter` before a condition"
	case function && f.Result == expr.GivesAggregate:
		hint = "call it in `stats`, as in stats " + f.Name + "(…)"
	case function:
		hint = "call it in `fields`, as in fields " + f.Name + "(…)"
	case near != "":
		hint = "did you mean `" + near + "`?"
	}
	p.Fail(word.Span, hint, "unknown command %s", word.Found())
}

// unexpectedRest reports what follows a command and is not a part of it.
func (p *parser) unexpectedRest(wanted string) {
	t := p.Token()
	_, command := LookupCommand(t.Value)
	switch {
	case t.Kind != expr.TokenName:
		p.Unexpected(wanted)
	case strings.HasSuffix(p.written[:t.Offset], "/"):
		p.Unexpected(wanted, "write flags in the regular expression, as in /(?i)error/")
	case command:
		p.Unexpected(wanted, "write `|` between commands")
	default:
		p.Unexpected(wanted)
	}
}

// fieldList reads names with commas between.
func (p *parser) fieldList(wanted string) (list []*expr.Field) {
	for more := true; more && p.Err() == nil; more = p.Accept(",") {
		list = append(list, p.Field(wanted))
	}
	return list
}

// newName reads a name that the command gives: any word will do.
func (p *parser) newName(where string) *expr.Field {
	return p.Name("a name " + where)
}

// alias reads the name after as; nil without one.
func (p *parser) alias() *expr.Field {
	if !p.Accept("as") {
		return nil
	}
	return p.newName("after `as`")
}

// aliases reads the names after as, with commas between.
func (p *parser) aliases() []*expr.Field {
	p.Expect("as", "and a name")
	return p.nameList()
}

// nameList reads new names with commas between.
func (p *parser) nameList() (list []*expr.Field) {
	for more := true; more && p.Err() == nil; more = p.Accept(",") {
		list = append(list, p.newName("after `as`"))
	}
	return list
}

// text reads a string.
func (p *parser) text(wanted string) string {
	if p.Token().Kind != expr.TokenText {
		p.Unexpected(wanted)
	}
	return p.Advance().Value
}
