package sim

import (
	"context"
	"fmt"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	sdk "github.com/aws/aws-sdk-go-v2/service/sqs"

	"github.com/fanlight/fanlight/pkg/fanlight"
)

// twoWorkers begins when the messages are there, each twice.
func twoWorkers(bug plantedBug, keepTrace bool) *world {
	w := dispatched(bug, keepTrace)
	w.repeat(w.Names.QueryQueue)
	w.add(&eventSource{s: w.simulation, url: w.Names.QueryQueue, batch: 2, begin: w.work})
	w.add(&eventSource{s: w.simulation, url: w.Names.ReportQueue, batch: 1, begin: w.report})
	w.sweeps(2 * time.Minute)
	w.goal = func() error { return w.reported(gotten{destinations[0], 1, 1}) }
	return w.vary(w.isClosed)
}

// reporting begins when the report is announced. A janitor sweeps, and an operator replays the
// run as soon as it is closed.
func reporting(bug plantedBug, keepTrace bool) *world {
	w := complete(bug, keepTrace)
	w.add(&eventSource{s: w.simulation, url: w.Names.ReportQueue, batch: 1, begin: w.report})
	w.sweep()
	w.sweeps(2 * time.Minute)
	w.whenClosed(0, "replay", func() { w.give(w.command(ReplayingAll), 1) })
	w.goal = func() error { return w.reported(gotten{destinations[0], 1, 1}, gotten{destinations[0], 2, 1}) }
	return w.vary(w.replayed)
}

// isClosed reports whether the run is closed.
func (w *world) isClosed() bool { return str(w.meta, "open") == "" }

// replayed reports whether the second epoch has begun.
func (w *world) replayed() bool { return num(w.meta, "epoch") == 2 }

func (w *world) state() fanlight.State { return fanlight.State(str(w.meta, "state")) }

// cancelWorker begins when the messages are there, and an operator cancels.
func cancelWorker(bug plantedBug, keepTrace bool) *world {
	w := dispatched(bug, keepTrace)
	w.sources()
	return w.cancelled()
}

// cancelReporter begins when the report is announced, and an operator cancels.
func cancelReporter(bug plantedBug, keepTrace bool) *world {
	w := complete(bug, keepTrace)
	w.add(&eventSource{s: w.simulation, url: w.Names.ReportQueue, batch: 1, begin: w.report})
	return w.cancelled()
}

// cancelDeadline begins at the deadline of a run whose messages were lost: a janitor settles, and
// an operator cancels.
func cancelDeadline(bug plantedBug, keepTrace bool) *world {
	w := dispatched(bug, keepTrace)
	w.lose(w.Names.QueryQueue)
	w.Clock.now = Due.Add(w.set.deadline)
	w.sources()
	w.sweep()
	return w.cancelled()
}

// cancelResent begins when the report is announced: an operator cancels, and another one sends
// the report again as soon as the run is closed. A cancel that comes later is for no round any more.
func cancelResent(bug plantedBug, keepTrace bool) *world {
	w := complete(bug, keepTrace)
	w.add(&eventSource{s: w.simulation, url: w.Names.ReportQueue, batch: 1, begin: w.report})
	w.whenClosed(0, "resend", func() { w.give(w.command(Resending), 1) })
	w.cancelled()
	return w.vary(func() bool {
		return num(w.meta, "round") == 2 && (w.isClosed() || w.items["RUN#"+string(RunID)+" SEND#1#2"] != 0)
	})
}

// cancelled lets an operator cancel the run. It ends in any state, without having gone to
// anybody if it is cancelled.
func (w *world) cancelled() *world {
	w.give(w.command(Cancelling), 1)
	w.sweeps(2 * time.Minute)
	w.goal = func() error {
		if w.state() == fanlight.Cancelled && len(w.got) > 0 {
			return fmt.Errorf("the run is cancelled, and %v got it", w.got)
		}
		return nil
	}
	return w.vary(w.isClosed)
}

// resendReplay begins when the report is sent: two operators send it again, and replay it.
func resendReplay(bug plantedBug, keepTrace bool) *world {
	w := complete(bug, keepTrace)
	w.add(&eventSource{s: w.simulation, url: w.Names.ReportQueue, batch: 1, begin: w.report})
	w.advance(w.over)
	w.give(w.command(Resending), 1)
	w.give(w.command(ReplayingAll), 1)
	w.sweeps(2 * time.Minute)
	w.goal = func() error {
		again := gotten{destinations[0], num(w.meta, "epoch"), num(w.meta, "round")}
		if again.epoch+again.round != 3 {
			return fmt.Errorf("of two commands both or none were carried out: %v", again)
		}
		return w.reported(gotten{destinations[0], 1, 1}, again)
	}
	return w.vary(w.replayed)
}

