package sim

import (
	"fmt"
	"time"

	"github.com/fanlight/fanlight/pkg/fanlight"
)

// cancelDispatcher begins when a dispatcher has created META. An operator cancels, and replays the
// run as soon as it is closed: the dispatcher of the epoch before may still be at work. Workers
// come when the second epoch is dispatched.
func cancelDispatcher(bug plantedBug, keepTrace bool) *world {
	w := newWorld(2, bug, keepTrace)
	w.Clock.now = Due
	w.start(1)
	w.advance(func() bool { return w.meta != nil })
	w.give(w.command(Cancelling), 1)
	w.whenClosed(0, "replay", func() { w.give(w.command(ReplayingAll), 1) })
	w.sweeps(2 * time.Minute)
	dispatched := func() bool { return w.replayed() && w.state() != fanlight.Dispatching }
	w.add(&gate{w, w.Clock.now, dispatched})
	w.goal = func() error { return w.sentIn(2) }
	return w.vary(dispatched)
}

// sentIn holds that the run has ended as sent, with the right answers of an epoch.
func (w *world) sentIn(epoch int) error {
	run, err := w.storedRun()
	switch {
	case err != nil:
		return err
	case run.State != fanlight.Sent || run.Epoch != epoch || !w.has(gotten{destinations[0], epoch, 1}):
		return fmt.Errorf("epoch %d is %s, and %v got it", run.Epoch, run.State, w.got)
	}
	return w.answered(run, epoch)
}

// sweepLost begins when the messages of a run are lost, and a janitor has doubted that for as long
// as it takes: the next one sends them again.
func sweepLost(bug plantedBug, keepTrace bool) *world {
	w := dispatched(bug, keepTrace)
	w.lose(w.Names.QueryQueue)
	w.Clock.Advance(w.set.sweep.Quiet / 2)
	w.sweep()
	w.advance(func() bool { return w.live == 0 })
	w.Clock.Advance(w.set.sweep.Quiet / 2)
	return w.twoJanitors(func() error {
		if w.died > 0 && w.state() == fanlight.Sent { // what it had noted, and not sent, waits for the deadline
			return nil
		}
		return w.wasSent()
	})
}

// clockAhead begins when a report is announced twice, and the reporter of an earlier claim has died. Of
// two further reporters the second has a clock that is an hour ahead: it takes the claim from the other.
func clockAhead(bug plantedBug, keepTrace bool) *world {
	w := complete(bug, keepTrace)
	source := &eventSource{s: w.simulation, url: w.Names.ReportQueue, batch: 1, begin: w.report}
	w.add(source)
	w.advance(func() bool { return w.items["RUN#"+string(RunID)+" SEND#1#1"] != 0 })
	w.kill()
	source.busy = 0
	w.Clock.Advance(2 * w.set.reporterTimeout)
	w.repeat(w.Names.ReportQueue)
	w.skewOf = func(name string) time.Duration {
		if name == "reporter#3" {
			return time.Hour
		}
		return 0
	}
	w.sweeps(2 * time.Minute)
	return w.vary(w.isClosed)
}
