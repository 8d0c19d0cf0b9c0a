package syntax

import "github.com/fanlight/fanlight/pkg/cwli/expr"

// RelevantFields ranks fields by how their values differ under a condition.
type RelevantFields struct {
	expr.Span
	Fields    []*expr.Field // none: all
	Condition expr.Expr
}

// Keyword returns relevantfields.
func (*RelevantFields) Keyword() string { return "relevantfields" }

// String returns the command's source.
func (r *RelevantFields) String() string {
	if len(r.Fields) == 0 {
		return "relevantfields where " + r.Condition.String()
	}
	return "relevantfields " + nameList(r.Fields) + " where " + r.Condition.String()
}

func (p *parser) relevantFields(word expr.Token) Command {
	c := &RelevantFields{}
	if !p.Is("where") {
		c.Fields = p.fieldList("a field or `where` after `relevantfields`")
	}
	p.Expect("where", "and a condition")
	c.Condition = p.Expression()
	c.Span = p.Since(word.Offset)
	return c
}

func (r *RelevantFields) check(c *checker) {
	c.fields(r.Fields)
	c.value(r.Condition)
	for _, field := range r.Fields {
		c.notParsed(field)
	}
	eachPart(r.Condition, c.notParsed)
	c.otherRows()
}

// notParsed refuses what parse has made, as the service does ("Query cannot be compiled").
func (c *checker) notParsed(x expr.Expr) bool {
	if field, ok := x.(*expr.Field); ok && (c.made[field.Name] == "parse" || c.made[field.Name] == logfmt) {
		c.Fail(field.Span, "", "invalid `%s` in `relevantfields`: want a field that `parse` has not made", field)
	}
	return c.Err() == nil
}

// shape gives the columns of
// https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CWL_QuerySyntax-RelevantFields.html.
func (*RelevantFields) shape(l *layout) {
	l.group(named("@fieldName", "@relevanceScore", "@topRelevanceContributors", "@conditionalMedian", "@baselineMedian"))
}
