package syntax

import (
	"slices"

	"github.com/fanlight/fanlight/pkg/cwli/expr"
)

// These stand for all but the functions among those that made a value: parse logfmt, and a
// choice between values of which one is a map or a list.
const (
	logfmt = "logfmt"
	chosen = "chosen"
)

// noStructure reports a map or a list where AWS supports none: as a key of dedup, sort or
// stats, as the text of pattern, and as an argument of an aggregate
// (https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CWL_QuerySyntax-operations-functions.html,
// structure types). A part of it, which the page's examples have, is a value as others.
func (c *checker) noStructure(x expr.Expr, keyword string) {
	if !c.structure(x) {
		return
	}
	c.Fail(x.Range(), "take a part of it, as in map.name or list[0], or make a text of it with jsonStringify() in `fields`",
		"invalid `%s` in `%s`: want a value, AWS supports no map or list there", x, keyword)
}

// structure reports whether x is known to be a map or a list.
func (c *checker) structure(x expr.Expr) bool {
	switch x := x.(type) {
	case *expr.Field:
		made := c.made[x.Name]
		f, ok := expr.Lookup(made)
		return made == logfmt || made == chosen || ok && f.Structure
	case *expr.Call:
		return x.Func.Structure || slices.ContainsFunc(choices(x), c.structure)
	}
	return false
}

// choices returns the arguments of which a call has the value of one.
func choices(x *expr.Call) []expr.Expr {
	switch {
	case x.Func.Name == "coalesce":
		return x.Args
	case x.Func.Name == "if" && len(x.Args) > 1:
		return x.Args[1:]
	}
	return nil
}
