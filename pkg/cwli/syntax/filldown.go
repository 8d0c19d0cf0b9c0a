package syntax

import (
	"strings"

	"github.com/fanlight/fanlight/pkg/cwli/expr"
)

// FillDown gives rows without a value that of the row before. In Names a * stands for
// any characters; without any, all fields are filled.
type FillDown struct {
	expr.Span
	Names []string
}

// Keyword returns filldown.
func (*FillDown) Keyword() string { return "filldown" }

// String returns the command's source.
func (f *FillDown) String() string {
	s := "filldown"
	for _, name := range f.Names {
		s += " " + quoteWildcards(name)
	}
	return s
}

// quoteWildcards quotes what is between the asterisks.
func quoteWildcards(name string) string {
	parts := strings.Split(name, "*")
	for i, part := range parts {
		if part != "" {
			parts[i] = expr.QuoteName(part)
		}
	}
	return strings.Join(parts, "*")
}

func (p *parser) fillDown(word expr.Token) Command {
	c := &FillDown{}
	for p.Err() == nil && (p.Token().Kind == expr.TokenName || p.Is("*")) {
		c.Names = append(c.Names, p.wildcards())
	}
	c.Span = p.Since(word.Offset)
	return c
}

// wildcards reads names and asterisks that follow each other without a space.
func (p *parser) wildcards() string {
	var b strings.Builder
	for end := p.Token().Offset; p.Token().Offset == end && (p.Token().Kind == expr.TokenName || p.Is("*")); {
		t := p.Advance()
		b.WriteString(t.Value)
		end = t.End
	}
	return b.String()
}

func (f *FillDown) check(c *checker) {
	for _, name := range f.Names {
		if !strings.Contains(name, "*") {
			c.value(&expr.Field{Span: f.Span, Name: name})
		}
	}
}
