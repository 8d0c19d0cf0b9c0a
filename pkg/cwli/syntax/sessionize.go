package syntax

import "github.com/fanlight/fanlight/pkg/cwli/expr"

// Sessionize numbers the sessions of the events with the same Fields: one ends when
// MaxSpan has passed without an event.
type Sessionize struct {
	expr.Span
	Fields  []*expr.Field
	MaxSpan *expr.Period // nil: 30 minutes
	Alias   *expr.Field  // nil: session_id
}

// Keyword returns sessionize.
func (*Sessionize) Keyword() string { return "sessionize" }

// String returns the command's source.
func (s *Sessionize) String() string {
	text := "sessionize " + nameList(s.Fields)
	if s.MaxSpan != nil {
		text += " maxspan " + s.MaxSpan.String()
	}
	return text + asText(s.Alias)
}

func (p *parser) sessionize(word expr.Token) Command {
	c := &Sessionize{Fields: p.fieldList("a field after `sessionize`")}
	if p.Accept("maxspan") {
		c.MaxSpan = p.Period("a period such as 1h after `maxspan`")
	}
	c.Alias = p.alias()
	c.Span = p.Since(word.Offset)
	return c
}

func (s *Sessionize) check(c *checker) {
	c.fields(s.Fields)
	c.define(s.Alias)
	c.add("session_id")
}

func (s *Sessionize) shape(l *layout) {
	if s.Alias != nil {
		l.addFields(s.Alias)
		return
	}
	l.add(named("session_id"))
}
