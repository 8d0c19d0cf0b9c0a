package syntax

import "github.com/fanlight/fanlight/pkg/cwli/expr"

// Outlier finds numbers that are further from the middle half of a field's values than
// Param times that half's width, above it or with UseLower below it too, and changes
// them to that bound, or with Remove drops their rows.
type Outlier struct {
	expr.Span
	Remove   bool
	Param    *expr.Number // nil: 2.5
	UseLower bool
	Mark     bool // adds a field that says whether the row has one
	Fields   []*expr.Field
}

// Keyword returns outlier.
func (*Outlier) Keyword() string { return "outlier" }

// String returns the command's source.
func (o *Outlier) String() string {
	s := "outlier"
	if o.Remove {
		s += " action=remove"
	}
	if o.Param != nil {
		s += " param=" + o.Param.String()
	}
	if o.UseLower {
		s += " uselower=true"
	}
	if o.Mark {
		s += " mark=true"
	}
	for _, f := range o.Fields {
		s += " " + f.String()
	}
	return s
}

func (p *parser) outlier(word expr.Token) Command {
	c := &Outlier{}
	first := p.options(
		option{"action", func() { c.Remove = p.choice("remove", "transform") }},
		option{"param", func() { c.Param = p.numberAfter("param=") }},
		p.truth("uselower", &c.UseLower), p.truth("mark", &c.Mark))
	if first == nil {
		p.Unexpected("a field after `outlier`")
	}
	for c.Fields = append(c.Fields, first); p.Err() == nil && p.Token().Kind == expr.TokenName; {
		c.Fields = append(c.Fields, p.Field("a field"))
	}
	c.Span = p.Since(word.Offset)
	return c
}

func (p *parser) numberAfter(what string) *expr.Number {
	x := p.Expression()
	n, ok := x.(*expr.Number)
	if !ok && p.Err() == nil {
		p.Fail(x.Range(), "", "invalid `%s` after `%s`: want a number", x, what)
	}
	return n
}

func (o *Outlier) check(c *checker) { c.fields(o.Fields) }

// shape leaves the columns open with mark=true: AWS does not name the field.
func (o *Outlier) shape(l *layout) { l.open = l.open || o.Mark }
