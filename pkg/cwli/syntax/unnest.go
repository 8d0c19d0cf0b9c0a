package syntax

import "github.com/fanlight/fanlight/pkg/cwli/expr"

type (
	// Unnest makes a row for each element of a list. Without an Alias the element has the
	// list's name.
	Unnest struct {
		expr.Span
		List  *expr.Field
		Alias *expr.Field
	}

	// Expand makes a row for each element of a field that is a JSON array, in which the
	// field has the element. A list of split stays as it is.
	Expand struct {
		expr.Span
		Field *expr.Field
		Split bool // the field is a list that split has made
	}
)

// Keyword returns unnest.
func (*Unnest) Keyword() string { return "unnest" }

// Keyword returns expand.
func (*Expand) Keyword() string { return "expand" }

// String returns the command's source.
func (u *Unnest) String() string {
	if u.Alias == nil {
		return "unnest " + u.List.String()
	}
	return "unnest " + u.List.String() + " into " + u.Alias.String()
}

// String returns the command's source.
func (e *Expand) String() string { return "expand " + e.Field.String() }

func (p *parser) unnest(word expr.Token) Command {
	c := &Unnest{List: p.Field("a field after `unnest`")}
	if p.Accept("into") {
		c.Alias = p.newName("after `into`")
	}
	c.Span = p.Since(word.Offset)
	return c
}

func (p *parser) expand(word expr.Token) Command {
	field := p.Field("a field after `expand`")
	return &Expand{Span: p.Since(word.Offset), Field: field}
}

// check refuses what split makes, as the service does, though it is a list.
func (u *Unnest) check(c *checker) {
	c.value(u.List)
	if c.made[u.List.Name] == "split" {
		c.Fail(u.List.Span, "it takes lists of jsonParse", "invalid `%s` in `unnest`: want a list that `split` has not made", u.List)
	}
	if u.Alias == nil {
		delete(c.made, u.List.Name) // it has the element from here on
	}
	c.define(u.Alias)
}

// check notes a list of split: in a run of the service in June 2026, expand left it as it
// was. AWS's page has JSON arrays only.
func (e *Expand) check(c *checker) {
	c.value(e.Field)
	if e.Split = c.made[e.Field.Name] == "split"; e.Split {
		c.note(e.Field.Span, "expand a JSON array", "`expand` leaves `%s` as it is: `split` has made it", shortened(e.Field))
		return
	}
	delete(c.made, e.Field.Name)
}

func (u *Unnest) shape(l *layout) {
	if u.Alias != nil {
		l.addFields(u.Alias)
		return
	}
	l.addFields(u.List)
}

func (e *Expand) shape(l *layout) { l.addFields(e.Field) }
