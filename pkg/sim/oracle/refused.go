package oracle

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/fanlight/fanlight/pkg/fanlight"
)

// version holds the words of META on a run, from a time on.
type version struct {
	since        time.Time
	state        fanlight.State
	epoch, round int
	open         bool
}

// ever reports whether something held of the run at some time since then.
func (r *runState) ever(since time.Time, holds func(version) bool) bool {
	for _, v := range slices.Backward(r.versions) {
		if holds(v) {
			return true
		}
		if v.since.Before(since) {
			break
		}
	}
	return false
}

// refusals are the reasons for which a command is refused, and when each is one.
var refusals = []struct {
	reason *regexp.Regexp
	holds  func(o *Oracle, p *Process, c Command, r *runState, words []string) bool
}{
	{regexp.MustCompile(`^it has ended as ([a-z_]+)(: no delivery waits)?$`), (*Oracle).hasEnded},
	{regexp.MustCompile(` is still ([a-z]+): wait for its end`), (*Oracle).isOpen},
	{regexp.MustCompile(` is being sent again \(round (\d+)\)`), (*Oracle).isOpen},
	{regexp.MustCompile(`^superseded: .* is at epoch (\d+), round (\d+) by now$`), (*Oracle).isElsewhere},
	{regexp.MustCompile(`^no query of .* failed: resend delivers its report again$`), (*Oracle).noneFailed},
	{regexp.MustCompile(`^no query of .* has a result that is still to be had`), (*Oracle).noneKept},
	{regexp.MustCompile(` has no stored report to send again: replay it$`), (*Oracle).notStored},
	{regexp.MustCompile(`^its queries still run: no delivery waits$`), (*Oracle).stillRuns},
	{regexp.MustCompile(` is being reported: repeat the command when that try is over$`), (*Oracle).isClaimed},
	{regexp.MustCompile(`^there is no run `), (*Oracle).isGone},
	{regexp.MustCompile(`^the definition of .* has expired$`), (*Oracle).hasAged},
	{regexp.MustCompile(`^a newer version of Fanlight wrote the (items|definition|report)`), (*Oracle).isNewer},
	{regexp.MustCompile(`^the deployed definition is the one of `), (*Oracle).isSame},
	{regexp.MustCompile(`^.* was deployed again just now: repeat the command$`), (*Oracle).isDeployed},
	{regexp.MustCompile(`^no report ".*" is deployed`), (*Oracle).isTakenAway},
	{regexp.MustCompile(`^there is no backfill (\S+)$`), (*Oracle).neverAsked},
	{regexp.MustCompile(`has ended: it started \d+ editions, and \d+ existed$`), (*Oracle).isDone},
	{regexp.MustCompile(`^stopped after \d+ of \d+ editions, the janitor goes on.*: backfill (\S+)@.* it is being deployed: a chunk is missing$`), (*Oracle).isHalfDeployed},
	{regexp.MustCompile(`^stopped after \d+ of \d+ editions, the janitor goes on`), (*Oracle).isTroubled},
	{regexp.MustCompile(`^(\S+) lies ahead: its editions are not due yet$`), (*Oracle).isAhead},
}

// Refused holds that a command is refused for a reason that holds, or held while the
// process was at work (rules D4 to D8).
func (o *Oracle) Refused(p *Process, c Command, reason string) {
	p.refuses = true
	r := o.run(c.Run)
	for _, known := range refusals {
		if words := known.reason.FindStringSubmatch(reason); words != nil {
			if !r.mayHaveExpired && !known.holds(o, p, c, r, words) {
				o.violate("refused", "%s refuses the %s of %s epoch %d round %d for no reason: %s", p.Name, c.Kind, c.Run, c.Epoch, c.Round, reason)
			}
			return
		}
	}
	o.violate("refused", "%s refuses the %s of %s for a reason that no rule has: %s", p.Name, c.Kind, c.Run, reason)
}

// SaidBusy holds rule D6: a command that is refused only as long as a reporter is at work says
// so, because the command line repeats it then; and no other does.
func (o *Oracle) SaidBusy(p *Process, c Command, reason string, busy bool) {
	if want := strings.Contains(reason, " is being reported: "); busy != want {
		o.violate("D6", "%s refuses the %s of %s, to be repeated: %t, want %t: %s", p.Name, c.Kind, c.Run, busy, want, reason)
	}
}

func (o *Oracle) hasEnded(p *Process, c Command, r *runState, words []string) bool {
	state, s := fanlight.State(words[1]), r.at(c.Epoch).round(c.Round)
	if s.ordered && s.heldFor(c.ID) { // it has ended by this very command (rule G2)
		return false
	}
	return c.Kind == ResendNow && s.state == state ||
		r.ever(p.begun, func(v version) bool { return !v.open && v.state == state })
}

