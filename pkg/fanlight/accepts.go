package fanlight

// Accepts returns nil if the run's state lets a command on it be carried out, else the
// refusal. Dispatcher and command line ask it, so that no command is proposed in a state
// in which it is refused.
func (r Run) Accepts(c Command) error {
	switch {
	case c.Action == ActionCancel && !r.Open && r.State != Cancelled:
		return Refuse("it has ended as %s", r.State)
	case c.Action == ActionCancel:
		return nil
	case c.Now && !r.Open:
		return Refuse("it has ended as %s: no delivery waits", r.State)
	case c.Now:
		return nil
	case !r.State.Final():
		return Refuse("%s is still %s: wait for its end, or cancel it first", r.ID, r.State)
	case r.Open:
		return Refuse("%s is being sent again (round %d): wait for its end, or cancel it first", r.ID, r.Round)
	}
	return nil
}

// Standing holds what a person sees of a run: proposals go by it.
type Standing struct {
	Run      Run
	Complete bool // every query is settled
	Waits    bool // a delivery waits for its next try, and no reporter is at work
	Report   bool // a report is stored
	Good     int  // queries with an answer
	Failed   int  // queries that have ended without one
	Refused  int  // of these, queries that were not run, because they would scan too much
	Missed   int  // destinations that are not known to have the report
}

// Hint is a command that a person may give next.
type Hint struct {
	Action Action
	Failed bool // only what failed: the queries of a replay, the destinations of a resend
	Now    bool // of a resend

	// With is the definition of a replay, as in [Command]: WithCurrent, or empty. Such a
	// replay is carried out once a changed definition is deployed.
	With string
}

// Command returns the hint as the dispatcher gets it, without what names the run.
func (h Hint) Command() Command {
	return Command{Action: h.Action, Failed: h.Failed && h.Action == ActionReplay, Now: h.Now, With: h.With}
}

// Line returns the command as it is typed in a shell.
func (h Hint) Line(run RunID) string {
	line := "fanlight " + string(h.Action) + " " + string(run)
	if h.Failed {
		line += " --failed"
	}
	if h.Now {
		line += " --now"
	}
	if h.With != "" {
		line += " --with " + h.With
	}
	return line
}

// Hints returns the commands that lead on from where a run stands, at most three, none of
// which is refused there, if the definition has been changed that a hint runs the queries with.
func (s Standing) Hints() []Hint {
	var accepted []Hint
	for _, h := range s.useful() {
		if s.Run.Accepts(h.Command()) == nil {
			accepted = append(accepted, h)
		}
	}
	return accepted
}

// useful returns what would help, were it accepted.
func (s Standing) useful() (all []Hint) {
	replay, resend, cancel := Hint{Action: ActionReplay}, Hint{Action: ActionResend}, Hint{Action: ActionCancel}
	switch {
	case s.Run.Newer || len(s.Run.Definition.Queries) == 0: // of another version, or its definition has expired
		return nil
	case s.Run.Open && s.Waits && s.Complete:
		return []Hint{{Action: ActionResend, Now: true}, cancel}
	case s.Run.Open:
		return []Hint{cancel}
	}
	if s.Failed > s.Refused {
		replay.Failed = s.Good > 0 // else there is nothing to keep
		all = append(all, replay)
	}
	if s.Refused > 0 { // the definition of the run would refuse them again
		all = append(all, Hint{Action: ActionReplay, With: WithCurrent})
	}
	withheld := s.Run.State == Skipped || s.Run.State == Held
	if s.Report && (withheld || s.Missed > 0) {
		resend.Failed = !withheld
		all = append(all, resend)
	}
	if len(all) == 0 && s.Run.State != Sent {
		all = append(all, replay)
	}
	return all
}
