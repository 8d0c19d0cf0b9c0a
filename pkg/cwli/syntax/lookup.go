package syntax

import "github.com/fanlight/fanlight/pkg/cwli/expr"

type (
	// Lookup adds the columns (Output) of the table's row whose Keys are equal to the
	// fields. If several rows are, AWS does not say which counts.
	Lookup struct {
		expr.Span
		Table   string
		Keys    []*LookupField
		Output  []*LookupField
		CIDR    bool // the one key is a range of addresses that the field lies in
		OnlyNew bool // OUTPUTNEW: fields that have a value keep it
	}

	// LookupField is a column of a table and the field that it stands for. Of the key of
	// cidrlookup, the Column may be empty: that with the ranges.
	LookupField struct {
		expr.Span
		Column, Field string
	}
)

// Keyword returns lookup or cidrlookup.
func (l *Lookup) Keyword() string {
	if l.CIDR {
		return "cidrlookup"
	}
	return "lookup"
}

// String returns the command's source.
func (l *Lookup) String() string {
	output := " OUTPUT "
	if l.OnlyNew {
		output = " OUTPUTNEW "
	}
	return l.Keyword() + " " + expr.QuoteName(l.Table) + " " + l.keys() + output + list(l.Output, (*LookupField).String)
}

func (l *Lookup) keys() string {
	if !l.CIDR {
		return list(l.Keys, (*LookupField).String)
	}
	key := l.Keys[0]
	if key.Column == "" {
		return expr.QuoteName(key.Field)
	}
	return expr.QuoteName(key.Field) + " as " + expr.QuoteName(key.Column)
}

// String returns the source of a column and its field.
func (l *LookupField) String() string {
	if l.Column == l.Field {
		return expr.QuoteName(l.Column)
	}
	return expr.QuoteName(l.Column) + " as " + expr.QuoteName(l.Field)
}

func (p *parser) lookup(word expr.Token) Command {
	c := &Lookup{Table: p.newName("of a table after `lookup`").Name}
	c.Keys = p.lookupFields("a column of the table")
	return p.lookupOutput(word, c)
}

// cidrlookup has the field first and the column after as.
func (p *parser) cidrlookup(word expr.Token) Command {
	c := &Lookup{CIDR: true, Table: p.newName("of a table after `cidrlookup`").Name}
	field := p.Field("a field with an address")
	key := &LookupField{Span: field.Span, Field: field.Name}
	if column := p.alias(); column != nil {
		key.Column = column.Name
	}
	c.Keys = []*LookupField{key}
	return p.lookupOutput(word, c)
}

func (p *parser) lookupOutput(word expr.Token, c *Lookup) Command {
	if c.OnlyNew = p.Accept("outputnew"); !c.OnlyNew {
		p.Expect("OUTPUT", "or `OUTPUTNEW` and columns of the table")
	}
	c.Output = p.lookupFields("a column of the table")
	c.Span = p.Since(word.Offset)
	return c
}

func (p *parser) lookupFields(wanted string) (list []*LookupField) {
	for more := true; more && p.Err() == nil; more = p.Accept(",") {
		column := p.Field(wanted)
		f := &LookupField{Span: column.Span, Column: column.Name, Field: column.Name}
		if alias := p.alias(); alias != nil {
			f.Field = alias.Name
		}
		list = append(list, f)
	}
	return list
}

func (l *Lookup) check(c *checker) {
	for _, key := range l.Keys {
		c.value(&expr.Field{Span: key.Span, Name: key.Field})
	}
	for _, output := range l.Output {
		c.add(output.Field)
	}
}

func (l *Lookup) shape(out *layout) {
	for _, output := range l.Output {
		out.add(named(output.Field))
	}
}
