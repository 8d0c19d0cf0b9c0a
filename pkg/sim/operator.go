package sim

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/report"
	"github.com/fanlight/fanlight/pkg/sim/oracle"
	"github.com/fanlight/fanlight/pkg/stack"
)

// schedule makes the report's schedule fire when it is due: usually once, for
// some seeds twice or not at all. For some seeds an operator starts a second run
// at the same time.
func (s *simulation) schedule() {
	untilDue := s.due().Sub(s.Clock.now)
	start := func() { s.fire(ReportName, s.due()) }
	if s.set.seconds > 0 {
		s.count(DueAtSecond)
	}
	if s.older {
		s.after(untilDue, s.startOlder)
		untilDue += time.Minute // the Lambda service invokes the dispatcher that died again
	}
	if !s.oneIn(15, ScheduleLost) {
		s.after(untilDue, start)
	}
	if s.oneIn(10, ScheduleTwice) {
		s.after(untilDue+s.upTo(5*time.Minute), start)
	}
	if s.oneIn(8, Starting) {
		second := command{kind: Starting, suffix: "beside"}
		s.after(untilDue+s.upTo(30*time.Second), func() { s.execute(second, 1) })
	}
}

// oneIn reports whether a fault of the whole simulation happens: for one of n
// seeds, unless the simulation is free of faults.
func (s *simulation) oneIn(n int, kind Fault) bool {
	if s.options.FaultFree || s.rng.IntN(n) > 0 {
		return false
	}
	s.count(kind)
	return true
}

// startReport is an asynchronous invocation of the dispatcher: tried again one
// and two minutes after a failure
// (docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html).
func (s *simulation) startReport(name string, due time.Time, try int) {
	s.invoke("dispatcher", stack.Dispatcher.Timeout(), func(p *Process) error {
		_, err := p.Dispatcher().Start(context.Background(), name, due, "")
		return err
	}, func(p *Process) {
		if p.failed() && try < 3 {
			s.after(time.Duration(try)*time.Minute, func() { s.startReport(name, due, try+1) })
		}
	})
}

// command is a command of an operator.
type command struct {
	fanlight.Command
	kind   Fault  // Cancelling to Backfilling
	suffix string // of a run started by hand
}

// operators look at the run at random times while faults last, and somewhat
// longer.
func (s *simulation) operators() {
	if s.options.FaultFree || s.rng.IntN(2) > 0 {
		return
	}
	s.reactive = s.rng.IntN(2) == 0
	for range 1 + s.rng.IntN(4) {
		at := oneOf(s.rng, 0, s.upTo(10*time.Second), s.upTo(2*time.Minute), s.upTo(s.set.faultsUntil.Sub(Due)+20*time.Minute))
		s.after(Due.Sub(s.Clock.now)+at, func() {
			typing := oneOf(s.rng, 0, s.upTo(s.set.patience))
			s.operate(typing)
			if s.oneIn(3, TwoOperators) {
				s.operate(typing)
			}
		})
	}
}

// maxCommands bounds the commands of reactive operators.
const maxCommands = 8

// runEnded lets a reactive operator give a command when a run ends.
func (s *simulation) runEnded() {
	if s.reactive && s.commands < maxCommands && s.rng.IntN(3) == 0 {
		s.after(0, func() { s.operate(0) })
	}
}

// operate is an operator who looks at a run, decides, and types for some time.
func (s *simulation) operate(typing time.Duration) {
	run := oracle.Run{ID: fanlight.NewRunID(ReportName, Due, ""), Epoch: 1, Round: 1, Open: true} // as the operator knows that it will be
	if made := s.oracle.Runs(); len(made) > 0 {
		run = made[s.rng.IntN(len(made))]
	}
	kind := s.decide(run)
	s.count(kind)
	s.give(kind, run, typing)
}

// give gives a command on a run, as the operator sees it.
func (s *simulation) give(kind Fault, run oracle.Run, typing time.Duration) {
	s.commands++
	c := command{
		kind: kind, suffix: fmt.Sprintf("hand%02d", s.commands),
		Command: fanlight.Command{ID: fmt.Sprintf("command-%d", s.commands), Run: run.ID, Epoch: run.Epoch, Round: run.Round},
	}
	s.after(typing, func() {
		if kind == Correcting {
			s.mend(run.ID.Report())
		}
		s.execute(c, 1)
	})
}

