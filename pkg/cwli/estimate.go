package cwli

import (
	"github.com/fanlight/fanlight/pkg/cwli/expr"
	"github.com/fanlight/fanlight/pkg/cwli/syntax"
	"github.com/fanlight/fanlight/pkg/cwli/value"
)

// estimate compiles an estimate command: one row with the bytes of the messages that the
// query would scan. No event reaches the commands before it
// (https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CWL_QuerySyntax-Estimate.html).
func (b *builder) estimate() {
	for _, p := range append(b.plan.parts[b.first:], b.part) {
		p.filters = []expr.Predicate{func(expr.Row) bool { return false }}
	}
	rows := newSchema(nil)
	rows.define(syntax.EstimatedBytes, rows.base(0))
	b.add("bytes of the events", rows, func(x *Execution, next stage) stage { return &estimate{next, x, x.newFrame(rows)} })
	b.order = ordering{}
}

// estimate counts the bytes that were scanned.
type estimate struct {
	stage
	run   *Execution
	frame *frame
}

func (s *estimate) push(*frame) error { return nil } // such as a row that addtotals adds

func (s *estimate) end() error {
	s.frame.next()
	s.frame.base = []value.Value{value.OfNumber(s.run.stats.BytesScanned)}
	if err := s.stage.push(s.frame); err != nil {
		return err
	}
	return s.stage.end()
}
