package cwli

import (
	"fmt"
	"slices"

	"github.com/fanlight/fanlight/pkg/cwli/expr"
	"github.com/fanlight/fanlight/pkg/cwli/syntax"
	"github.com/fanlight/fanlight/pkg/cwli/value"
)

// fillMissing compiles a fillmissing command: rows for the bins of the last stats that
// have none, in the window, or without one between the first and the last. With other
// keys and the bin there are rows for each combination of their values. AWS documents
// neither (https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CWL_QuerySyntax-Fillmissing.html).
func (b *builder) fillMissing(c *syntax.FillMissing) error {
	s := &filling{period: b.bin}
	if b.bin == nil {
		return &expr.Error{Offset: c.Offset, End: c.End, Message: "invalid `fillmissing`: want it after `stats … by bin(…)`"}
	}
	names := slices.Clone(b.keys)
	for _, fill := range c.Fills {
		names = append(names, fill.Field.Name)
		s.constants = append(s.constants, expr.Literal(fill.Value))
	}
	for i, name := range names {
		slot, ok := b.scope.slot(name)
		if !ok {
			return &expr.Error{Offset: c.Offset, End: c.End, Message: "unknown name `" + name + "` after `stats`"}
		}
		s.slots = append(s.slots, slot)
		if name == b.newest {
			s.time = i
		}
	}
	s.keys = len(b.keys)
	rows := b.scope.extended()
	for i, name := range names {
		rows.define(name, rows.base(i))
	}
	before := b.scope
	b.add("rows", rows, func(x *Execution, next stage) stage {
		return &filler{filling: s, stage: next, run: x, frame: x.newFrame(rows), before: x.newFrame(before), groups: map[string]*filled{}}
	})
	return nil
}

// filling is a compiled fillmissing command.
type filling struct {
	period    *expr.Period
	slots     []int // of the keys, then of the fields with a constant
	keys      int
	time      int // the key that is the bin
	constants []value.Value
}

// filler keeps which bins each combination of the other keys has.
type filler struct {
	*filling
	stage
	run           *Execution
	frame, before *frame
	groups        map[string]*filled
	order         []*filled
	low, high     int64
	any           bool
	added         int // rows
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
	if at := values[s.time]; at.Kind == value.Time {
		s.note(values, int64(at.Num))
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
func (s *filler) note(values []value.Value, bin int64) {
	var key []byte
	for i := range s.keys {
		if i != s.time {
			key = values[i].AppendKey(key)
		}
	}
	group := s.groups[string(key)]
	if group == nil {
		group = &filled{bins: map[int64]bool{}}
		for _, v := range values[:s.keys] {
			_, v = v.Keep(nil)
			group.values = append(group.values, v)
		}
		s.groups[string(key)] = group
		s.order = append(s.order, group)
	}
	group.bins[bin] = true
	if !s.any || bin < s.low {
		s.low = bin
	}
	if !s.any || bin > s.high {
		s.high = bin
	}
	s.any = true
}

func (s *filler) end() error {
	low, high := s.low, s.high
	if w := s.run.options.Window; w.bounded() {
		low, high = s.period.Floor(w.Start), s.period.Floor(w.End-1)
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
	for bin := low; bin <= high; bin = s.period.Next(bin) {
		if group.bins[bin] {
			continue
		}
		values := append(slices.Clone(group.values), s.constants...)
		values[s.time] = value.OfTime(bin)
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
