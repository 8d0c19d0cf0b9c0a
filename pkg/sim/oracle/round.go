package oracle

import "github.com/fanlight/fanlight/pkg/fanlight"

// wanted returns the destinations of the run's round: those of the command that its
// process carried out when it began the round (rule D5).
func (o *Oracle) wanted(r *runState) []string {
	if s := r.at(r.epoch).round(r.round); len(s.restrict) > 0 {
		return s.restrict
	}
	_, correction := r.id.Corrects()
	if r.id.Report() == o.set.Calendar.Archive && str(r.meta, "audience") == string(fanlight.ToArchive) && !correction && r.epoch == 1 && r.round == 1 {
		return o.set.Archives // rule D7
	}
	return o.set.Destinations
}

// beganRound takes note of a round that a process began. A further round, or epoch, is one
// that a command asks for, on the round or the epoch that its operator saw (rules D4, D5).
func (o *Oracle) beganRound(p *Process, was, r *runState) {
	s := r.at(r.epoch).round(r.round)
	s.began = o.world.Now()
	if was.meta == nil {
		return
	}
	c, given := o.commands[p.command]
	replays := c.Kind == ReplayAll || c.Kind == ReplayFailed
	switch {
	case !given || c.Run != r.id || c.Epoch != was.epoch:
	case was.epoch != r.epoch && replays, was.epoch == r.epoch && (c.Kind == Resend || c.Kind == ResendTo) && c.Round == was.round:
		s.restrict, s.command = c.Restrict, c.ID
		if str(r.meta, "command") != c.ID {
			o.violate("G2", "%s begins epoch %d round %d of %s by %s, and META names %q", p.Name, r.epoch, r.round, r.id, c.ID, str(r.meta, "command"))
		}
		if was.epoch != r.epoch {
			r.at(r.epoch).ofFailures = c.Kind == ReplayFailed
			o.checkReplayed(p, r.at(was.epoch), c)
		}
		return
	}
	o.violate("D5", "%s begins epoch %d round %d of %s after round %d, and no command asks for it: %+v", p.Name, r.epoch, r.round, r.id, was.round, c)
}

// struck notes that a process that held a round's claim did not end well, or was struck by
// a fault.
func (o *Oracle) struck(p *Process) {
	for _, s := range p.claimed {
		s.struck = true
	}
}

// attended notes that a reporter saw to the message of a round that has not ended, and that
// nothing struck it.
func (o *Oracle) attended(p *Process) {
	if m := p.claims; m.Run != "" {
		if s := o.run(m.Run).at(m.Epoch).round(m.Round); !isFinal(s.state) {
			s.heard = o.world.Now()
		}
	}
}

// checkUnsent holds that a destination that did not get a round has had a reason: its provider
// refused, or its answer did not come, or who was to deliver was struck, or a command ended
// the round (rules R4, R5).
func (o *Oracle) checkUnsent(r *runState, e *epochState, s *roundState) {
	early := r.gaveUp && o.late > 0                                    // by a clock that was wrong by hours (rule G9)
	unheard := r.gaveUp && o.set.Troubled && s.heard.Before(s.offered) // its message was lost, or those who had it were struck, and then the janitor was out
	if s.ordered || s.struck || early || unheard || r.wasNewer || r.newer || e.withheld(s.number) {
		return
	}
	for _, name := range o.wanted(r) {
		if d := s.to(name); d.record != "sent" && d.refusals == 0 && (o.set.OnUnknown != "skip" || d.most() == 0) {
			o.violate("R4", "%s did not get epoch %d round %d of %s, and nothing refused it", name, e.number, s.number, r.id)
		}
	}
}
