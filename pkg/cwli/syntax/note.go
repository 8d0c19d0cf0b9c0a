package syntax

import (
	"fmt"
	"slices"

	"github.com/fanlight/fanlight/pkg/cwli/expr"
	"github.com/fanlight/fanlight/pkg/cwli/value"
)

// maxNotes bounds the notes of a query.
const maxNotes = 10

// noted reports whether there are as many notes as are kept.
func (c *checker) noted() bool { return len(c.query.Notes) >= maxNotes }

// note keeps a note on what the service accepts.
func (c *checker) note(at expr.Span, hint, format string, args ...any) {
	if c.noted() {
		return
	}
	c.query.Notes = append(c.query.Notes, &expr.Error{Offset: at.Offset, End: at.End, Message: fmt.Sprintf(format, args...), Hint: hint})
}

// noteHyphen notes a difference that was perhaps meant as a name: detail.field-value.
func (c *checker) noteHyphen(x *expr.Binary) {
	left, ok := x.X.(*expr.Field)
	right, too := x.Y.(*expr.Field)
	if !ok || !too || x.Op != expr.Subtract || left.End+1 != right.Offset {
		return
	}
	c.note(x.Span, "write a name with a hyphen in `backticks`", "`%s-%s` is a difference of two fields", expr.Shorten(left.Name), expr.Shorten(right.Name))
}

// noteCapped notes a bin whose period the service cuts to the largest of its unit: it
// takes bin(300s) as bin(60s)
// (https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CWL_QuerySyntax-operations-functions.html).
func (c *checker) noteCapped(x *expr.Call) {
	if x.Func.Name != "bin" {
		return
	}
	period, ok := x.Args[len(x.Args)-1].(*expr.Period)
	units := []expr.Unit{expr.Millisecond, expr.Second, expr.Minute, expr.Hour}
	if ok && slices.Contains(units, period.Unit) && period.Next(0) < period.Milliseconds() {
		c.note(period.Span, "write it in a larger unit", "the period %s counts as the longest in its unit", period)
	}
}

// noteShifted notes periods in the time of bin and the like.
func (c *checker) noteShifted(x *expr.Call) {
	for _, period := range x.Shifts() {
		c.note(period.Span, fmt.Sprintf("write milliseconds: %d", period.Milliseconds()), "AWS documents no sum of a time and a period such as %s: users report odd times of it", period)
	}
}

// noteComparison notes comparisons that AWS' pages do not have, or say not to work.
func (c *checker) noteComparison(x *expr.Binary) {
	if !x.Op.Comparison() {
		return
	}
	c.noteReadable(x.X, x.Y)
	c.noteReadable(x.Y, x.X)
	for _, side := range []expr.Expr{x.X, x.Y} {
		switch side := side.(type) {
		case *expr.Null:
			c.note(x.Span, "use ispresent()", "`%s` never holds: nothing is equal to `null` or differs from it", shortened(x))
		case *expr.Truth:
			c.note(side.Span, "write 1 or 0, or \"true\" or \"false\" for a text", "AWS documents no comparison with `%s`: it is %s here, as in JSON", side, map[bool]string{true: "1", false: "0"}[side.Value])
		}
	}
}

// noteSwapped notes the operator ~=, which only queries in use have.
func (c *checker) noteSwapped(x *expr.Like) {
	if x.Swapped != (expr.Span{}) {
		c.note(x.Swapped, "write `=~` or `like`", "AWS documents no operator `~=`: it counts as `=~`")
	}
}

// noteIn notes a list without brackets, and times among texts.
func (c *checker) noteIn(x *expr.In) {
	if x.Bare {
		c.note(x.List[0].Range(), "write it in [ ]", "AWS documents `in` with a list only: `%s` counts as a list of one", shortened(x.List[0]))
	}
	for _, element := range x.List {
		c.noteReadable(x.X, element)
	}
}

// noteReadable notes a time that is compared with a text such as 2026-01-01. On AWS that
// does not work
// (https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CWL_QuerySyntax-operations-functions.html,
// the note on datetime functions).
func (c *checker) noteReadable(time, text expr.Expr) {
	literal, ok := text.(*expr.Text)
	if !ok || !c.isTime(time) {
		return
	}
	if _, number := value.Parse(literal.Value); number {
		return
	}
	c.note(text.Range(), "compare toMillis() of the time with milliseconds since 1970, or choose the window of the query",
		"`%s` is compared with a readable time, which AWS does not support", shortened(time))
}

// isTime reports whether x is a time that shows as a date.
func (c *checker) isTime(x expr.Expr) bool {
	switch x := x.(type) {
	case *expr.Field:
		if made, ok := c.made[x.Name]; ok || c.defined[x.Name] {
			return givesTime(made)
		}
		return x.Name == "@timestamp" || x.Name == "@ingestionTime"
	case *expr.Call:
		return givesTime(x.Func.Name)
	}
	return false
}

func givesTime(function string) bool {
	f, ok := expr.Lookup(function)
	return ok && f.Result == expr.GivesTime
}

// noteParsed notes a field that parse has made and fields names again. AWS documents
// nothing about it; users of several projects report its error.
func (c *checker) noteParsed(column *expr.Column) {
	field, ok := column.Expr.(*expr.Field)
	if !ok || column.Alias != "" || c.made[field.Name] != "parse" {
		return
	}
	c.note(column.Span, "use `display`, or leave the name out", "`%s` is a column since `parse`: AWS may refuse it here as already defined (%s)", shortened(field), alreadyDefined)
}

// noteListed notes a new name that fields or display has as that of a field. AWS has
// published such queries; users report its error where the log has a field of the name.
func (c *checker) noteListed(at expr.Span, name string) {
	if c.Err() == nil && c.listed[name] {
		c.note(at, "choose another name, or list it after it is made", "`%s` is listed before it is made: if the log has a field of that name, AWS may refuse it (%s)", expr.Shorten(name), alreadyDefined)
	}
}

func shortened(x expr.Expr) string { return expr.Shorten(x.String()) }
