package fanlight

import (
	"context"
	"strconv"
	"time"
)

// Clock is the actors' only source of time. Sleep returns the context's error
// when that ends first.
type Clock interface {
	Now() time.Time
	Sleep(ctx context.Context, d time.Duration) error
}

// Random is the actors' only source of random bits.
type Random interface {
	Uint64() uint64
}

// NewToken returns 48 random bits in hexadecimal: an attempt, an owner, or the
// mark of one call of StartQuery.
func NewToken(r Random) string {
	const bits48 = 1<<48 - 1
	s := strconv.FormatUint(r.Uint64()&bits48|1<<48, 16)
	return s[1:]
}

// Reply is the answer to a call that overlaps with others. It runs on the
// goroutine of the call's owner, so it may touch what the owner has.
type Reply func(context.Context)

// Calls makes calls that overlap: their owner goes on while they are under way,
// and takes their replies one by one, in the order in which they come. It belongs
// to one goroutine.
type Calls interface {
	// Begin makes a call and returns at once. The context that the call gets
	// ends at the deadline.
	Begin(deadline time.Time, call func(context.Context) Reply)
	// Next waits for a reply until a time, and returns it for the owner to run.
	// ok is false if none has come by then, or if ctx ended first.
	Next(ctx context.Context, until time.Time) (answer Reply, ok bool)
	// End cancels the calls that are under way and returns when all have ended.
	// Their replies are dropped.
	End()
}

// Event is an occurrence that is counted, and for most kinds raises an alarm: a
// metric in production, a line on the terminal in a local run.
type Event struct {
	Kind   EventKind
	Run    RunID  // empty if there is none
	Report string // the report's name
	Detail string // one line, without secrets or log content
}

// EventKind names a kind of event. It is the metric's name in production.
type EventKind string

// The kinds of event.
const (
	EventUnknownReport  EventKind = "UnknownReport"  // a schedule or command named a report that is not deployed
	EventGaveUp         EventKind = "GaveUp"         // a run ended without every destination having its report
	EventMissedRun      EventKind = "MissedRun"      // a due time passed without a run; it was dispatched late
	EventMissedEditions EventKind = "MissedEditions" // due times passed without a run, and are left to an operator; the detail counts them and has the command that runs them
	EventOverdue        EventKind = "Overdue"        // a run is not sent although its deadline has passed; emitted at every sweep until it is
	EventBroken         EventKind = "Broken"         // an invariant of the protocol does not hold, or a message cannot be read
	EventOwnerUnreached EventKind = "OwnerUnreached" // the report's owner could not be notified of a failure
	EventWaiting        EventKind = "Waiting"        // queries have waited for minutes for a quota of the account; emitted every few minutes while they do
	EventHeld           EventKind = "Held"           // an edition is incomplete, and its report says that it is not to be sent
	EventSkipped        EventKind = "Skipped"        // counted, no alarm: an edition was not sent because its report's condition did not hold
	EventRunEnded       EventKind = "RunEnded"       // counted, no alarm
)

// NeedsPerson reports whether a person has to look at what happened. The others are only
// counted.
func (k EventKind) NeedsPerson() bool { return k != EventRunEnded && k != EventSkipped }

// EventSink takes events. Emit does not fail: a sink that cannot pass an event on
// logs or drops it.
type EventSink interface {
	Emit(ctx context.Context, n Event)
}
