package source

import (
	"cmp"
	"slices"
	"strings"

	"github.com/fanlight/fanlight/pkg/cwli/expr"
	"github.com/fanlight/fanlight/pkg/report"
	"github.com/fanlight/fanlight/pkg/report/condition"
)

// ofItem makes the condition of a section, of a query with for_each, that of the section's
// own item, and returns its text: the ID in the file stands for the item's query, and so
// does the section's value, which all of these sections have.
func (c *named) ofItem(s *report.Section, it *item) string {
	written := strings.TrimSpace(c.text)
	tree, err := expr.Parse(written)
	if err != nil || c.Word != "" {
		return written
	}
	text := withNames(written, tree, func(name string) string {
		switch id, field, has := strings.Cut(name, "."); {
		case id == it.query && has:
			return it.id + "." + field
		case id == it.query:
			return it.id
		case name == s.Value:
			return it.id + "." + name
		}
		return name
	})
	if own, err := condition.Parse(text); err == nil {
		c.Condition = own
	}
	return text
}

// withNames returns the text of an expression with other names of numbers.
func withNames(text string, tree expr.Expr, other func(string) string) string {
	var fields []*expr.Field
	expr.Walk(tree, func(x expr.Expr) bool {
		if field, is := x.(*expr.Field); is {
			fields = append(fields, field)
		}
		return true
	})
	slices.SortFunc(fields, func(a, b *expr.Field) int { return cmp.Compare(b.Offset, a.Offset) })
	for _, field := range fields {
		if name := other(field.Name); name != field.Name {
			text = text[:field.Offset] + name + text[field.End:]
		}
	}
	return text
}
