package syntax

import "github.com/fanlight/fanlight/pkg/cwli/expr"

// LogCompare compares with a window that is Shift before.
type LogCompare struct {
	expr.Span
	Shift *expr.Period
}

// Keyword returns logcompare.
func (*LogCompare) Keyword() string { return "logcompare" }

// String returns the command's source.
func (l *LogCompare) String() string { return "logcompare timeshift " + l.Shift.String() }

func (p *parser) logCompare(word expr.Token) Command {
	p.Expect("timeshift", "and a period")
	shift := p.Period("a period such as 7d after `timeshift`")
	return &LogCompare{p.Since(word.Offset), shift}
}

func (*LogCompare) check(c *checker) { c.otherRows() }

// shape gives columns that AWS does not name.
func (*LogCompare) shape(l *layout) {
	l.group(nil)
	l.open = true
}
