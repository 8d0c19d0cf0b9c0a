package cli

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/ledger"
	"github.com/fanlight/fanlight/pkg/render"
	"github.com/fanlight/fanlight/pkg/text"
)

// runEvent is something that happened to a run.
type runEvent struct {
	key   string    // an event of the same key is the same
	at    time.Time // when it happened, or was seen
	state string    // of the mark: checkOK, checkWarned, checkFailed or checkBegun
	text  string
	view  any // its JSON form; nil: none
}

// checkBegun is the state of the mark of what has begun.
const checkBegun = "begun"

// manyQueries is how many queries a run may have whose good ones are listed: those of a
// larger one are counted.
const manyQueries = 20

// happened keeps which events of a run were seen, so that each is said once.
type happened struct {
	seen map[string]bool
	last map[string]string // the last error of each destination
}

func newHappened() *happened {
	return &happened{seen: map[string]bool{}, last: map[string]string{}}
}

// since returns the events that were not seen before, in order of time.
func (h *happened) since(w watched) []runEvent {
	var fresh []runEvent
	for _, e := range slices.Concat(h.queries(w), h.deliveries(w)) {
		if !h.seen[e.key] {
			h.seen[e.key] = true
			fresh = append(fresh, e)
		}
	}
	slices.SortStableFunc(fresh, func(a, b runEvent) int { return a.at.Compare(b.at) })
	return fresh
}

// queries returns what happened to the queries.
func (h *happened) queries(w watched) (all []runEvent) {
	kept, run := w.inherited(), w.details.Run
	for i, q := range w.queries {
		key := fmt.Sprintf("%d %s ", run.Epoch, q.ID)
		e := runEvent{at: w.at, view: typedQuery{streamed{1, "query", w.at, run.ID}, w.queryView(i)}}
		switch good := fanlight.Outcome(q.State).Good(); {
		case kept[i] || good && run.Total > manyQueries:
			continue
		case good:
			e.key, e.state, e.text = key+"settled", checkOK, fmt.Sprintf("%s: %s: %s", q.ID, q.State, foundBy(q))
		case settled(q.State) && q.State != ledger.QuerySettled:
			e.key, e.state, e.text = key+"settled", checkFailed, fmt.Sprintf("%s: %s: %s", q.ID, q.State, text.Clean(q.Error))
		case q.State == ledger.QueryRunning && q.Tries > 1:
			e.key, e.state, e.text = fmt.Sprint(key, q.Tries), checkWarned, fmt.Sprintf("%s: failed and is tried again (try %d)", q.ID, q.Tries)
		default:
			continue
		}
		if n := len(q.Attempts); n > 0 {
			e.at = q.Attempts[n-1].Ended
		}
		all = append(all, e)
	}
	return append(all, waitEvents(w)...)
}

// foundBy says what a query found.
func foundBy(q ledger.QueryDetails) string {
	work := q.Statistics
	return fmt.Sprintf("%s of %s records, %s", render.Count(work.RecordsMatched), render.Count(work.RecordsScanned), render.Bytes(work.BytesScanned))
}

// waitEvents returns why queries are not started: one event for each reason.
func waitEvents(w watched) (all []runEvent) {
	waits, names := w.waits(), map[string][]string{}
	for i, q := range w.queries {
		if why := waits[i]; why != "" {
			names[why] = append(names[why], q.ID)
		}
	}
	for _, q := range w.queries {
		for why, of := range names {
			if of[0] == q.ID {
				all = append(all, runEvent{
					key: fmt.Sprintf("%d waits %s", w.details.Run.Epoch, why), at: w.at, state: checkWarned,
					text: fmt.Sprintf("%s %s: %s; tried again by itself", someOf(of), plural(len(of), "waits", "wait"), text.Clean(why)),
					view: typedWait{streamed{1, "wait", w.at, w.details.Run.ID}, of, why},
				})
			}
		}
	}
	return all
}

// someOf lists the first three of some names.
func someOf(names []string) string {
	const shown = 3
	if len(names) <= shown {
		return strings.Join(names, ", ")
	}
	return fmt.Sprintf("%s and %d more", strings.Join(names[:shown], ", "), len(names)-shown)
}

// deliveries returns what happened to the deliveries of the run's round.
func (h *happened) deliveries(w watched) (all []runEvent) {
	for _, d := range w.rounds {
		if d.Round == w.details.Run.Round {
			if e, ok := h.delivery(w, d); ok && !h.seen[e.key] {
				h.last[d.Name] = cmp.Or(d.Error, h.last[d.Name])
				all = append(all, e)
			}
		}
	}
	return all
}

