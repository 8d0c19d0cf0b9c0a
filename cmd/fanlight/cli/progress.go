package cli

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"sync"
	"time"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/ledger"
	"github.com/fanlight/fanlight/pkg/pipeline/reporter"
	"github.com/fanlight/fanlight/pkg/stack"
	"github.com/fanlight/fanlight/pkg/text"
)

// progressLine is one line of a terminal that is drawn over and over; without a
// terminal it is never drawn. Notes appear above it. It is safe for concurrent
// use.
type progressLine struct {
	mu    sync.Mutex
	w     io.Writer
	width int // of the terminal; 0: none
	shown string
}

func newProgressLine(s *System) *progressLine {
	return &progressLine{w: s.Err, width: s.Width(s.Err)}
}

const clearLine = "\r\x1b[K"

// visible reports whether the line is drawn at all.
func (l *progressLine) visible() bool { return l.width > 0 }

// show draws the line, cut to the terminal's width: a line that wraps could not
// be drawn over.
func (l *progressLine) show(line string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	line = text.Cut(line, l.width-1)
	if l.visible() && line != l.shown {
		fmt.Fprint(l.w, clearLine, line)
		l.shown = line
	}
}

// clear removes the line from the terminal.
func (l *progressLine) clear() {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.shown != "" {
		fmt.Fprint(l.w, clearLine)
		l.shown = ""
	}
}

// note writes a line that stays, above the progress.
func (l *progressLine) note(format string, args ...any) {
	fmt.Fprintf(l, format+"\n", args...)
}

// Write writes lines above the progress.
func (l *progressLine) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.shown != "" {
		fmt.Fprint(l.w, clearLine)
		defer fmt.Fprint(l.w, l.shown)
	}
	return l.w.Write(p)
}

// follower reads a run again and again until it is closed, and shows how far it
// is.
type follower struct {
	s           *System
	ledger      *ledger.Ledger
	line        *progressLine
	first, most time.Duration        // pauses between two reads: the first and the longest
	after       time.Duration        // from when on progress is shown
	started     bool                 // by this command: the events begin with that
	begin       func(watched) error  // is called with what the first look shows; nil: the events say it
	whole       bool                 // the events say it in addition
	emit        func(runEvent) error // is called with each event, once; nil: nobody wants them
	format      func(watched) string // says how far the run is; nil: as watched does
}

// waitForEnd returns the closed run.
func (f *follower) waitForEnd(ctx context.Context, id fanlight.RunID) (fanlight.Run, error) {
	defer f.line.clear()
	r, seen, begun := reader{ledger: f.ledger, now: f.s.Now}, newHappened(), f.s.Now()
	for pause, first := f.first, true; ; pause, first = min(2*pause, f.most), false {
		w, err := f.look(ctx, &r, id)
		if err == nil {
			err = f.say(w, seen, first)
		}
		if err != nil || !w.details.Run.Open {
			return w.details.Run, err
		}
		if w.at.Sub(begun) >= f.after {
			f.line.show(f.progress(w))
		}
		if err := (stack.Clock{}).Sleep(ctx, pause); err != nil {
			return w.details.Run, err
		}
	}
}

func (f *follower) progress(w watched) string {
	if f.format != nil {
		return f.format(w)
	}
	return w.progress()
}

// progressAfter is when progress is shown at first: what is over sooner needs none.
const progressAfter = 500 * time.Millisecond

// look reads as much of a run as somebody wants to see: without its definition until it has ended.
func (f *follower) look(ctx context.Context, r *reader, id fanlight.RunID) (watched, error) {
	if f.emit != nil || f.line.visible() {
		return r.read(ctx, id)
	}
	run, err := f.ledger.RunState(ctx, id)
	if err == nil && !run.Open {
		run, err = f.ledger.Run(ctx, id)
	}
	if err != nil {
		err = fmt.Errorf("follow run %s: %w", id, err)
	}
	return watched{shownRun: shownRun{details: ledger.RunDetails{Run: run}}, at: f.s.Now()}, err
}

// say emits what happened since the last look.
func (f *follower) say(w watched, seen *happened, first bool) error {
	if f.emit == nil {
		return nil
	}
	events := seen.since(w)
	switch {
	case first && f.begin != nil: // that shows all so far
		if err := f.begin(w); err != nil {
			return err
		}
		if !f.whole {
			events = nil
		}
	case first && f.started:
		events = append([]runEvent{begunEvent(w)}, events...)
	}
	if !w.details.Run.Open {
		events = append(events, endEvent(w))
	}
	for _, e := range events {
		if err := f.emit(e); err != nil {
			return err
		}
	}
	return nil
}

// nextTry returns when a destination is tried again: under the next claim after its
// own wait. A round that may wait no longer tries it earlier.
func nextTry(claim fanlight.Claim, d fanlight.Delivery) time.Time {
	next := claim.Lease
	if d.NotBefore.After(next) {
		next = d.NotBefore
	}
	if last := claim.Moved.Add(reporter.GiveUpAfter); !claim.Moved.IsZero() && next.After(last) {
		next = last
	}
	return next
}

// eventNotes writes the events of a pipeline as notes, except that a run has
// ended.
type eventNotes struct {
	line           *progressLine
	outcomeChecked bool // checkOutcome will say how the run ended: leave out that it was given up
}

// Emit implements fanlight.EventSink.
func (n eventNotes) Emit(_ context.Context, event fanlight.Event) {
	quiet := event.Kind == fanlight.EventRunEnded || event.Kind == fanlight.EventSkipped || n.outcomeChecked && (event.Kind == fanlight.EventGaveUp || event.Kind == fanlight.EventHeld)
	if !quiet {
		n.line.note("fanlight: %s %s: %s", event.Kind, cmp.Or(string(event.Run), event.Report), text.Clean(event.Detail))
	}
}

// mostRemembered is how many errors dedupeErrors remembers.
const mostRemembered = 1000

// dedupeErrors returns a function that passes each error to report only once:
// three tries of a query over the same broken file have the same error. Of more than
// mostRemembered errors an early one may be reported again. It is safe for concurrent use.
func dedupeErrors(report func(error)) func(error) {
	var mu sync.Mutex
	reported := map[string]bool{}
	return func(err error) {
		mu.Lock()
		defer mu.Unlock()
		if message := err.Error(); !reported[message] {
			if len(reported) == mostRemembered { // of a process that runs for weeks
				clear(reported)
			}
			reported[message] = true
			report(err)
		}
	}
}
