package syntax

import "github.com/fanlight/fanlight/pkg/cwli/expr"

type (
	// Pattern makes a row for each pattern of the texts of Of.
	Pattern struct {
		expr.Span
		Of expr.Expr
	}

	// Diff compares patterns with those of a period before.
	Diff struct {
		expr.Span
		Period string // previousDay, previousWeek, previousMonth; empty: as long as the window, just before it
	}

	// Anomaly marks patterns that are unusual.
	Anomaly struct{ expr.Span }
)

// Keyword returns pattern.
func (*Pattern) Keyword() string { return "pattern" }

// Keyword returns diff.
func (*Diff) Keyword() string { return "diff" }

// Keyword returns anomaly.
func (*Anomaly) Keyword() string { return "anomaly" }

// String returns the command's source.
func (p *Pattern) String() string { return "pattern " + p.Of.String() }

// String returns the command's source.
func (d *Diff) String() string {
	if d.Period == "" {
		return "diff"
	}
	return "diff " + d.Period
}

// String returns the command's source.
func (*Anomaly) String() string { return "anomaly" }

func (p *parser) pattern(word expr.Token) Command {
	of := p.Expression()
	return &Pattern{p.Since(word.Offset), of}
}

func (p *parser) diff(word expr.Token) Command {
	c := &Diff{}
	for _, period := range []string{"previousDay", "previousWeek", "previousMonth"} {
		if p.Accept(period) {
			c.Period = period
			break
		}
	}
	if p.Token().Kind == expr.TokenName && c.Period == "" {
		p.Unexpected("`previousDay`, `previousWeek`, `previousMonth` or nothing after `diff`")
	}
	c.Span = p.Since(word.Offset)
	return c
}

func (p *parser) anomaly(word expr.Token) Command { return &Anomaly{word.Span} }

func (p *Pattern) check(c *checker) {
	c.value(p.Of)
	c.noStructure(p.Of, "pattern")
	c.otherRows()
}

// shape gives the columns of
// https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CWL_QuerySyntax-Pattern.html.
func (*Pattern) shape(l *layout) {
	l.group(named("@pattern", "@ratio", "@sampleCount", "@severityLabel"))
}

// shape adds columns that AWS documents by their titles in the console only.
func (*Diff) shape(l *layout) { l.add(named("@diffEventCount", "@differenceDescription")) }

// shape adds columns that AWS does not name.
func (*Anomaly) shape(l *layout) { l.open = true }
