package worker

import (
	"context"
	"errors"
	"fmt"
	"slices"
)

// stepError collects the errors of one kind of step. A step that failed is
// tried again, so the first error stands for all of them.
type stepError struct {
	step  string
	first error
	count int
}

// failed reports whether a step failed, and keeps its error for the end of the
// invocation. A cancelled context counts as a failure but is not kept.
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