// sweepStuck begins when a dispatcher has died after it created META.
func sweepStuck(bug plantedBug, keepTrace bool) *world {
	w := newWorld(2, bug, keepTrace)
	w.Clock.now = Due
	w.start(3)
	w.advance(func() bool { return w.meta != nil })
	w.kill()
	w.Clock.Advance(w.set.sweep.Stuck)
	return w.twoJanitors(w.wasSent)
}

// sweepComplete begins when the announcement of a report was lost.
func sweepComplete(bug plantedBug, keepTrace bool) *world {
	w := complete(bug, keepTrace)
	w.lose(w.Names.ReportQueue)
	return w.twoJanitors(w.wasSent)
}

// sweepOverdue begins at the deadline of a run whose messages were lost.
func sweepOverdue(bug plantedBug, keepTrace bool) *world {
	w := dispatched(bug, keepTrace)
	w.lose(w.Names.QueryQueue)
	w.Clock.now = Due.Add(w.set.deadline)
	return w.twoJanitors(func() error {
		if w.state() != fanlight.Sent || !w.has(gotten{destinations[0], 1, 1}) {
			return fmt.Errorf("the run is %s, and %v got it", w.state(), w.got)
		}
		return nil
	})
}

// sweepMissed begins when an edition is missed.
func sweepMissed(bug plantedBug, keepTrace bool) *world {
	w := newWorld(2, bug, keepTrace)
	w.sweep()
	w.advance(func() bool { return w.live == 0 })
	w.Clock.now, w.notes = Due.Add(w.set.sweep.Late+time.Minute), true
	return w.twoJanitors(w.wasSent)
}

// sweepGiveUp begins an hour after a report was offered again, because its reporter died, and no
// other one came.
func sweepGiveUp(bug plantedBug, keepTrace bool) *world {
	w := complete(bug, keepTrace)
	source := &eventSource{s: w.simulation, url: w.Names.ReportQueue, batch: 1, begin: w.report}
	w.add(source)
	w.advance(func() bool { return w.items["RUN#"+string(RunID)+" SEND#1#1"] != 0 })
	w.kill()
	w.remove(source)
	w.Clock.Advance(2 * w.set.reporterTimeout)
	w.sweep()
	w.advance(func() bool { return w.live == 0 })
	w.lose(w.Names.ReportQueue)
	w.Clock.Advance(w.set.sweep.GiveUp)
	return w.twoJanitors(func() error {
		// The claim of a janitor that died is a step of the round: it is offered again (rule J5).
		late := w.died > 0 && w.state() == fanlight.Sent && w.has(gotten{destinations[0], 1, 1})
		if w.state() != fanlight.Unsent && !late {
			return fmt.Errorf("the run is %s", w.state())
		}
		return nil
	})
}

// twoJanitors lets two janitors sweep at once. What they leave to others goes in turn, and what
// they do after one of them has dispatched the run.
func (w *world) twoJanitors(goal func() error) *world {
	w.sweep()
	w.sweep()
	w.sweeps(2 * time.Minute)
	w.goal = goal
	w.add(&gate{w, w.Clock.now, func() bool { return w.janitors() == 0 }})
	before := w.state()
	return w.vary(func() bool {
		return w.janitors() == 0 || before != fanlight.Running && w.state() == fanlight.Running
	})
}

// gate lets the queues invoke workers and reporters as soon as it is open.
type gate struct {
	w     *world
	since time.Time
	open  func() bool
}

func (g *gate) due() (time.Time, bool) { return g.since, g.open() }

func (g *gate) run() {
	g.w.remove(g)
	g.w.sources()
}

func (w *world) wasSent() error { return w.reported(gotten{destinations[0], 1, 1}) }

// kill ends all invocations.
func (w *world) kill() {
	for _, t := range w.tasks {
		if i, ok := t.(*invocation); ok {
			i.kill()
			return
		}
	}
}

// repeat sends what is in a queue once more.
func (w *world) repeat(url string) {
	w.queueChanges++
	for _, m := range w.SQS.Messages(url) {
		must(w.SQS.SendMessage(context.Background(), &sdk.SendMessageInput{QueueUrl: &url, MessageBody: aws.String(m.Body)}))
	}
}

// lose deletes what is in a queue.
func (w *world) lose(url string) {
	w.queueChanges++
	for _, m := range must(w.SQS.ReceiveMessage(context.Background(), &sdk.ReceiveMessageInput{QueueUrl: &url, MaxNumberOfMessages: 10})).Messages {
		must(w.SQS.DeleteMessage(context.Background(), &sdk.DeleteMessageInput{QueueUrl: &url, ReceiptHandle: m.ReceiptHandle}))
	}
}
