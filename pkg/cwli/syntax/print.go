package syntax

import (
	"fmt"
	"regexp"
	"strings"
)

func (x *Field) String() string  { return quoteName(x.Name) }
func (x *Number) String() string { return x.Text }
func (x *Text) String() string   { return quote(x.Value) }
func (x *Period) String() string { return fmt.Sprintf("%d%s", x.Count, x.Unit) }

func (x *Unary) String() string {
	if x.Op == Not {
		return "not " + parenthesized(x.X, bindNot)
	}
	return "-" + parenthesized(x.X, bindUnary)
}

func (x *Binary) String() string {
	left, right := x.Op.binding(), x.Op.binding()+1
	switch {
	case x.Op == Power:
		left, right = right, left
	case x.Op.Comparison():
		left = right
	}
	return parenthesized(x.X, left) + " " + x.Op.String() + " " + parenthesized(x.Y, right)
}

func (x *Like) String() string {
	pattern := quote(x.Pattern)
	if x.Regex {
		pattern = "/" + x.Pattern + "/"
	}
	return parenthesized(x.X, bindCompare+1) + negation(x.Not) + " like " + pattern
}

func (x *In) String() string {
	return parenthesized(x.X, bindCompare+1) + negation(x.Not) + " in [" + join(x.List) + "]"
}

func (x *Call) String() string {
	if x.Star {
		return x.Name + "(*)"
	}
	return x.Name + "(" + join(x.Args) + ")"
}

func negation(not bool) string {
	if not {
		return " not"
	}
	return ""
}

// parenthesized writes x, in parentheses if it binds more loosely than least.
func parenthesized(x Expr, least int) string {
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

func join(list []Expr) string {
	parts := make([]string, len(list))
	for i, x := range list {
		parts[i] = x.String()
	}
	return strings.Join(parts, ", ")
}

var quoting = strings.NewReplacer(`\`, `\\`, `"`, `\"`)

func quote(s string) string { return `"` + quoting.Replace(s) + `"` }

var plainName = regexp.MustCompile(`^(@+[A-Za-z0-9_]|[A-Za-z_])[A-Za-z0-9_@]*(\.[A-Za-z0-9_@]*[A-Za-z0-9_][A-Za-z0-9_@]*)*$`)

// quoteName returns a name as the parser reads it: in backticks if it has to.
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
