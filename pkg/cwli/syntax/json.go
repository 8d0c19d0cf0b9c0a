package syntax

import "github.com/fanlight/fanlight/pkg/cwli/expr"

type (
	// JSON takes parts of a JSON document to new fields.
	JSON struct {
		expr.Span
		Of    *expr.Field // nil: @message
		Parts []*JSONPart
	}

	// JSONPart is a path in a document, keys and indices joined with dots, and the name of
	// its value.
	JSONPart struct {
		Path  string
		Alias *expr.Field
	}
)

// Keyword returns json.
func (*JSON) Keyword() string { return "json" }

// String returns the command's source.
func (j *JSON) String() string {
	of := ""
	if j.Of != nil {
		of = "field=" + j.Of.String() + " "
	}
	return "json " + of + list(j.Parts, (*JSONPart).String)
}

// String returns the source of a part.
func (j *JSONPart) String() string { return expr.Quote(j.Path) + asText(j.Alias) }

func (p *parser) json(word expr.Token) Command {
	c := &JSON{}
	if p.Accept("field") {
		p.Expect("=", "after `field`")
		c.Of = p.Field("a field after `field=`")
	}
	for more := true; more && p.Err() == nil; more = p.Accept(",") {
		part := &JSONPart{Path: p.text("a path in quotes, such as \"user.name\"")}
		p.Expect("as", "and a name after the path")
		part.Alias = p.newName("after `as`")
		c.Parts = append(c.Parts, part)
	}
	c.Span = p.Since(word.Offset)
	return c
}

func (j *JSON) check(c *checker) {
	c.text(j.Of, j.Span)
	for _, part := range j.Parts {
		c.define(part.Alias)
	}
}

func (j *JSON) shape(l *layout) {
	for _, part := range j.Parts {
		l.addFields(part.Alias)
	}
}
