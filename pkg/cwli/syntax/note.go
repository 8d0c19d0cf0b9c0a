package syntax

import (
	"fmt"
	"slices"

	"github.com/fanlight/fanlight/pkg/cwli/expr"
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
