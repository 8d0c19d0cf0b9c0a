package syntax

import (
	"slices"

	"github.com/fanlight/fanlight/pkg/cwli/expr"
)

// CountFrequent makes a row for each combination of values, the most frequent first.
type CountFrequent struct {
	expr.Span
	Fields []*expr.Field
}

// ApproxCount is the column with the number of rows of each combination
// (https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CWL_QuerySyntax-CountFrequent.html).
const ApproxCount = "_approxcount"

// Keyword returns countFrequent.
func (*CountFrequent) Keyword() string { return "countFrequent" }

// String returns the command's source.
func (f *CountFrequent) String() string { return "countFrequent " + nameList(f.Fields) }

func (p *parser) countFrequent(word expr.Token) Command {
	fields := p.fieldList("a field after `countFrequent`")
	return &CountFrequent{p.Since(word.Offset), fields}
}

func (f *CountFrequent) check(c *checker) {
	c.fields(f.Fields)
	for _, field := range f.Fields {
		c.noStructure(field, "countFrequent")
	}
	c.otherRows()
}

func (f *CountFrequent) shape(l *layout) {
	l.group(append(slices.Clip(ofFields(f.Fields...)), named(ApproxCount)...))
}
