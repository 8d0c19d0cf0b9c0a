package syntax

import (
	"strings"

	"github.com/fanlight/fanlight/pkg/cwli/expr"
)

const sourceWanted = "a log group in quotes, `logGroups(…)`, `dataSource(…)` or `logGroupTags(…)`"

func (p *parser) source(word expr.Token) Command {
	c := &Source{}
	parts := 0
	for p.Err() == nil && !p.Is("|") && !p.Is(")") && p.Token().Kind != expr.TokenEnd {
		p.sourcePart(c)
		parts++
	}
	if parts == 0 {
		p.Unexpected(sourceWanted)
	}
	c.Span = p.Since(word.Offset)
	return c
}

func (p *parser) sourcePart(c *Source) {
	t := p.Token()
	if t.Kind != expr.TokenText && t.Kind != expr.TokenName {
		p.Unexpected(sourceWanted)
		return
	}
	p.Advance()
	switch {
	case t.Kind == expr.TokenName && p.Accept("="):
		p.sourceTime(c, t)
	case t.Kind == expr.TokenName && p.Is("("):
		p.selection(c, t)
	case t.Value == "":
		p.Fail(t.Span, "", "invalid log group \"\": want a name")
	case c.Group != "":
		p.Fail(t.Span, "write a SOURCE for each", "invalid second log group: want one in a SOURCE")
	default:
		c.Group = t.Value
	}
}

// sourceTime reads the value of start= or end=, such as -1d, now, 1729728200 or
// 2026-01-31T12:30:00Z.
func (p *parser) sourceTime(c *Source, name expr.Token) {
	t := p.Token()
	value := t.Value
	if t.Kind == expr.TokenText {
		p.Advance()
	} else {
		value = p.Word("a time, such as -1d or now")
	}
	switch {
	case value == "":
		p.Fail(t.Span, "", "invalid time \"\": want one such as -1d or now")
	case name.Is("start"):
		c.Start = value
	case name.Is("end"):
		c.End = value
	default:
		p.Fail(name.Span, "", "unknown option %s: want `start=` or `end=`", name.Found())
	}
}

// selection reads what follows the name of a function.
func (p *parser) selection(c *Source, name expr.Token) {
	p.Expect("(", "")
	switch {
	case name.Is("logGroups") && c.LogGroups == nil:
		c.LogGroups = &LogGroups{}
		p.logGroups(c.LogGroups)
	case name.Is("dataSource") && c.DataSources == nil:
		c.DataSources = p.texts("dataSource", maxDataSources)
	case name.Is("logGroupTags") && c.Tags == nil:
		c.Tags = p.tags()
	default:
		p.Fail(name.Span, "", "invalid %s: want `logGroups`, `dataSource` or `logGroupTags`, each once", name.Found())
	}
	p.Expect(")", "to close `"+name.Value+"`")
}

// argument is a list of values and its name.
type argument struct {
	name   string
	other  string // what AWS's pages call it too
	values *[]string
	most   int
}

func (l *LogGroups) arguments() []argument {
	return []argument{
		{"accountIdentifier", "accountIdentifiers", &l.Accounts, maxAccounts},
		{"namePrefix", "namePrefixes", &l.Prefixes, maxPrefixes},
		{"class", "logGroupClass", &l.Classes, maxClasses},
	}
}

func (p *parser) logGroups(l *LogGroups) {
	if p.Is(")") {
		return
	}
	for more := true; more && p.Err() == nil; more = p.Accept(",") {
		p.logGroupsArgument(l)
	}
}

func (p *parser) logGroupsArgument(l *LogGroups) {
	t := p.Token()
	for _, arg := range l.arguments() {
		if (!t.Is(arg.name) && !t.Is(arg.other)) || *arg.values != nil {
			continue
		}
		p.Advance()
		p.Expect(":", "after `"+arg.name+"`")
		*arg.values = p.names(arg)
		return
	}
	p.Unexpected("`namePrefix`, `accountIdentifier` or `class`, each once")
}

// names reads the value of an argument of logGroups. The console writes one string without
// brackets, and no string as an empty list
// (https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_StartQuery.html
// has 'accountId' = '…' in the list).
func (p *parser) names(arg argument) []string {
	if p.Token().Kind == expr.TokenText {
		return []string{p.text("")}
	}
	start := p.Token()
	p.Expect("[", "and the list of `"+arg.name+"`")
	values := []string{}
	for more := !p.Is("]"); more && p.Err() == nil; more = p.Accept(",") {
		value := p.text("a string in the list of `" + arg.name + "`")
		if strings.EqualFold(value, "accountId") && p.Accept("=") {
			value = p.text("an account")
		}
		values = append(values, value)
	}
	p.Expect("]", "to close the list of `"+arg.name+"`")
	p.checkCount(start, values, arg.name, arg.most)
	return values
}

func (p *parser) checkCount(start expr.Token, values []string, what string, most int) {
	if len(values) > most {
		p.Fail(p.Since(start.Offset), "", "invalid list of %d strings for `%s`: want at most %d", len(values), what, most)
	}
}

// texts reads a list of strings.
func (p *parser) texts(what string, most int) (values []string) {
	start := p.Token()
	p.Expect("[", "and the list of `"+what+"`")
	for more := true; more && p.Err() == nil; more = p.Accept(",") {
		values = append(values, p.text("a string in the list of `"+what+"`"))
	}
	p.Expect("]", "to close the list of `"+what+"`")
	p.checkCount(start, values, what, most)
	return values
}

func (p *parser) tags() (tags []*SourceTag) {
	start := p.Token()
	p.Expect("[", "and a list of tags")
	for more := true; more && p.Err() == nil; more = p.Accept(",") {
		tags = append(tags, p.tag())
	}
	p.Expect("]", "to close the list of tags")
	if len(tags) > maxTags {
		p.Fail(p.Since(start.Offset), "", "invalid list of %d tags: want at most %d", len(tags), maxTags)
	}
	return tags
}

// tag reads {"key": "team", "values": ["a"]}.
func (p *parser) tag() *SourceTag {
	tag := &SourceTag{}
	start := p.Token()
	p.Expect("{", "and a tag")
	for more := true; more && p.Err() == nil; more = p.Accept(",") {
		at := p.Token().Span
		switch name := p.text("\"key\" or \"values\""); {
		case strings.EqualFold(name, "key") && tag.Key == "":
			p.Expect(":", "after \"key\"")
			tag.Key = p.text("the key of a tag")
		case strings.EqualFold(name, "values") && tag.Values == nil:
			p.Expect(":", "after \"values\"")
			tag.Values = p.texts("values", maxTagValues)
		default:
			p.Fail(at, "", "invalid %s: want \"key\" and \"values\", each once", expr.Quote(expr.Shorten(name)))
		}
	}
	p.Expect("}", "to close the tag")
	if tag.Key == "" {
		p.Fail(p.Since(start.Offset), "", "invalid tag without a key: want {\"key\": …, \"values\": […]}")
	}
	return tag
}
