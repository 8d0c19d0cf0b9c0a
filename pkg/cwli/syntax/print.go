package syntax

import (
	"fmt"
	"regexp"
	"strings"
)

func (q *Query) String() string { return join(q.Commands, " | ") }

func (c *Fields) String() string  { return "fields " + join(c.Columns, ", ") }
func (c *Display) String() string { return "display " + join(c.Columns, ", ") }
func (c *Filter) String() string  { return "filter " + c.Condition.String() }
func (c *Sort) String() string    { return "sort " + join(c.Keys, ", ") }
func (c *Limit) String() string   { return fmt.Sprintf("limit %d", c.Count) }

func (c *Stats) String() string {
	s := "stats " + join(c.Values, ", ")
	if len(c.By) > 0 {
		s += " by " + join(c.By, ", ")
	}
	return s
}

// String keeps an expression without an alias as written, for that is the
// column's name.
func (c *Column) String() string {
	if c.Alias != "" {
		return c.Expr.String() + " as " + quoteName(c.Alias)
	}
	if field, ok := c.Expr.(*Field); ok {
		return field.String()
	}
	return c.Source
}

func (k *SortKey) String() string {
	if k.Descending {
		return k.Expr.String() + " desc"
	}
	return k.Expr.String()
}

func (x *Field) String() string  { return quoteName(x.Name) }
func (x *Number) String() string { return x.Text }
func (x *Text) String() string   { return quote(x.Value) }
func (x *Period) String() string { return fmt.Sprintf("%d%s", x.Count, x.Unit) }

func (x *Unary) String() string {
	if x.Op == Not {
		return "not " + within(x.X, bindNot)
	}
	return "-" + within(x.X, bindUnary)
}

func (x *Binary) String() string {
	left, right := x.Op.binding(), x.Op.binding()+1
	switch {
	case x.Op == Power:
		left, right = right, left
	case x.Op.Comparison():
		left = right
	}
	return within(x.X, left) + " " + x.Op.String() + " " + within(x.Y, right)
}

func (x *Like) String() string {
	pattern := quote(x.Pattern)
	if x.Regex {
		pattern = "/" + x.Pattern + "/"
	}
	return within(x.X, bindCompare+1) + negation(x.Not) + " like " + pattern
}

func (x *In) String() string {
	return within(x.X, bindCompare+1) + negation(x.Not) + " in [" + join(x.List, ", ") + "]"
}

func (x *Call) String() string {
	if x.Star {
		return x.Name + "(*)"
	}
	return x.Name + "(" + join(x.Args, ", ") + ")"
}

func negation(not bool) string {
	if not {
		return " not"
	}
	return ""
}

// within prints x in parentheses if it binds more loosely than its place asks.
func within(x Expr, least int) string {
	if binding(x) < least {
		return "(" + x.String() + ")"
	}
	return x.String()
}

func binding(x Expr) int {
	switch x := x.(type) {
	case *Unary:
		return x.Op.binding()
	case *Binary:
		return x.Op.binding()
	case *Like, *In:
		return bindCompare
	}
	return bindAtom
}

func join[N Node](nodes []N, separator string) string {
	parts := make([]string, len(nodes))
	for i, n := range nodes {
		parts[i] = n.String()
	}
	return strings.Join(parts, separator)
}

var quoting = strings.NewReplacer(`\`, `\\`, `"`, `\"`)

func quote(s string) string { return `"` + quoting.Replace(s) + `"` }

var plainName = regexp.MustCompile(`^(@+[A-Za-z0-9_]|[A-Za-z_])[A-Za-z0-9_@]*(\.[A-Za-z0-9_@]*[A-Za-z0-9_][A-Za-z0-9_@]*)*$`)

// quoteName writes a name in backticks unless it reads back without.
func quoteName(s string) string {
	lower := strings.ToLower(s)
	if plainName.MatchString(s) && !reserved[lower] && missingLiterals[lower] == "" {
		return s
	}
	if rest, ok := strings.CutPrefix(s, "@"); ok {
		return "@`" + rest + "`"
	}
	return "`" + s + "`"
}