func (o *Oracle) isOpen(p *Process, _ Command, r *runState, words []string) bool {
	return r.ever(p.begun, func(v version) bool {
		return v.open && (string(v.state) == words[1] || strconv.Itoa(v.round) == words[1])
	})
}

func (o *Oracle) isElsewhere(p *Process, c Command, r *runState, words []string) bool {
	return r.ever(p.begun, func(v version) bool {
		elsewhere := v.epoch != c.Epoch || v.round != c.Round
		own := c.ID != "" && r.at(v.epoch).round(v.round).command == c.ID // it is there by this very command (rule G2)
		return strconv.Itoa(v.epoch) == words[1] && strconv.Itoa(v.round) == words[2] && elsewhere && !own
	})
}

func (o *Oracle) noneFailed(_ *Process, c Command, r *runState, _ []string) bool {
	e := r.at(c.Epoch)
	for i := range num(r.meta, "total") {
		if !e.good(i, e.winner(i)) {
			return false
		}
	}
	return true
}

// noneKept reports whether no result of the epoch would stay as long as a replay needs it.
func (o *Oracle) noneKept(p *Process, c Command, r *runState, _ []string) bool {
	e := r.at(c.Epoch)
	for i := range num(r.meta, "total") {
		if e.inheritable(i, p.clock().Add(o.set.Deadline)) != "" {
			return false
		}
	}
	return true
}

func (o *Oracle) notStored(_ *Process, c Command, r *runState, _ []string) bool {
	return r.at(c.Epoch).document == nil
}

func (o *Oracle) stillRuns(p *Process, c Command, r *runState, _ []string) bool {
	e := r.at(c.Epoch)
	return !e.completed || !e.completedAt.Before(p.begun)
}

// isClaimed reports whether another than the command had the claim of its round while the process was at
// work. Whoever lost it to the command may still have put a record of a delivery first (rule R4).
func (o *Oracle) isClaimed(p *Process, c Command, r *runState, _ []string) bool {
	return slices.ContainsFunc(r.at(c.Epoch).rounds, func(s *roundState) bool {
		busy := !s.busyUntil.Before(p.begun.Add(-2 * o.set.Skew))
		if s.heldFor(c.ID) {
			busy = !s.disputed.Before(p.begun)
		}
		return c.saw(s.number) && s.fence > 0 && busy
	})
}

func (o *Oracle) isGone(p *Process, _ Command, r *runState, _ []string) bool {
	return !r.exists() || !r.versions[0].since.Before(p.begun)
}

func (o *Oracle) hasAged(*Process, Command, *runState, []string) bool { return o.monthsPassed }

func (o *Oracle) isNewer(_ *Process, _ Command, r *runState, _ []string) bool { return r.wasNewer }

// isSame reports whether the definition was not deployed again since the run was created.
func (o *Oracle) isSame(p *Process, _ Command, r *runState, _ []string) bool {
	name, _ := o.due(r.id)
	return slices.ContainsFunc(o.deployedTo(p, name), func(d Definition) bool { return d.Hash == str(r.meta, "hash") })
}

func (o *Oracle) isDeployed(p *Process, _ Command, r *runState, _ []string) bool {
	name, _ := o.due(r.id)
	return len(o.deployedTo(p, name)) > 1
}

func (o *Oracle) isTakenAway(p *Process, c Command, _ *runState, _ []string) bool {
	if c.Run == "" {
		return o.wasGone(p, o.set.Calendar.Archive)
	}
	return o.wasGone(p, reportOf(c.Run))
}

// neverAsked reports whether the backfill that the command is to end was not on record, at least
// when the process began.
func (o *Oracle) neverAsked(p *Process, _ Command, _ *runState, words []string) bool {
	b := o.backfills[words[1]]
	for b != nil && b.was != nil {
		b = b.was
	}
	return words[1] == string(p.stops) && (b == nil || !b.at.Before(p.begun))
}

func (o *Oracle) isDone(*Process, Command, *runState, []string) bool {
	for _, b := range o.backfills {
		if b.state == fanlight.BackfillDone {
			return true
		}
	}
	return false
}

// isHalfDeployed reports whether the report of a backfill was deployed anew while the process was at work.
func (o *Oracle) isHalfDeployed(p *Process, _ Command, _ *runState, words []string) bool {
	return slices.ContainsFunc(o.deployments, func(d deployment) bool { return d.Name == words[1] && p.meets(d) })
}

// meets reports whether a report was deployed while the process was at work.
func (p *Process) meets(d deployment) bool { return !d.gone && !d.since.Before(p.begun) }

func (o *Oracle) isTroubled(*Process, Command, *runState, []string) bool { return o.set.Troubled }

// isAhead reports whether a time was in the future, by the process' clock, when it began.
func (o *Oracle) isAhead(p *Process, _ Command, _ *runState, words []string) bool {
	at, err := time.Parse(time.RFC3339, words[1])
	return err == nil && at.After(p.begun.Add(p.Skew))
}
