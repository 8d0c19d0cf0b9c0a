package syntax

import "github.com/fanlight/fanlight/pkg/cwli/expr"

// AddTotals adds a column with the sum of a row's numbers (Row), and a row with the sums
// of columns (Column).
type AddTotals struct {
	expr.Span
	Name        string // of the column
	Row, Column bool
	Fields      []*expr.Field // none: all
}

// Keyword returns addtotals.
func (*AddTotals) Keyword() string { return "addtotals" }

// String returns the command's source.
func (a *AddTotals) String() string {
	s := "addtotals"
	if a.Name != totalName {
		s += " fieldname=" + expr.QuoteName(a.Name)
	}
	if !a.Row {
		s += " row=false"
	}
	if a.Column {
		s += " col=true"
	}
	if len(a.Fields) > 0 {
		s += " " + nameList(a.Fields)
	}
	return s
}

// totalName is the default name of the column
// (https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CWL_QuerySyntax-Addtotals.html).
const totalName = "Total"

func (p *parser) addTotals(word expr.Token) Command {
	c := &AddTotals{Name: totalName, Row: true}
	first := p.options(
		option{"fieldname", func() { c.Name = p.newName("after `fieldname=`").Name }},
		p.truth("row", &c.Row), p.truth("col", &c.Column))
	if first != nil {
		c.Fields = []*expr.Field{first}
		if p.Accept(",") {
			c.Fields = append(c.Fields, p.fieldList("a field after `,`")...)
		}
	}
	c.Span = p.Since(word.Offset)
	return c
}

func (a *AddTotals) check(c *checker) {
	c.fields(a.Fields)
	if a.Row {
		c.add(a.Name)
	}
}

func (a *AddTotals) shape(l *layout) {
	if a.Row {
		l.add(named(a.Name))
	}
}
