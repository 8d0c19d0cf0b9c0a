package syntax

import (
	"fmt"
	"strconv"

	"github.com/fanlight/fanlight/pkg/cwli/expr"
)

// AutoRegress copies the values that a field had in the rows From to To rows before.
type AutoRegress struct {
	expr.Span
	Field    *expr.Field
	Alias    *expr.Field // nil: see Names
	From, To int
}

// maxLag bounds how many rows before a row are looked at. AWS documents no bound.
const maxLag = 1000

// Keyword returns autoregress.
func (*AutoRegress) Keyword() string { return "autoregress" }

// String returns the command's source.
func (a *AutoRegress) String() string {
	s := "autoregress " + a.Field.String() + asText(a.Alias) + " p=" + strconv.Itoa(a.From)
	if a.To > a.From {
		s += "-" + strconv.Itoa(a.To)
	}
	return s
}

// Names returns the names of the copies, the nearest row's first: FIELD_p1 and so on, as
// https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CWL_QuerySyntax-Autoregress.html
// has it. An alias stands for the whole name of a single copy and, since AWS does not say
// more, for FIELD if there are several.
func (a *AutoRegress) Names() (list []string) {
	if a.Alias != nil && a.From == a.To {
		return []string{a.Alias.Name}
	}
	base := a.Field.Name
	if a.Alias != nil {
		base = a.Alias.Name
	}
	for n := a.From; n <= a.To; n++ {
		list = append(list, fmt.Sprintf("%s_p%d", base, n))
	}
	return list
}

func (p *parser) autoRegress(word expr.Token) Command {
	c := &AutoRegress{From: 1, To: 1}
	c.Field = p.Field("a field after `autoregress`")
	c.Alias = p.alias()
	if p.Accept("p") {
		p.Expect("=", "after `p`")
		c.From = p.count("p=", 1, maxLag)
		c.To = c.From
		if p.Accept("-") {
			c.To = p.count("p=", c.From, maxLag)
		}
	}
	c.Span = p.Since(word.Offset)
	return c
}

func (a *AutoRegress) check(c *checker) {
	c.value(a.Field)
	for _, name := range a.Names() {
		c.define(&expr.Field{Span: a.Span, Name: name})
	}
}

func (a *AutoRegress) shape(l *layout) { l.add(named(a.Names()...)) }
