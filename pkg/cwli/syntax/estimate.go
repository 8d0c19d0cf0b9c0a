package syntax

import "github.com/fanlight/fanlight/pkg/cwli/expr"

// Estimate answers how many bytes the query would scan. It is the last command.
type Estimate struct{ expr.Span }

// Keyword returns estimate.
func (*Estimate) Keyword() string { return "estimate" }

// String returns the command's source.
func (*Estimate) String() string { return "estimate" }

func (p *parser) estimate(word expr.Token) Command { return &Estimate{word.Span} }

// EstimatedBytes is the column of estimate. AWS does not name it.
const EstimatedBytes = "estimatedBytes"

func (*Estimate) shape(l *layout) { l.group(named(EstimatedBytes)) }
