package cwli

import (
	"cmp"
	"errors"

	"github.com/fanlight/fanlight/pkg/cwli/expr"
	"github.com/fanlight/fanlight/pkg/cwli/pattern"
	"github.com/fanlight/fanlight/pkg/cwli/syntax"
	"github.com/fanlight/fanlight/pkg/cwli/value"
)

// mining is a compiled pattern command.
type mining struct {
	of     expr.Evaluator
	rows   *schema // of the patterns
	before int     // the part with the events of diff; -1: without diff
}

// The columns of pattern, and after them those of diff.
var (
	patternColumns = []string{"@pattern", "@ratio", "@sampleCount", "@severityLabel"}
	diffColumns    = []string{"@diffEventCount", "@differenceDescription"}
)

// pattern compiles a pattern command: a row for each pattern of a text, the most frequent
// first (https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CWL_QuerySyntax-Pattern.html).
// Rows without the text do not count, neither in @ratio.
func (b *builder) pattern(c *syntax.Pattern) error {
	of, err := b.compiler().Value(c.Of)
	if err != nil {
		return err
	}
	m := &mining{of: of, rows: newSchema(nil), before: -1}
	for i, name := range patternColumns {
		m.rows.define(name, m.rows.base(i))
	}
	b.add("patterns", m.rows, func(x *Execution, next stage) stage { return x.newPatterns(m, next) })
	b.mining, b.order, b.came, b.bins = m, ordering{}, ordering{}, nil
	b.expressions, b.times, b.ofTime = nil, map[string]bool{}, map[string]bool{}
	return nil
}

// patterns finds the patterns of rows.
type patterns struct {
	*mining
	run   *Execution
	next  stage
	miner *pattern.Miner
	texts int // of rows, without those of diff
	frame *frame
}

func (x *Execution) newPatterns(m *mining, next stage) stage {
	s := &patterns{mining: m, run: x, next: next, frame: x.newFrame(m.rows)}
	if m.before >= 0 {
		s.miner = x.found[m.before].(*earlier).miner
	} else {
		s.miner = x.newMiner()
	}
	return s
}

// newMiner returns a miner that may take half of the memory: the other half is for what
// merging needs, and for other stages.
func (x *Execution) newMiner() *pattern.Miner { return pattern.New(int(x.memory.limit / 2)) }

func (s *patterns) push(f *frame) error {
	v := s.of(f)
	if !v.Present() || v.Opaque() {
		return f.run.err
	}
	s.texts++
	return cmp.Or(s.run.mined(s.miner, s.miner.Add, v), f.run.err)
}

// mined adds a text to a miner, and what it keeps to the memory of the run.
func (x *Execution) mined(m *pattern.Miner, add func(string) error, v value.Value) error {
	size := m.Size()
	if err := add(v.String()); errors.Is(err, pattern.ErrTooMany) {
		return &MemoryError{"pattern", x.memory.limit}
	}
	return x.memory.take("pattern", m.Size()-size)
}

func (s *patterns) end() error {
	for i, p := range s.miner.Patterns() {
		if err := s.run.checked(i); err != nil {
			return err
		}
		s.frame.next()
		s.frame.base = append(s.frame.base[:0], value.OfText(p.Text), value.OfNumber(float64(p.Count)/float64(s.texts)),
			value.OfNumber(float64(p.Count)), value.OfText(p.Severity()), value.OfNumber(float64(p.Count-p.Before)), value.OfText(difference(p)))
		if err := s.next.push(s.frame); err != nil {
			return err
		}
	}
	return s.next.end()
}
