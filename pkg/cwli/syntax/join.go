package syntax

import (
	"strings"

	"github.com/fanlight/fanlight/pkg/cwli/expr"
)

// Join adds the fields of the rows of another query whose RightField is equal to
// LeftField. Their names are those of the fields after LeftName or RightName and a dot.
type Join struct {
	expr.Span
	Outer                 bool // type=left: rows without a match stay
	LeftName, RightName   string
	LeftField, RightField string // without the names
	Query                 *Subquery
}

// Keyword returns join.
func (*Join) Keyword() string { return "join" }

// String returns the command's source.
func (j *Join) String() string {
	kind := "inner"
	if j.Outer {
		kind = "left"
	}
	return "join type=" + kind + " left=" + expr.QuoteName(j.LeftName) + " right=" + expr.QuoteName(j.RightName) +
		" where " + expr.QuoteName(j.LeftName+"."+j.LeftField) + " = " + expr.QuoteName(j.RightName+"."+j.RightField) +
		" (" + j.Query.String() + ")"
}

func (p *parser) join(word expr.Token) Command {
	c := &Join{}
	where := p.options(
		option{"type", func() { c.Outer = p.choice("left", "inner") }},
		option{"left", func() { c.LeftName = p.newName("after `left=`").Name }},
		option{"right", func() { c.RightName = p.newName("after `right=`").Name }})
	switch {
	case p.Err() != nil:
	case where == nil || !strings.EqualFold(where.Name, "where"):
		p.Unexpected("`where` and the fields to join by")
	case c.LeftName == "" || c.RightName == "" || c.LeftName == c.RightName:
		p.Fail(word.Span, "as in left=api right=lambda", "invalid `join`: want two different names of the sides, `left=` and `right=`")
	}
	c.LeftField, c.RightField = p.joinKeys(c)
	c.Query = p.parenthesized("and the query to join with")
	c.Span = p.Since(word.Offset)
	return c
}

// joinKeys reads left.field = right.field, in either order.
func (p *parser) joinKeys(c *Join) (left, right string) {
	a := p.Field("a field of the left side")
	p.Expect("=", "between the fields to join by")
	b := p.Field("a field of the right side")
	if strings.HasPrefix(a.Name, c.RightName+".") {
		a, b = b, a
	}
	return p.side(a, c.LeftName), p.side(b, c.RightName)
}

// side returns the field's name without that of its side.
func (p *parser) side(f *expr.Field, name string) string {
	rest, ok := strings.CutPrefix(f.Name, name+".")
	if !ok {
		p.Fail(f.Span, "", "invalid `%s`: want a field behind the name of a side, such as %s.requestId", f, expr.Shorten(name))
	}
	return rest
}

func (j *Join) check(c *checker) {
	c.subquery(j.Query)
	c.closed = false
}

// shape adds the columns of the right side, after its name. AWS does not say which there
// are, so that they are open.
func (j *Join) shape(l *layout) {
	for _, column := range j.Query.Query.layout().columns() {
		l.joined = append(l.joined, named(j.RightName+"."+column.Name())...)
	}
	l.open = true
}
