package sim

import (
	"slices"
	"strings"
	"time"

	"github.com/fanlight/fanlight/pkg/fanlight"
)

// choice is a step that may be the next one.
type choice struct {
	task   task
	kill   *invocation // it dies instead
	strike Fault       // befalls the call that is made
}

// run takes a step.
func (w *world) run(c choice) {
	if c.kill != nil {
		w.died++
		c.kill.faulted = true
		c.kill.kill()
		return
	}
	if at, _ := c.task.due(); at.After(w.Clock.now) {
		w.Clock.now = at
	}
	w.learn(c.task)
	if w.strikes = c.strike; c.strike != NoFault {
		w.died++
	}
	known := len(w.tasks)
	c.task.run()
	w.strikes = NoFault
	w.inherit(c.task, known)
}

// learn adds what a task learns at the beginning of its step: the time, and, if it waits
// for the answers of others, those that have come.
func (w *world) learn(t task) {
	i, ok := t.(*invocation)
	if _, overlaps := t.(*begun); !ok && !overlaps {
		return
	}
	w.history[t] = mix(w.history[t], uint64(w.Clock.now.UnixNano()))
	if !ok {
		return
	}
	for _, o := range i.overlaps {
		for _, b := range o.calls {
			if b.answer != nil {
				w.history[t] = mix(w.history[t], w.history[b])
			}
		}
	}
}

// inherit gives the calls that a task has begun what the task knows.
func (w *world) inherit(of task, known int) {
	for n, t := range w.tasks[min(known-1, len(w.tasks)):] {
		if b, ok := t.(*begun); ok && w.history[b] == 0 {
			w.history[b] = mixAll(w.history[of], uint64(n), hashText(b.i.name))
		}
	}
}

// order is how the steps of a world follow each other.
type order int

const (
	inTurn     order = iota // who can go on first does; its calls are struck before and after
	everyOrder              // in every order, apart from steps that commute
	afterwards              // in turn again
)

// choices returns the steps that may be next, the one that is taken unless it is decided
// otherwise first; none if nothing is left that could happen. Invocations may die if mayDie.
func (w *world) choices(mayDie bool) []choice {
	if w.order == everyOrder && (w.inTurnAfter && w.died > 0 || w.narrow != nil && w.narrow()) {
		w.order = afterwards
	}
	ready := w.within(w.slack)
	if len(ready) == 0 {
		return nil
	}
	switch w.order {
	case inTurn:
		return w.strikable(first(ready), mayDie)
	case afterwards:
		return w.killable([]task{first(ready)}, mayDie)
	}
	for _, t := range ready {
		if at, _ := t.due(); at.After(w.Clock.now) {
			continue
		}
		switch w.reach(t) {
		case local:
			w.passed(len(ready))
			return []choice{{task: t}}
		case own:
			w.passed(len(ready))
			return w.killable([]task{t}, mayDie)
		}
	}
	return w.killable(ready, mayDie)
}

// passed counts a step that is taken before all others, if there are some.
func (w *world) passed(ready int) {
	if ready > 1 {
		w.commuting++
	}
}

// first returns the task that can go on first, of several the one that is in the world for longest.
func first(ready []task) task {
	var next task
	var when time.Time
	for _, t := range ready {
		if at, _ := t.due(); next == nil || at.Before(when) {
			next, when = t, at
		}
	}
	return next
}

// within returns the tasks that can go on next if each may be so much slower than others. If
// none can go on yet, time passes.
func (w *world) within(slack time.Duration) (ready []task) {
	var earliest time.Time
	for _, t := range w.tasks {
		if at, ever := t.due(); ever && (earliest.IsZero() || at.Before(earliest)) {
			earliest = at
		}
	}
	w.Clock.now = latest(w.Clock.now, earliest)
	last := earliest.Add(slack)
	for _, t := range w.tasks {
		if at, ever := t.due(); ever && !at.After(last) {
			ready = append(ready, t)
		}
	}
	return ready
}

