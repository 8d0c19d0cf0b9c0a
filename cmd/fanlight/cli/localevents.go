package cli

import (
	"context"
	"fmt"
	"strings"
	"sync/atomic"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/ledger"
	"github.com/fanlight/fanlight/pkg/text"
)

// runLines writes the events of a stack as notes, and one line for each run that ends.
type runLines struct {
	eventNotes
	s      *System
	opened atomic.Pointer[ledger.Ledger] // nil until the stack has started
}

// Emit implements fanlight.EventSink.
func (l *runLines) Emit(ctx context.Context, event fanlight.Event) {
	read := l.opened.Load()
	if event.Kind != fanlight.EventRunEnded || read == nil {
		l.eventNotes.Emit(ctx, event)
		return
	}
	state, _, _ := strings.Cut(event.Detail, ":")
	w, err := (&reader{ledger: read, now: l.s.Now}).read(ctx, event.Run)
	if err != nil {
		l.line.note("fanlight: read %s, which ended as %s: %v", event.Run, state, err)
		return
	}
	l.line.note("%s", formatEvent(l.s, endedLine(w, fanlight.State(state)), l.s.Width(l.s.Err)))
}

// endedLine says in one event what a run came to that ends in a state: its queries, and each
// destination.
func endedLine(w watched, state fanlight.State) runEvent {
	good, failed := w.counts()
	total := count(w.details.Run.Total, "query", "queries")
	e := runEvent{at: w.at, state: checkOK, text: fmt.Sprintf("%s %s: %d of %s ok", w.details.Run.ID, state, good, total)}
	if failed > 0 {
		e.state = checkWarned
		e.text = fmt.Sprintf("%s %s, incomplete: %d of %s gave no answer (%s)", w.details.Run.ID, state, failed, total, someOf(w.failures()))
	}
	switch state {
	case fanlight.PartlySent:
		e.state = checkWarned
	case fanlight.Unsent, fanlight.Held, fanlight.Cancelled:
		e.state = checkFailed
	}
	for _, d := range w.rounds {
		if d.Round == w.details.Run.Round {
			e.text += fmt.Sprintf("; %s: %s", d.Name, d.State)
			if d.State != fanlight.DeliverySent {
				e.text += prefixed(": ", text.Clean(d.Error))
			}
		}
	}
	return e
}

// failures names the queries without an answer, each with its state.
func (w watched) failures() (all []string) {
	for _, q := range w.queries {
		if settled(q.State) && !fanlight.Outcome(q.State).Good() && q.State != ledger.QuerySettled {
			all = append(all, q.ID+": "+q.State)
		}
	}
	return all
}
