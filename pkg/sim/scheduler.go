package sim

import (
	"math/rand/v2"
	"slices"
	"time"
)

// task is one of those among which the scheduler chooses: an invocation, an
// event, an event source.
type task interface {
	// due returns when the task can go on, and whether it ever can.
	due() (at time.Time, ever bool)
	// run lets the task go on.
	run()
}

// event is something that happens by itself at a time.
type event struct {
	s    *scheduler
	when time.Time
	do   func()
}

func (e *event) due() (time.Time, bool) { return e.when, true }

func (e *event) run() {
	e.s.remove(e)
	e.do()
}

// scheduler lets one task after the other go on, chosen by the seed, and moves
// the clock when none can.
type scheduler struct {
	clock  *Clock
	choice *rand.Rand
	tasks  []task
	ready  []task // scratch
	steps  int
}

func (s *scheduler) add(t task) { s.tasks = append(s.tasks, t) }

func (s *scheduler) remove(t task) {
	s.tasks = slices.DeleteFunc(s.tasks, func(other task) bool { return other == t })
}

// at does something at a time.
func (s *scheduler) at(when time.Time, do func()) { s.add(&event{s, when, do}) }

// step lets one task go on. It returns false if none ever can. When early
// reports true, time passes although some task can go on: what waits for a later
// time races with it.
func (s *scheduler) step(early func() bool) bool {
	s.steps++
	next, ready := s.look()
	if next.IsZero() && len(ready) == 0 {
		return false
	}
	if len(ready) == 0 || !next.IsZero() && early() {
		s.clock.now = next
		_, ready = s.look()
	}
	ready[s.choice.IntN(len(ready))].run()
	return true
}

// look returns the tasks that can go on now, and when more can.
func (s *scheduler) look() (next time.Time, ready []task) {
	ready = s.ready[:0]
	for _, t := range s.tasks {
		at, ever := t.due()
		switch {
		case !ever:
		case !at.After(s.clock.now):
			ready = append(ready, t)
		case next.IsZero() || at.Before(next):
			next = at
		}
	}
	s.ready = ready
	return next, ready
}

// stop ends the coroutines of all invocations.
func (s *scheduler) stop() {
	for _, t := range slices.Clone(s.tasks) {
		switch t := t.(type) {
		case *invocation:
			t.stop()
		case *begun:
			t.stop()
		}
	}
}
