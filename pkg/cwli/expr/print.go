package expr

import (
	"fmt"
	"strconv"
	"strings"
)

// printed returns an expression as source text. The parts write into one builder, since
// to join the texts of the parts at each level takes time quadratic in the depth.
func printed(x Expr) string {
	var b strings.Builder
	x.write(&b)
	return b.String()
}

func (x *Field) String() string  { return printed(x) }
func (x *Number) String() string { return printed(x) }
func (x *Text) String() string   { return printed(x) }
func (x *Truth) String() string  { return printed(x) }
func (x *Null) String() string   { return printed(x) }
func (x *Period) String() string { return printed(x) }
func (x *Unary) String() string  { return printed(x) }
func (x *Binary) String() string { return printed(x) }
func (x *Like) String() string   { return printed(x) }
func (x *In) String() string     { return printed(x) }
func (x *Call) String() string   { return printed(x) }
func (x *Regex) String() string  { return printed(x) }
func (x *Access) String() string { return printed(x) }

func (x *Field) write(b *strings.Builder)  { b.WriteString(QuoteName(x.Name)) }
func (x *Number) write(b *strings.Builder) { b.WriteString(x.Text) }
func (x *Text) write(b *strings.Builder)   { b.WriteString(Quote(x.Value)) }
func (x *Truth) write(b *strings.Builder)  { b.WriteString(strconv.FormatBool(x.Value)) }
func (x *Null) write(b *strings.Builder)   { b.WriteString("null") }
func (x *Period) write(b *strings.Builder) { fmt.Fprintf(b, "%d%s", x.Count, x.Unit) }

func (x *Unary) write(b *strings.Builder) {
	if x.Op == Not {
		b.WriteString("not ")
		writeOperand(b, x.X, bindNot)
		return
	}
	b.WriteString("-")
	writeOperand(b, x.X, bindUnary)
}

func (x *Binary) write(b *strings.Builder) {
	left, right := x.Op.binding(), x.Op.binding()+1
	switch {
	case x.Op == Power:
		left, right = right, left
	case x.Op.Comparison():
		left = right
	}
	writeOperand(b, x.X, left)
	b.WriteString(" " + x.Op.String() + " ")
	writeOperand(b, x.Y, right)
}

func (x *Like) write(b *strings.Builder) {
	writeOperand(b, x.X, bindCompare+1)
	b.WriteString(negation(x.Not) + " like ")
	writeOperand(b, x.Pattern, bindCompare+1)
}

func (x *Regex) write(b *strings.Builder) { b.WriteString("/" + x.Text + "/") }

func (x *Access) write(b *strings.Builder) {
	x.X.write(b)
	for key := range strings.SplitSeq(x.Path, ".") {
		if _, err := strconv.Atoi(key); err == nil {
			b.WriteString("[" + key + "]")
		} else {
			b.WriteString("." + QuoteName(key))
		}
	}
}

func (x *In) write(b *strings.Builder) {
	writeOperand(b, x.X, bindCompare+1)
	if x.Query != nil {
		b.WriteString(negation(x.Not) + " in (" + x.Query.String() + ")")
		return
	}
	if x.Bare {
		b.WriteString(negation(x.Not) + " in ")
		writeList(b, x.List)
		return
	}
	b.WriteString(negation(x.Not) + " in [")
	writeList(b, x.List)
	b.WriteString("]")
}

func (x *Call) write(b *strings.Builder) {
	b.WriteString(x.Func.Name + "(")
	if x.Star {
		b.WriteString("*")
	}
	writeList(b, x.Args)
	b.WriteString(")")
}

func negation(not bool) string {
	if not {
		return " not"
	}
	return ""
}

// writeOperand writes x, in parentheses if it binds more loosely than least.
func writeOperand(b *strings.Builder, x Expr, least int) {
	if binding(x) >= least {
		x.write(b)
		return
	}
	b.WriteString("(")
	x.write(b)
	b.WriteString(")")
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

func writeList(b *strings.Builder, list []Expr) {
	for i, x := range list {
		if i > 0 {
			b.WriteString(", ")
		}
		x.write(b)
	}
}

var quoting = strings.NewReplacer(`\`, `\\`, `"`, `\"`)

// Quote returns a string as it is written in a query.
func Quote(s string) string { return `"` + quoting.Replace(s) + `"` }

// isPlain reports whether a name is written without backticks: parts of letters, digits,
// _ and @, with dots between, not a digit at first and not @ alone.
func isPlain(name string) bool {
	if name == "" || isDigit(name[0]) {
		return false
	}
	for part := range strings.SplitSeq(name, ".") {
		if strings.Trim(part, "@") == "" {
			return false
		}
		for i := 0; i < len(part); i++ {
			if !isNameByte(part[i]) {
				return false
			}
		}
	}
	return true
}

// QuoteName returns a name as the parser reads it: in backticks if it has to.
func QuoteName(s string) string {
	lower := strings.ToLower(s)
	if isPlain(s) && !reserved[lower] && !constants[lower] {
		return s
	}
	if rest, ok := strings.CutPrefix(s, "@"); ok && rest != "" {
		return "@`" + rest + "`"
	}
	return "`" + s + "`"
}