// mend deploys a report once more with another title, unless it is taken away. The window
// of the one that has a single edition ends earlier, too.
func (s *simulation) mend(name string) {
	d, err := s.Ledger().Definition(context.Background(), name)
	if err != nil {
		return
	}
	d.Report.Title = fmt.Sprintf("Bot usage, mended before command %d", s.commands)
	if name == ReportName {
		d.Report.Delay += report.Duration(time.Minute)
		s.deployed = d.Report
	}
	must(d, s.put(d.Report))
}

// decide draws a command that mostly makes sense for what the operator sees.
func (s *simulation) decide(run oracle.Run) Fault {
	switch {
	case s.rng.IntN(8) == 0:
		return oneOf(s.rng, Cancelling, ReplayingAll, ReplayingFailed, Resending, ResendingTo, ResendingNow, Correcting, Starting, Backfilling)
	case run.Open:
		return oneOf(s.rng, Cancelling, Cancelling, ResendingNow)
	}
	return oneOf(s.rng, ReplayingAll, ReplayingFailed, ReplayingFailed, Resending, ResendingTo, Correcting)
}

// An operator whose command finds a try under way repeats it, as the command line
// does, for longer than a lease.
const (
	maxRepeats  = 25
	repeatAfter = 10 * time.Second
)

// execute is an invocation of the dispatcher whose caller, if no answer comes,
// tries again.
func (s *simulation) execute(c command, try int) {
	busy := false
	p := s.invoke("dispatcher", stack.Dispatcher.Timeout(), func(p *Process) error {
		err := c.run(p)
		if refused, ok := errors.AsType[*fanlight.Refusal](err); ok {
			p.note("refuses", refused.Reason)
			s.oracle.Refused(p.seen, c.fact(), refused.Reason)
			busy = refused.Busy
			return nil
		}
		if err == nil {
			s.oracle.Executed(c.fact())
		}
		return err
	}, func(p *Process) {
		switch {
		case busy && try < maxRepeats:
			s.count(BusyOperator)
			s.after(repeatAfter, func() { s.execute(c, try+1) })
		case p.failed() && try < 3 && s.rng.IntN(2) == 0:
			s.after(s.upTo(time.Minute), func() { s.execute(c, try+1) })
		}
	})
	p.note(c.kind.String(), fmt.Sprintf("%s epoch %d round %d", c.ID, c.Epoch, c.Round))
	s.oracle.Commanded(p.seen, c.fact())
}

// fact is the command as the oracle knows it.
func (c command) fact() oracle.Command {
	f := oracle.Command{ID: c.ID, Kind: oracle.CommandKind(c.kind.String()), Run: c.Run, Epoch: c.Epoch, Round: c.Round}
	if c.kind == ResendingTo {
		f.Restrict = destinations[:1]
	}
	return f
}

func (c command) run(p *Process) (err error) {
	d, ctx := p.Dispatcher(), context.Background()
	switch c.kind {
	case Cancelling:
		_, err = d.Cancel(ctx, c.Command)
	case ReplayingAll:
		_, err = d.Replay(ctx, c.Command)
	case ReplayingFailed:
		c.Failed = true
		_, err = d.Replay(ctx, c.Command)
	case Resending:
		_, err = d.Resend(ctx, c.Command)
	case ResendingTo:
		c.Destinations = destinations[:1]
		_, err = d.Resend(ctx, c.Command)
	case ResendingNow:
		c.Now = true
		_, err = d.Resend(ctx, c.Command)
	case Correcting:
		c.With = fanlight.WithCurrent
		_, err = d.Correct(ctx, c.Command)
	case Starting:
		_, err = d.Start(ctx, ReportName, Due, c.suffix)
	case Backfilling:
		_, err = d.Backfill(ctx, fanlight.Command{Report: ReportName, From: Due.Add(-time.Hour), To: Due.Add(30 * time.Second)})
	}
	return err
}
