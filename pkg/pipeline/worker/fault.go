package worker

import (
	"context"
	"errors"
	"fmt"
	"slices"
)

// fault is what went wrong in one kind of step of a shift. The steps are tried
// again at each tick, so the first error stands for all.
type fault struct {
	step  string
	first error
	count int
}

// failed reports whether a step failed, and keeps its error for the end. That
// the environment ends is no fault.
func (s *shift) failed(step string, err error) bool {
	if err == nil || errors.Is(err, context.Canceled) {
		return err != nil
	}
	i := slices.IndexFunc(s.faults, func(f fault) bool { return f.step == step })
	if i < 0 {
		i = len(s.faults)
		s.faults = append(s.faults, fault{step: step, first: err})
	}
	s.faults[i].count++
	return true
}

// report tells the log what went wrong, and returns it if it left the shift
// without anything to show.
func (s *shift) report() error {
	var all []error
	for _, f := range s.faults {
		err := fmt.Errorf("%s: failed %d times, at first: %w", f.step, f.count, f.first)
		s.log.Error("work", "error", err)
		all = append(all, err)
	}
	if s.fruitful {
		return nil
	}
	return errors.Join(all...)
}
