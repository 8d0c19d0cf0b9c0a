package syntax

import (
	"strings"

	"github.com/fanlight/fanlight/pkg/cwli/expr"
)

func (p *parser) parse(word expr.Token) Command {
	c := &Extract{}
	mode := p.parsed(c)
	p.parseMode(c, mode)
	p.refuseMulti(c)
	c.Span = p.Since(word.Offset)
	return c
}

// parsed reads the field, if there is one, and returns the keyword of the mode if it
// has been read: it may be the field's name.
func (p *parser) parsed(c *Extract) (mode expr.Token) {
	t := p.Token()
	if t.Kind != expr.TokenName {
		return expr.Token{}
	}
	field := p.Field("a field or a pattern after `parse`")
	if p.isMode(t) {
		return t
	}
	c.Of = field
	if next := p.Token(); next.Kind == expr.TokenName {
		p.Advance()
		if !p.isMode(next) {
			p.wantMode(next, t)
		}
		return next
	}
	return expr.Token{}
}

// isMode reports whether the token is the keyword of a mode, and the current one what
// follows it. After XML that is a path, which begins with a slash.
func (p *parser) isMode(t expr.Token) bool {
	if t.Is("xml") {
		return p.Token().Kind == expr.TokenText && strings.HasPrefix(p.Token().Value, "/")
	}
	return (t.Is("logfmt") || t.Is("csv")) && p.Is("as")
}

func (p *parser) wantMode(t, before expr.Token) {
	hint := ""
	switch {
	case before.Is("logfmt"), before.Is("csv"), before.Is("xml"):
		hint = "write the mode after the field, as in parse @message logfmt as lf"
	case t.Is("logfmt"), t.Is("csv"):
		hint = "write `as` and a name after it"
	case t.Is("xml"):
		hint = "write a path after it that begins with a slash, as in XML '/event/level' as level"
	}
	p.Fail(t.Span, hint, "invalid %s: want a pattern in quotes, a /regular expression/, `logfmt as`, `csv as` or `XML` and a path", t.Found())
}

func (p *parser) parseMode(c *Extract, mode expr.Token) {
	switch t := p.Token(); {
	case mode.Is("logfmt"):
		c.Mode = Logfmt
		p.one(c)
	case mode.Is("csv"):
		c.Mode = CSV
		c.Aliases = p.aliases()
	case mode.Is("xml"):
		c.Mode, c.Pattern = XML, p.Advance().Value
		p.one(c)
	case p.Is("/"):
		p.parseRegex(c)
	case t.Kind == expr.TokenText:
		p.glob(c)
	case p.Is("("):
		p.Unexpected("a field after `parse`", "give the call a name in `fields` before")
	default:
		p.wantMode(t, expr.Token{})
	}
}

// one reads the one alias of a mode.
func (p *parser) one(c *Extract) {
	p.Expect("as", "and a name")
	c.Aliases = []*expr.Field{p.newName("after `as`")}
}

func (p *parser) glob(c *Extract) {
	t := p.Advance()
	c.Pattern = t.Value
	if start := p.Token().Offset; p.bareName() {
		c.Aliases = p.nameList()
		c.Bare = p.Since(start)
	} else {
		c.Aliases = p.aliases()
	}
	if stars := strings.Count(t.Value, "*"); (stars > 0 || t.Value == "") && stars != len(c.Aliases) {
		p.Fail(t.Span, "", "invalid pattern: want a name for each *, not %d for %d", len(c.Aliases), stars)
	}
}

// bareName reports whether names follow a glob without as: queries in use have them, as in
// parse "[*] *" a, b. The name of a command is more likely to be one whose bar is missing.
func (p *parser) bareName() bool {
	t := p.Token()
	_, command := LookupCommand(t.Value)
	return t.Kind == expr.TokenName && !t.Is("as") && !t.Is("multi") && (t.Quoted || !command)
}

func (p *parser) parseRegex(c *Extract) {
	c.Mode, c.Regex = Regexp, p.regex()
	if c.Regex == nil {
		return
	}
	names := c.Regex.Groups()
	if p.Is("as") {
		c.Aliases = p.groupAliases(c.Regex, names)
		return
	}
	c.Aliases = groupFields(c.Regex.Span, names)
	if namedCount(names) == 0 {
		p.Fail(c.Regex.Span, "as in (?<status>\\d+)", "invalid regular expression: want a group with a name")
	}
	c.Multi = p.Accept("multi")
}

// groupAliases reads a name for each group, or for each group that has one.
func (p *parser) groupAliases(re *expr.Regex, groups []string) []*expr.Field {
	aliases := p.aliases()
	all := make([]*expr.Field, len(groups))
	next := 0
	for i, name := range groups {
		if (name != "" || len(aliases) == len(groups)) && next < len(aliases) {
			all[i] = aliases[next]
			next++
		}
	}
	if next < len(aliases) || next < namedCount(groups) {
		p.Fail(re.Span, "", "invalid regular expression: want a name for each group, not %d for %d", len(aliases), len(groups))
	}
	return all
}

// refuseMulti reports multi after names: the service refuses it there, though its page
// on parse shows it.
func (p *parser) refuseMulti(c *Extract) {
	if p.Is("multi") && c.Mode == Regexp {
		p.Fail(p.Token().Span, "as in parse @message /(?<ip>[0-9.]+)/ multi", "invalid `multi` after `as`: want names in the groups, and `multi` after the expression")
	}
}

func namedCount(names []string) (n int) {
	for _, name := range names {
		if name != "" {
			n++
		}
	}
	return n
}

// groupFields returns the fields of groups, nil for a group without a name.
func groupFields(at expr.Span, names []string) []*expr.Field {
	fields := make([]*expr.Field, len(names))
	for i, name := range names {
		if name != "" {
			fields[i] = &expr.Field{Span: at, Name: name}
		}
	}
	return fields
}
