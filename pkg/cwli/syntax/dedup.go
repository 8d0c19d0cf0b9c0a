package syntax

import "github.com/fanlight/fanlight/pkg/cwli/expr"

// Dedup keeps of the rows with the same Fields the first one in their order, and all
// rows in which one of the Fields is absent.
type Dedup struct {
	expr.Span
	Fields []*expr.Field
}

// Keyword returns dedup.
func (*Dedup) Keyword() string { return "dedup" }

// String returns the command's source.
func (d *Dedup) String() string { return "dedup " + nameList(d.Fields) }

func (p *parser) dedup(word expr.Token) Command {
	fields := p.fieldList("a field after `dedup`")
	return &Dedup{p.Since(word.Offset), fields}
}

func (d *Dedup) check(c *checker) {
	c.fields(d.Fields)
	for _, field := range d.Fields {
		c.noStructure(field, "dedup")
	}
}