// delivery returns what a record says happened last; ok is false if that is not known yet.
func (h *happened) delivery(w watched, d ledger.RoundDelivery) (e runEvent, ok bool) {
	key := fmt.Sprintf("%d %d %s ", w.details.Run.Epoch, d.Round, d.Name)
	e = runEvent{at: d.At, view: typedDelivery{streamed{1, "delivery", cmp.Or(d.At, w.at), w.details.Run.ID}, w.deliveryView(d)}}
	if e.at.IsZero() {
		e.at = w.at
	}
	why, next := reason(d.Delivery), w.next(d)
	if d.Error != "" && d.Error == h.last[d.Name] {
		why = "the same"
	}
	switch over := w.over(d); {
	case d.State == fanlight.DeliverySent:
		e.key, e.state, e.text = key+"sent", checkOK, d.Name+": sent"+prefixed(": ", text.Clean(d.Receipt))
	case over && d.State == fanlight.DeliveryUnknown:
		e.key, e.state, e.text = key+"over", checkWarned, fmt.Sprintf("%s: unknown: %s", d.Name, why)
	case over:
		e.key, e.state, e.text = key+"over", checkFailed, fmt.Sprintf("%s: failed%s: %s", d.Name, afterTries(d.Tries), why)
	case next.IsZero() || d.State == fanlight.DeliverySending:
		return e, false // its reporter is at work
	case d.State == fanlight.DeliveryWaiting && d.Error != "":
		e.key, e.state = fmt.Sprint(key, d.Fence), checkWarned
		e.text = fmt.Sprintf("%s: waits: %s; next try %s", d.Name, why, formatNext(next, w.at))
	case d.Tries > 0:
		e.key, e.state = fmt.Sprint(key, d.Fence), checkWarned
		e.text = fmt.Sprintf("%s: try %d of %d %s: %s; next try %s", d.Name, d.Tries, fanlight.MaxTries, outcomeWord(d.State), why, formatNext(next, w.at))
	default:
		return e, false
	}
	return e, true
}

// over reports whether a delivery is not tried again in its round.
func (w watched) over(d ledger.RoundDelivery) bool {
	run := w.details.Run
	if !run.Open || w.claim.Final() {
		return true
	}
	for _, to := range run.Definition.Deliver {
		if to.Name == d.Name {
			return d.Over(to.OnUnknown)
		}
	}
	return true
}

func afterTries(n int) string {
	if n < 2 {
		return ""
	}
	return fmt.Sprintf(" after %d tries", n)
}

func outcomeWord(s fanlight.DeliveryState) string {
	if s == fanlight.DeliveryUnknown {
		return "had no answer"
	}
	return "failed"
}

// prefixed returns s with a prefix, unless it is empty.
func prefixed(prefix, s string) string {
	if s == "" {
		return ""
	}
	return prefix + s
}

// formatEvent returns an event in lines for a terminal of so many columns; 0: in one.
func formatEvent(s *System, e runEvent, width int) string {
	const indent = 11 // of the mark
	lines := []string{mark(s, e.state) + " " + e.text}
	if width > 0 {
		lines = text.Wrap(lines[0], width-indent)
	}
	return e.at.UTC().Format("15:04:05Z") + "  " + strings.Join(lines, "\n"+strings.Repeat(" ", indent))
}

// begunEvent says that a run has started, or which queries of it a replay runs.
func begunEvent(w watched) runEvent {
	run := w.details.Run
	words := fmt.Sprintf("%s has started: %s, %s, deadline %s", run.ID, count(run.Total, "query", "queries"),
		count(len(wantedBy(run)), "destination", "destinations"), formatClock(run.Deadline, w.at))
	switch {
	case run.Round > 1:
		words = fmt.Sprintf("%s: round %d goes to %s", run.ID, run.Round, someOf(wantedBy(run)))
	case run.Epoch > 1:
		words = fmt.Sprintf("%s: epoch %d %s", run.ID, run.Epoch, againAndKept(w))
	}
	return runEvent{key: fmt.Sprintf("%d %d begun", run.Epoch, run.Round), at: w.at, state: checkBegun, text: words}
}

func againAndKept(w watched) string {
	var again, kept []string
	inherited := w.inherited()
	for i, q := range w.queries {
		if inherited[i] {
			kept = append(kept, q.ID)
		} else {
			again = append(again, q.ID)
		}
	}
	words := "runs " + someOf(again)
	if len(kept) > 0 {
		words += ", keeps " + someOf(kept)
	}
	return words
}

// endEvent says how a run has ended.
func endEvent(w watched) runEvent {
	run := w.details.Run
	good, failed := w.counts()
	e := runEvent{key: fmt.Sprintf("%d %d ended", run.Epoch, run.Round), at: w.at, state: checkFailed}
	switch {
	case run.State == fanlight.Sent && failed == 0 || run.State == fanlight.Skipped:
		e.state = checkOK
	case run.State.Reached():
		e.state = checkWarned
	}
	if !w.claim.Ended.IsZero() {
		e.at = w.claim.Ended
	}
	e.text = fmt.Sprintf("%s is %s: %d of %s ok", run.ID, run.State, good, count(run.Total, "query", "queries"))
	e.view = typedEnd{streamed{1, "end", e.at, run.ID}, string(run.State), run.Epoch, run.Round}
	return e
}
