package sim

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/ledger"
	"github.com/fanlight/fanlight/pkg/report"
	"github.com/fanlight/fanlight/pkg/sim/history"
	"github.com/fanlight/fanlight/pkg/sim/oracle"
	"github.com/fanlight/fanlight/pkg/stack"
)

// schedule makes the report's schedule fire when it is due: usually once, for
// some seeds twice or not at all. For some seeds an operator starts a second run
// at the same time.
func (s *simulation) schedule() {
	untilDue := s.due().Sub(s.Clock.now)
	s.record.due(ReportName, s.due())
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
	return s.drawn.strikes(kind)
}

// startReport is an asynchronous invocation of the dispatcher: tried again one
// and two minutes after a failure
// (docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html).
func (s *simulation) startReport(name string, due time.Time, try int) {
	s.invoke("dispatcher", stack.Dispatcher.Timeout(), func(p *Process) error {
		err := p.carryOut(fanlight.Command{Report: name, ScheduledTime: due})
		if refused, ok := errors.AsType[*fanlight.Refusal](err); ok {
			p.note("refuses", refused.Reason)
			return nil
		}
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

// line is the command as a history shows it.
func (c command) line() history.Command {
	l := history.Command{ID: cmp.Or(c.ID, "start "+c.suffix), Kind: c.kind.String(), Run: string(c.Run), Epoch: c.Epoch, Round: c.Round}
	if l.To = c.Destinations; c.kind == ResendingTo && l.To == nil {
		l.To = destinations[:1]
	}
	if c.kind == Starting {
		l.Run, l.Epoch, l.Round = string(fanlight.NewRunID(ReportName, Due, c.suffix)), 0, 0
	}
	return l
}

// operators look at the run at random times while faults last, and somewhat
// longer.
func (s *simulation) operators() {
	if s.options.FaultFree || s.rng.IntN(2) > 0 && !s.set.large() {
		return
	}
	s.reactive = s.rng.IntN(2) == 0 || s.set.large()
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
		if one := made[s.rng.IntN(len(made))]; s.listed(one.ID) {
			run = one
		}
	}
	if kind := s.decide(run); s.drawn.strikes(kind) {
		s.give(kind, run, typing)
	}
}

// listed reports whether the listing of a report shows a run: it is read as the command
// line reads it, not consistently.
func (s *simulation) listed(id fanlight.RunID) bool {
	lines := must(s.Ledger().Runs(context.Background(), id.Report(), string(id)))
	return slices.ContainsFunc(lines, func(l ledger.Listed) bool { return l.ID == id })
}

// give gives a command on a run, as the operator sees it.
func (s *simulation) give(kind Fault, run oracle.Run, typing time.Duration) {
	s.commands++
	c := command{
		kind: kind, suffix: fmt.Sprintf("hand%02d", s.commands),
		Command: fanlight.Command{ID: fmt.Sprintf("command-%d", s.commands), Run: run.ID, Epoch: run.Epoch, Round: run.Round},
	}
	s.address(&c)
	s.after(typing, func() {
		if kind == Correcting {
			s.mend(run.ID.Report(), "")
			s.mendAgain(run.ID.Report())
		}
		s.execute(c, 1)
	})
}

// address draws to whom a command sends again, and lets a cancel be of the form of layout 0,
// which does not say the round that was seen.
func (s *simulation) address(c *command) {
	switch c.kind {
	case ResendingTo:
		all := destinations[:s.set.destinations]
		c.Destinations = oneOf(s.rng, all[:1], all[len(all)-1:], all)
	case Cancelling:
		if s.rng.IntN(4) == 0 {
			s.count(EarlierForm)
			c.Round = 0
		}
	}
}

// mend deploys a report once more with another title, unless it is taken away. The window
// of the one that has a single edition ends earlier, too.
func (s *simulation) mend(name, again string) {
	d, err := s.Ledger().Definition(context.Background(), name)
	if err != nil {
		return
	}
	d.Report.Title = fmt.Sprintf("Bot usage, mended%s before command %d", again, s.commands)
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
		s.record.answeredCommand(p, c.line().ID, err)
		if refused, ok := errors.AsType[*fanlight.Refusal](err); ok {
			p.note("refuses", refused.Reason)
			s.oracle.Refused(p.seen, c.fact(), refused.Reason)
			s.oracle.SaidBusy(p.seen, c.fact(), refused.Reason, refused.Busy)
			busy = refused.Busy
			return nil
		}
		if err == nil {
			s.oracle.Executed(c.fact())
			s.oracle.AnsweredReplay(p.seen, c.fact(), p.answer.Kept, p.answer.Again)
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
	s.record.command(p, c.line())
	s.oracle.Commanded(p.seen, c.fact())
}

// fact is the command as the oracle knows it.
func (c command) fact() oracle.Command {
	f := oracle.Command{ID: c.ID, Kind: oracle.CommandKind(c.kind.String()), Run: c.Run, Epoch: c.Epoch, Round: c.Round}
	if c.kind == ResendingTo {
		f.Restrict = c.Destinations
	}
	return f
}

// run carries out the command.
func (c command) run(p *Process) error { return p.carryOut(c.event()) }

// event returns the event of the dispatcher for the command.
func (c command) event() fanlight.Command {
	e := c.Command
	switch c.kind {
	case Cancelling:
		e.Action = fanlight.ActionCancel
	case ReplayingAll, ReplayingFailed:
		e.Action, e.Failed = fanlight.ActionReplay, c.kind == ReplayingFailed
	case Resending, ResendingTo:
		e.Action = fanlight.ActionResend
	case ResendingNow:
		e.Action, e.Now = fanlight.ActionResend, true
	case Correcting:
		e.Action, e.With = fanlight.ActionReplay, fanlight.WithCurrent
	case Starting:
		e = fanlight.Command{Action: fanlight.ActionStart, Report: ReportName, ScheduledTime: Due, Suffix: c.suffix}
	case Backfilling:
		e = fanlight.Command{Action: fanlight.ActionBackfill, Report: ReportName, From: Due.Add(-time.Hour), To: Due.Add(30 * time.Second)}
	}
	return e
}

// carryOut gives the dispatcher's function its event as Lambda does, as JSON. A command
// that is refused has a *fanlight.Refusal.
func (p *Process) carryOut(c fanlight.Command) error {
	var e fanlight.Command
	if err := json.Unmarshal(must(json.Marshal(c)), &e); err != nil {
		return err
	}
	answer, err := p.Dispatcher().Execute(context.Background(), e)
	p.answer = answer
	if err == nil && answer.Refused != "" {
		return &fanlight.Refusal{Reason: answer.Refused, Busy: answer.Busy}
	}
	return err
}
