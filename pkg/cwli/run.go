package cwli

import (
	"context"
	"fmt"
)

// Source calls yield for the events that an input selects, until yield returns an error,
// which it returns. It need not heed the window. It may call yield on other goroutines, if
// one call follows the other, and for a Batch of events in their place.
type Source func(ctx context.Context, in Input, yield func(*Event) error) error

// errDone ends the reading of an input of which no further event counts.
var errDone = fmt.Errorf("no further event counts")

// errInterrupted ends the rows that are made of one when the context is done.
var errInterrupted = fmt.Errorf("the run was interrupted")

// Run runs the query over the events of a source: all of its inputs, one after the
// other. The error is that of the source, of the context, or one that Add returns.
func (q *Query) Run(ctx context.Context, o Options, events Source) (Result, error) {
	x := q.Execution(o)
	if err := x.ReadFrom(ctx, events); err != nil {
		return Result{}, err
	}
	return x.Result(ctx)
}

// ReadFrom adds the events of all inputs of the query.
func (x *Execution) ReadFrom(ctx context.Context, events Source) error {
	x.ctx = ctx
	for _, part := range x.plan.parts {
		in := part.input
		in.lookers = x.lookers()
		err := events(ctx, in, x.addUntilDone)
		if err != nil && err != errDone { //nolint:errorlint // it is this package's own, and not wrapped
			return err
		}
		if err := x.Next(); err != nil {
			return err
		}
	}
	return nil
}

func (x *Execution) addUntilDone(e *Event) error {
	if err := x.Add(e); err != nil {
		return err
	}
	if x.Done() {
		return errDone
	}
	return nil
}
