package syntax

import (
	"strconv"
	"strings"
)

func (p *parser) query() *Query {
	start := p.token.Offset
	q := &Query{}
	if p.token.is("|") {
		p.unexpected("a command", "start with a command, not with `|`")
	}
	for more := true; more && p.err == nil; more = p.accept("|") {
		if c := p.command(); c != nil {
			q.Commands = append(q.Commands, c)
		}
	}
	if p.token.kind != end {
		p.unexpected("`|` or the end of the query")
	}
	q.Span = p.since(start)
	return q
}

func (p *parser) command() Command {
	if p.token.kind != name || p.token.quoted {
		hint := "such as fields, filter or stats"
		if p.token.is("|") {
			hint = "separate commands with one `|`, join conditions with `or`"
		}
		p.unexpected("a command", hint)
		return nil
	}
	word := p.advance()
	switch strings.ToLower(word.value) {
	case "fields":
		columns := p.columns()
		return &Fields{p.since(word.Offset), columns}
	case "display":
		columns := p.columns()
		return &Display{p.since(word.Offset), columns}
	case "filter", "where":
		condition := p.expression(bindNothing)
		return &Filter{p.since(word.Offset), condition}
	case "stats":
		return p.stats(word)
	case "sort":
		return p.sort(word)
	case "limit":
		return p.limit(word)
	}
	p.unknownCommand(word)
	return nil
}

func (p *parser) unknownCommand(word token) {
	if known, ok := unsupportedCommands[strings.ToLower(word.value)]; ok {
		p.refuse(word.Span, "`"+known+"`")
		return
	}
	hint := suggestName(word.value, commandNames, unsupportedCommands)
	if _, bind := p.infix(); bind != bindNothing {
		hint = "write `filter` before a condition"
	}
	p.failAt(word.Span, hint, "unknown command %s", word.found())
}

func (p *parser) columns() (list []*Column) {
	for more := true; more && p.err == nil; more = p.accept(",") {
		list = append(list, p.column())
	}
	return list
}

func (p *parser) column() *Column {
	start, mark := p.token.Offset, len(p.past)
	c := &Column{Expr: p.expression(bindNothing)}
	c.Source = p.source(mark)
	if p.accept("as") {
		c.Alias = p.alias()
	}
	c.Span = p.since(start)
	return c
}

func (p *parser) alias() string {
	if p.token.kind != name {
		p.unexpected("a name after `as`")
	}
	return p.advance().value
}

func (p *parser) stats(word token) Command {
	c := &Stats{Values: p.columns()}
	if p.accept("by") {
		c.By = p.columns()
	}
	if p.token.is("offset") {
		p.refuse(p.token.Span, "`offset`")
	}
	c.Span = p.since(word.Offset)
	return c
}

func (p *parser) sort(word token) Command {
	c := &Sort{}
	p.accept("by")
	for more := true; more && p.err == nil; more = p.accept(",") {
		c.Keys = append(c.Keys, p.sortKey())
	}
	c.Span = p.since(word.Offset)
	return c
}

// sortKey reads a key and its direction. AWS documents no default; here it is
// ascending, as in SQL.
func (p *parser) sortKey() *SortKey {
	start := p.token.Offset
	k := &SortKey{Expr: p.expression(bindNothing)}
	if !p.accept("asc") {
		k.Descending = p.accept("desc")
	}
	k.Span = p.since(start)
	return k
}

// MaxLimit is the largest number of rows, in the limit command and in StartQuery
// (https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CWL_QuerySyntax-Limit.html).
const MaxLimit = 100_000

func (p *parser) limit(word token) Command {
	if p.token.is("any") {
		p.refuse(p.token.Span, "`limit any`")
		return nil
	}
	if p.token.kind != number {
		p.unexpected("a number after `limit`")
		return nil
	}
	t := p.advance()
	n, err := strconv.Atoi(t.value)
	if err != nil || n < 1 || n > MaxLimit {
		p.failAt(t.Span, "", "invalid limit %s: want a whole number from 1 to %d", t.value, MaxLimit)
	}
	return &Limit{p.since(word.Offset), n}
}
