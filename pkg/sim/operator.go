package sim

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/pipeline/dispatcher"
)

// schedule lets the report's schedule fire when it is due: usually once, perhaps twice, or not at all; and
// perhaps somebody starts a second run beside that one.
func (w *world) schedule() {
	start := func() { w.startReport(1) }
	if !w.oneIn(15, ScheduleLost) {
		w.after(due.Sub(w.now), start)
	}
	if w.oneIn(10, ScheduleTwice) {
		w.after(due.Sub(w.now)+w.upTo(5*time.Minute), start)
	}
	if w.oneIn(8, Starting) {
		beside := command{kind: Starting, suffix: "beside"}
		w.after(due.Sub(w.now)+w.upTo(30*time.Second), func() { w.carryOut(beside, 1) })
	}
}

// oneIn says whether something befalls the whole world: once in n worlds that are not calm.
func (w *world) oneIn(n int, kind Fault) bool {
	if w.options.Calm || w.rng.IntN(n) > 0 {
		return false
	}
	w.count(kind)
	return true
}

func (w *world) upTo(d time.Duration) time.Duration { return time.Duration(w.rng.Int64N(int64(d))) }

// startReport is an asynchronous invocation of the dispatcher: tried again one and two minutes after a
// failure (docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html).
func (w *world) startReport(try int) {
	w.start("dispatcher", dispatcherTimeout, func(p *process) error {
		_, err := dispatcher.New(p.stack()).Start(context.Background(), reportName, due, "")
		return err
	}, func(p *process) {
		if p.failed() && try < 3 {
			w.after(time.Duration(try)*time.Minute, func() { w.startReport(try + 1) })
		}
	})
}

// command is what an operator asks for.
type command struct {
	kind   Fault // Cancelling to Backfilling
	order  fanlight.Command
	suffix string // of a run started by hand
}

// operators look at the run at random times while faults last, and somewhat longer.
func (w *world) operators() {
	if w.options.Calm || w.rng.IntN(2) > 0 {
		return
	}
	w.eager = w.rng.IntN(2) == 0
	for range 1 + w.rng.IntN(4) {
		at := oneOf(w.rng, 0, w.upTo(10*time.Second), w.upTo(2*time.Minute), w.upTo(w.set.calmFrom.Sub(due)+20*time.Minute))
		w.after(due.Sub(w.now)+at, func() {
			types := oneOf(w.rng, 0, w.upTo(w.set.patience))
			w.order(types)
			if w.oneIn(3, TwoOperators) {
				w.order(types)
			}
		})
	}
}

// maxOrders bounds the commands of operators who answer each end with one.
const maxOrders = 8

// closed hears of a run's end: some operators want something else at once.
func (w *world) closed() {
	if w.eager && w.orders < maxOrders && w.rng.IntN(3) == 0 {
		w.after(0, func() { w.order(0) })
	}
}

// order is an operator who looks at a run, decides, and types for some time.
func (w *world) order(types time.Duration) {
	run, seen := w.oracle.shown()
	if !seen { // he knows what it will be
		run = &runState{id: fanlight.NewRunID(reportName, due, ""), epoch: 1, round: 1, open: true}
	}
	kind := w.decide(run)
	w.count(kind)
	w.orders++
	c := command{
		kind: kind, suffix: fmt.Sprintf("hand%02d", w.orders),
		order: fanlight.Command{ID: fmt.Sprintf("command-%d", w.orders), Run: run.id, Epoch: run.epoch, Round: run.round},
	}
	w.after(types, func() { w.carryOut(c, 1) })
}

// decide draws a command that mostly makes sense for what the operator sees.
func (w *world) decide(run *runState) Fault {
	switch {
	case w.rng.IntN(8) == 0:
		return Cancelling + Fault(w.rng.IntN(int(Backfilling-Cancelling)+1))
	case run.open:
		return Cancelling
	}
	return oneOf(w.rng, ReplayingAll, ReplayingFailed, ReplayingFailed, Resending, ResendingTo)
}

// carryOut is an invocation of the dispatcher whose caller, if no answer comes, tries again.
func (w *world) carryOut(c command, try int) {
	p := w.start("dispatcher", dispatcherTimeout, func(p *process) error {
		err := c.run(p)
		var refused *fanlight.Refusal
		if errors.As(err, &refused) {
			p.w.note(p.name, "refuses", refused.Reason)
			p.w.oracle.refused(c, refused.Reason)
			return nil
		}
		return err
	}, func(p *process) {
		if p.failed() && try < 3 && w.rng.IntN(2) == 0 {
			w.after(w.upTo(time.Minute), func() { w.carryOut(c, try+1) })
		}
	})
	w.note(p.name, c.kind.String(), fmt.Sprintf("%s epoch %d round %d", c.order.ID, c.order.Epoch, c.order.Round))
	if c.kind == ReplayingAll || c.kind == ReplayingFailed {
		p.view.onlyEpoch = c.order.Epoch + 1
	}
}

func (c command) run(p *process) (err error) {
	d := dispatcher.New(p.stack())
	ctx := context.Background()
	switch c.kind {
	case Cancelling:
		_, err = d.Cancel(ctx, c.order)
	case ReplayingAll:
		_, err = d.Replay(ctx, c.order)
	case ReplayingFailed:
		c.order.Failed = true
		_, err = d.Replay(ctx, c.order)
	case Resending:
		_, err = d.Resend(ctx, c.order)
	case ResendingTo:
		c.order.Destinations = []string{"to-0"}
		_, err = d.Resend(ctx, c.order)
	case Starting:
		_, err = d.Start(ctx, reportName, due, c.suffix)
	case Backfilling:
		_, err = d.Backfill(ctx, reportName, due.Add(-time.Hour), due)
	}
	return err
}