// strikable returns the step of a task, and its deaths before and after the call that it makes.
func (w *world) strikable(t task, mayDie bool) []choice {
	all := []choice{{task: t}}
	if c := pendingOf(t); mayDie && c.Op != "" && c.Op != opReturn {
		all = append(all, choice{task: t, strike: CrashBefore}, choice{task: t, strike: CrashAfter})
	}
	return all
}

// killable returns the steps of tasks, and the deaths of their invocations.
func (w *world) killable(tasks []task, mayDie bool) (all []choice) {
	for _, t := range tasks {
		all = append(all, choice{task: t})
	}
	if !mayDie {
		return all
	}
	killed := map[*invocation]bool{}
	for _, t := range tasks {
		if i := invocationOf(t); i != nil && !killed[i] && w.reach(t) != local {
			killed[i] = true
			all = append(all, choice{kill: i})
		}
	}
	return all
}

// invocationOf returns the invocation that a task is of, or nil.
func invocationOf(t task) *invocation {
	switch t := t.(type) {
	case *invocation:
		return t
	case *begun:
		return t.i
	}
	return nil
}

// pendingOf returns the call that a task makes next; without an operation if it waits.
func pendingOf(t task) Call {
	switch t := t.(type) {
	case *invocation:
		return t.pending
	case *begun:
		return t.pending
	}
	return Call{}
}

// reach is how far the next step of a task can be noticed by others, as long as it is not taken.
type reach int

const (
	shared reach = iota // others may notice it, or do something that it would notice
	own                 // nobody does, but whether it is taken matters once its process has died
	local               // nobody does
)

// reach returns that of a task's next step. It is taken from what the call is made to: what only
// its process knows of, what never changes any more, and what is not read by any rule.
func (w *world) reach(t task) reach {
	i := invocationOf(t)
	if i == nil {
		return shared
	}
	switch c := pendingOf(t); c.Op {
	case "":
		return local
	case opReturn, "StopQuery", "DeleteMessageBatch", "ChangeVisibility": // of messages that it holds
		return own
	case "DescribeQueries", "GetQueryResults": // queries are answered at once
		return local
	case "StartQuery":
		return own
	case "ReceiveMessage":
		if at, any := w.SQS.NextVisible(w.Names.QueryQueue); !(any && !at.After(w.Clock.now)) && w.state() == fanlight.Running { // nobody sends
			return own
		}
	case "GetItem", "Query":
		return w.reads(c.target)
	case "BatchWriteItem", "PutItem", "UpdateItem":
		return w.writes(c.target)
	}
	return shared
}

func (w *world) reads(target string) reach {
	switch {
	case isAny(target, "REPORTS", "DEFINITION#", "REPORT#"+ReportName+" DEFINITION#", "FIGURES#", "PATTERNS#", "BACKFILLS"),
		strings.Contains(target, " RESULT#"), strings.Contains(target, " PROGRESS#") && w.full[target[:strings.Index(target, " ")]]:
		return local
	case isJanitors(target) && (w.janitors() < 2 || !w.notes):
		return local
	}
	return shared
}

func (w *world) writes(target string) reach {
	switch {
	case strings.Contains(target, " RESULT#"), strings.Contains(target, " DOCUMENT#") && isEpochs(target):
		return local // a name with random bits, which nobody has seen
	case strings.HasSuffix(target, " TIMES"), isJanitors(target) && (w.janitors() < 2 || !w.notes):
		return own
	}
	return shared
}

func isAny(target string, prefixes ...string) bool {
	return slices.ContainsFunc(prefixes, func(p string) bool { return strings.HasPrefix(target, p) })
}

// janitors returns how many janitors sweep.
func (w *world) janitors() (n int) {
	for _, t := range w.tasks {
		if i, ok := t.(*invocation); ok && strings.HasPrefix(i.name, "janitor#") {
			n++
		}
	}
	return n
}

// isJanitors reports whether only janitors use an item.
func isJanitors(target string) bool {
	return isAny(target, "WATCHES") || strings.HasSuffix(target, " WATCH")
}

// isEpochs reports whether an item is in the partition of an epoch.
func isEpochs(target string) bool {
	pk, _, _ := strings.Cut(target, " ")
	return strings.HasPrefix(pk, "RUN#") && strings.Count(pk, "#") == 2
}
