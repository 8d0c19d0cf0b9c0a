package cwli

import (
	"fmt"

	"github.com/fanlight/fanlight/pkg/cwli/expr"
	"github.com/fanlight/fanlight/pkg/cwli/syntax"
	"github.com/fanlight/fanlight/pkg/cwli/value"
)

// fillMissing compiles a fillmissing command: rows for the bins of the last stats that
// have none, in the window, or without one between the first and the last. With other
// keys and the bin there are rows for each combination of their values. Commands between
// the two may change the rows and their order, but not the keys. AWS documents none of
// this (https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CWL_QuerySyntax-Fillmissing.html).
func (b *builder) fillMissing(c *syntax.FillMissing) error {
	if err := b.fillable(c); err != nil {
		return err
	}
	s := &filling{bins: b.bins}
	names := append([]string{}, b.bins.keys...)
	for _, fill := range c.Fills {
		names = append(names, fill.Field.Name)
		s.constants = append(s.constants, expr.Literal(fill.Value))
	}
	for _, name := range names {
		slot, _ := b.scope.slot(name) // fillable has found all of them
		s.slots = append(s.slots, slot)
	}
	rows := b.scope.extended(names...)
	rows.copies(names)
	b.add("rows", rows, func(x *Execution, next stage) stage {
		return &filler{filling: s, stage: next, run: x, frame: x.newFrame(rows), groups: map[string]*filled{}}
	})
	return b.reordered()
}

// fillable reports what a fillmissing command cannot fill.
func (b *builder) fillable(c *syntax.FillMissing) error {
	if b.bins == nil {
		return &expr.Error{Offset: c.Offset, End: c.End, Message: "invalid `fillmissing`: want it after `stats … by bin(…)`"}
	}
	if b.bins.also != "" {
		return unsupported(c, "`fillmissing` with two times among the keys of `stats`, `"+b.bins.keys[b.bins.at]+"` and `"+b.bins.also+"`, is not supported here")
	}
	taken := map[string]bool{}
	for _, key := range b.bins.keys {
		if taken[key] = true; b.scope.changed(key, b.bins.rows) {
			return unsupported(c, "`fillmissing` after a command that changes the key `"+key+"` of `stats` is not supported here")
		}
	}
	for _, fill := range c.Fills {
		name := fill.Field.Name
		if _, ok := b.scope.slot(name); !ok || taken[name] {
			return &expr.Error{Offset: fill.Field.Offset, End: fill.Field.End,
				Message: "invalid `" + expr.Shorten(name) + "` in `fillmissing`: want a result of `stats` that is not a key, and each once"}
		}
		taken[name] = true
	}
	return nil
}

// filling is a compiled fillmissing command.
type filling struct {
	*bins
	slots     []int // of the keys, then of the fields with a constant
	constants []value.Value
}

// filler keeps which bins each combination of the other keys has.
type filler struct {
	*filling
	stage
	run       *Execution
	frame     *frame
	groups    map[string]*filled
	order     []*filled
	low, high int64
	any       bool
	added     int // rows
}

type filled struct {
	values []value.Value // of all keys
	bins   map[int64]bool
}

func (s *filler) push(f *frame) error {
	values := make([]value.Value, len(s.slots))
	for i, slot := range s.slots {
		values[i] = f.At(slot)
	}
	if at := values[s.at]; at.Kind == value.Time {
		if err := s.note(values, int64(at.Num)); err != nil {
			return err
		}
	}
	return s.pass(f, values)
}

// pass passes a row on. A row that was added has no parent.
func (s *filler) pass(parent *frame, values []value.Value) error {
	s.frame.next()
	s.frame.parent, s.frame.base = parent, values
	return s.stage.push(s.frame)
}

// note keeps that a combination of keys has a bin.
func (s *filler) note(values []value.Value, bin int64) error {
	group, size := s.group(values)
	if !group.bins[bin] {
		const perBin = 24
		group.bins[bin] = true
		size += perBin
	}
	if !s.any || bin < s.low {
		s.low = bin
	}
	if !s.any || bin > s.high {
		s.high = bin
	}
	s.any = true
	return s.run.memory.take("fillmissing", size)
}

// group returns the combination of keys of a row, and how many bytes it takes if it is new.
func (s *filler) group(values []value.Value) (group *filled, size int) {
	var key []byte
	for i := range s.keys {
		if i != s.at {
			key = values[i].AppendKey(key)
		}
	}
	if group = s.groups[string(key)]; group != nil {
		return group, 0
	}
	group = &filled{bins: map[int64]bool{}}
	for _, v := range values[:len(s.keys)] {
		_, v = v.Keep(nil)
		group.values = append(group.values, v)
	}
	s.groups[string(key)] = group
	s.order = append(s.order, group)
	const fixed, perKey = 200, 32
	return group, fixed + 2*len(key) + perKey*len(s.keys)
}

func (s *filler) end() error {
	low, high := s.low, s.high
	if w := s.run.window(); s.own && w.bounded() {
		low, high = s.floor(w.Start), s.floor(w.End-1)
	}
	for _, group := range s.order {
		if err := s.fill(group, low, high); err != nil {
			return err
		}
	}
	return s.stage.end()
}

// fill adds the rows of one combination of keys.
func (s *filler) fill(group *filled, low, high int64) error {
	for bin := low; bin <= high; bin = s.next(bin) {
		if group.bins[bin] {
			continue
		}
		values := append(append([]value.Value{}, group.values...), s.constants...)
		values[s.at] = value.OfTime(bin)
		if err := s.pass(nil, values); err != nil {
			return err
		}
		if s.added++; s.added > MaxGroups {
			return fmt.Errorf("fillmissing: more than %d rows to add: take longer bins or a shorter window", MaxGroups)
		}
		if err := s.run.checked(s.added); err != nil {
			return err
		}
	}
	return nil
}

// bounded reports whether both ends are set.
func (w Window) bounded() bool { return w != Window{} && w.Start > minTime && w.End < maxTime }

// minTime and maxTime are the years 1678 and 2262, beyond which no log has a time.
const (
	minTime = -9_223_372_036_854
	maxTime = 9_223_372_036_854
)
