package cwli

import (
	"cmp"
	"errors"
	"math"
	"slices"
	"strconv"
	"time"

	"github.com/fanlight/fanlight/pkg/cwli/expr"
	"github.com/fanlight/fanlight/pkg/cwli/pattern"
	"github.com/fanlight/fanlight/pkg/cwli/syntax"
)

// diff compiles a diff command: the commands before it run over an earlier window, too,
// and each pattern of either has a row
// (https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CWL_QuerySyntax-Diff.html).
func (b *builder) diff(c *syntax.Diff) error {
	last := len(b.before) - 1 // the parser checked that it is a pattern command
	mined := b.before[last].(*syntax.Pattern)
	index, err := b.inner(&syntax.Query{Commands: slices.Clone(b.before[:last])}, func(inner *builder) (step, error) {
		inner.part.input.shift = func(w Window) Window { return w.before(c.Period) }
		of, err := inner.compiler().Value(mined.Of)
		return func(x *Execution, _ stage) stage {
			if !inner.part.input.times.within(x.options.Window, x.options.now()).bounded() {
				x.fail(errNoWindow)
			}
			s := &earlier{run: x, of: of, miner: x.newMiner()}
			x.found[len(x.scans)] = s
			return s
		}, err
	})
	b.mining.before = index
	for i, name := range diffColumns {
		b.scope.define(name, b.scope.base(len(patternColumns)+i))
	}
	return err
}

// errNoWindow is the error of diff in a run over all events.
var errNoWindow = errors.New("diff: the run has no start and end: choose a time window, to compare it with the one before")

// earlier takes the texts of the earlier window.
type earlier struct {
	run   *Execution
	of    expr.Evaluator
	miner *pattern.Miner
}

func (s *earlier) push(f *frame) error {
	v := s.of(f)
	if !v.Present() || v.Opaque() {
		return f.run.err
	}
	return cmp.Or(s.run.mined(s.miner, s.miner.AddBefore, v), f.run.err)
}

func (s *earlier) end() error { return nil }

// before returns the window of the same length with which diff compares one.
func (w Window) before(period string) Window {
	start := time.UnixMilli(w.Start).UTC()
	length := w.End - w.Start
	switch {
	case !w.bounded():
		return Window{} // the run ends with an error
	case period == "previousDay":
		start = start.AddDate(0, 0, -1)
	case period == "previousWeek":
		start = start.AddDate(0, 0, -7)
	case period == "previousMonth":
		start = monthBefore(start)
	default:
		start = time.UnixMilli(w.Start - length)
	}
	return Window{start.UnixMilli(), start.UnixMilli() + length}
}

// monthBefore returns the same time of the same day of the month before, or of its last
// day if it is shorter.
func monthBefore(t time.Time) time.Time {
	if before := t.AddDate(0, -1, 0); before.Day() == t.Day() {
		return before
	}
	return t.AddDate(0, 0, -t.Day())
}

// difference describes how a pattern's events changed. AWS documents that there is such a
// text, not what it says.
func difference(p pattern.Pattern) string {
	switch {
	case p.Before == 0:
		return "new"
	case p.Count == 0:
		return "gone"
	case p.Count == p.Before:
		return "unchanged"
	case p.Count > p.Before:
		return percent(p.Count-p.Before, p.Before) + " more events"
	}
	return percent(p.Before-p.Count, p.Before) + " fewer events"
}

// percent returns a part of a whole, in whole percents.
func percent(part, whole int) string {
	share := 100 * float64(part) / float64(whole)
	if share < 1 {
		return "less than 1 %"
	}
	return strconv.FormatFloat(math.Round(share), 'f', -1, 64) + " %"
}
