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

// report logs what went wrong. It returns an error if the invocation finished
// no message.
func (inv *invocation) report(ctx context.Context) error {
	var all []error
	for _, f := range inv.errors {
		err := fmt.Errorf("%s: failed %d times, at first: %w", f.step, f.count, f.first)
		inv.log.ErrorContext(ctx, "worker step failed", "step", f.step, "count", f.count, "error", err)
		all = append(all, err)
	}
	if inv.progressed {
		return nil
	}
	return errors.Join(all...)
}
