package cwli

import (
	"slices"

	"github.com/fanlight/fanlight/pkg/cwli/expr"
	"github.com/fanlight/fanlight/pkg/cwli/syntax"
)

// bins is the bins of time by which a stats command groups.
type bins struct {
	of     expr.Expr // the time
	period *expr.Period
	offset int64    // milliseconds by which they begin later
	own    bool     // the time is that of the events, @timestamp, for which the window of a run holds
	keys   []string // of stats
	at     int      // which of them is the bin
	also   string   // another one that @timestamp decides; empty: none
	rows   *schema  // of the groups
}

// binsOf returns the bins of a call of bin.
func binsOf(call *expr.Call, offset *expr.Period) *bins {
	s := &bins{of: &expr.Field{Name: "@timestamp"}, period: call.Args[len(call.Args)-1].(*expr.Period)}
	if len(call.Args) > 1 {
		s.of = call.Args[0]
	}
	if offset != nil {
		s.offset = offset.Milliseconds()
	}
	return s
}

// floor returns the start of the bin of a time, in milliseconds since 1970.
func (s *bins) floor(ms int64) int64 { return s.period.Floor(ms-s.offset) + s.offset }

// next returns the start of the bin after the one that starts at ms.
func (s *bins) next(ms int64) int64 { return s.period.Next(ms-s.offset) + s.offset }

// binned returns the bins of a stats command, nil without any. If several keys are times
// of the events, as a bin and the hour that it lies in are, not each combination of them
// can have events.
func (b *builder) binned(c *syntax.Stats, rows *schema) *bins {
	at := slices.IndexFunc(c.By, func(key *expr.Column) bool { return isBin(key.Expr) })
	if at < 0 {
		return nil
	}
	s := binsOf(c.By[at].Expr.(*expr.Call), c.Offset)
	s.at, s.rows, s.own = at, rows, b.isTime(s.of) && b.timed(s.of)
	for i, key := range c.By {
		s.keys = append(s.keys, key.Name())
		if i != at && (isBin(key.Expr) || b.isTime(key.Expr) && b.timed(key.Expr)) {
			s.also = key.Name()
		}
	}
	return s
}

func isBin(x expr.Expr) bool {
	call, ok := x.(*expr.Call)
	return ok && call.Func.Name == "bin"
}

// timed reports whether x depends on @timestamp.
func (b *builder) timed(x expr.Expr) (found bool) {
	expr.Walk(x, func(x expr.Expr) bool {
		switch x := x.(type) {
		case *expr.Field:
			found = found || x.Name == "@timestamp" || b.ofTime[x.Name]
		case *expr.Call:
			found = found || isBin(x) && len(x.Args) == 1
		}
		return !found
	})
	return found
}
