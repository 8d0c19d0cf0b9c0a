package syntax

import (
	"strings"

	"github.com/fanlight/fanlight/pkg/cwli/expr"
)

// list writes items with commas between.
func list[T any](items []T, write func(T) string) string {
	parts := make([]string, len(items))
	for i, item := range items {
		parts[i] = write(item)
	}
	return strings.Join(parts, ", ")
}

func columnList(columns []*expr.Column) string { return list(columns, columnText) }

// columnText keeps an expression without an alias as it was written, since that is the
// column's name.
func columnText(c *expr.Column) string {
	if c.Alias != "" {
		return c.Expr.String() + " as " + expr.QuoteName(c.Alias)
	}
	if field, ok := c.Expr.(*expr.Field); ok {
		return field.String()
	}
	return c.Source
}

func nameList(fields []*expr.Field) string { return list(fields, (*expr.Field).String) }

// asText writes the alias of a command that may have one.
func asText(alias *expr.Field) string {
	if alias == nil {
		return ""
	}
	return " as " + alias.String()
}
