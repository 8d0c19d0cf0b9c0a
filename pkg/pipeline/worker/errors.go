package worker

import (
	"context"
	"errors"
	"fmt"
	"slices"
)

// stepError is what went wrong in one kind of step of an invocation. The steps are tried
// again at each step, so the first error stands for all.
type stepError struct {
	step  string
	first error
	count int
}

// failed reports whether a step failed, and keeps its error for the end. That
// the environment ends is no fault.
func (inv *invocation) failed(step string, err error) bool {
	if err == nil || errors.Is(err, context.Canceled) {
		return err != nil
	}
	i := slices.IndexFunc(inv.errors, func(f stepError) bool { return f.step == step })
	if i < 0 {
		i = len(inv.errors)
		inv.errors = append(inv.errors, stepError{step: step, first: err})
	}
	inv.errors[i].count++
	return true
}

// report tells the log what went wrong, and returns it if it left the shift
// without anything to show.
func (inv *invocation) report() error {
	var all []error
	for _, f := range inv.errors {
		err := fmt.Errorf("%s: failed %d times, at first: %w", f.step, f.count, f.first)
		inv.log.Error("work", "error", err)
		all = append(all, err)
	}
	if inv.progressed {
		return nil
	}
	return errors.Join(all...)
}
