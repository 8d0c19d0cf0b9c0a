package cli

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
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
	first, most time.Duration // pauses between two reads: the first and the longest

	format func(fanlight.Run, []fanlight.Progress, time.Time) string // nil: formatProgress
}

// waitForEnd returns the closed run.
func (f *follower) waitForEnd(ctx context.Context, id fanlight.RunID) (fanlight.Run, error) {
	defer f.line.clear()
	for pause := f.first; ; pause = min(2*pause, f.most) {
		run, err := f.ledger.Run(ctx, id)
		if err == nil && run.Open {
			err = f.show(ctx, run)
		}
		if err != nil {
			return run, fmt.Errorf("follow run %s: %w", id, err)
		}
		if !run.Open {
			return run, nil
		}
		if err := (stack.Clock{}).Sleep(ctx, pause); err != nil {
			return run, err
		}
	}
}

// show reads the run's progress only if there is a terminal to show it on.
func (f *follower) show(ctx context.Context, run fanlight.Run) error {
	if !f.line.visible() {
		return nil
	}
	shards, err := f.ledger.AllProgress(ctx, run)
	if err != nil {
		return err
	}
	format := f.format
	if format == nil {
		format = formatProgress
	}
	line := format(run, shards, f.s.Now())
	if fanlight.Complete(shards, run.Total) {
		waits, err := f.waits(ctx, run)
		if err != nil {
			return err
		}
		line = waits + line
	}
	f.line.show(line)
	return nil
}

// waits says for what the run's round waits: the next try of its deliveries.
func (f *follower) waits(ctx context.Context, run fanlight.Run) (string, error) {
	claim, err := f.ledger.Claim(ctx, run)
	if errors.Is(err, ledger.ErrNotFound) {
		return "", nil
	}
	if err != nil {
		return "", err
	}
	records, err := f.ledger.Deliveries(ctx, run)
	if err != nil || !claim.Released {
		return "", err
	}
	return formatWaits(run, claim, records, f.s.Now()), nil
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

// formatWaits says how long each delivery that is left waits, and how much of it
// has arrived.
func formatWaits(run fanlight.Run, claim fanlight.Claim, records map[string]fanlight.Delivery, now time.Time) string {
	var words strings.Builder
	for _, d := range run.Definition.Deliver {
		record, tried := records[d.Name]
		if !tried || record.Over(d.OnUnknown) {
			continue
		}
		left := fmt.Sprintf("%s waits %s", d.Name, max(nextTry(claim, record).Sub(now), 0).Round(time.Second))
		if record.State == fanlight.DeliveryWaiting {
			left += " as its provider asks"
		}
		if record.Total > 1 {
			left += fmt.Sprintf(", %d of %d parts sent", record.Parts, record.Total)
		}
		words.WriteString(left + "; ")
	}
	return words.String()
}

// formatProgress says in one line how far a run is.
func formatProgress(run fanlight.Run, shards []fanlight.Progress, now time.Time) string {
	started, settled := 0, 0
	for _, p := range shards {
		settled += p.Settled
		for _, i := range p.Indices() {
			if p.Starts[i].ID != "" || p.Winners[i] != "" {
				started++
			}
		}
	}
	state := fmt.Sprintf("%d of %d queries started, %d running, %d settled", started, run.Total, started-settled, settled)
	if fanlight.Complete(shards, run.Total) {
		state = fmt.Sprintf("%d of %d queries settled, reporting", settled, run.Total)
	}
	return fmt.Sprintf("%s (%s) %s", state, now.Sub(run.Begun).Truncate(time.Second), run.ID)
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

// dedupeErrors returns a function that passes each error to report only once:
// three tries of a query over the same broken file have the same error. It is
// safe for concurrent use.
func dedupeErrors(report func(error)) func(error) {
	var mu sync.Mutex
	reported := map[string]bool{}
	return func(err error) {
		mu.Lock()
		defer mu.Unlock()
		if message := err.Error(); !reported[message] {
			reported[message] = true
			report(err)
		}
	}
}
