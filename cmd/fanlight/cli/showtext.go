package cli

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/ledger"
	"github.com/fanlight/fanlight/pkg/price"
	"github.com/fanlight/fanlight/pkg/render"
	"github.com/fanlight/fanlight/pkg/text"
)

// formatRun returns a run as a terminal shows it: its state, its queries, the deliveries
// of all rounds, its report, and what may be done next.
func formatRun(s *System, shown shownRun, wide bool) (string, render.LeftOut, error) {
	var b strings.Builder
	width := s.Width(s.Out)
	if wide {
		width = 0
	}
	writeState(&b, shown, s.Now(), width)
	var left render.LeftOut
	drop := slices.Concat(droppedFirst, droppedOfDeliveries(shown))
	for _, t := range []render.Table{queryTable(shown.queries), deliveryTable(shown, s.Now())} {
		if len(t.Rows) == 0 {
			continue
		}
		content, more := t.Format(render.TableOptions{Width: width, Drop: drop})
		fmt.Fprintf(&b, "\n%s", content)
		left = left.Add(more)
	}
	if d := shown.details.Document; d != nil {
		content, err := encodeDocument(s, d, "text")
		if err != nil {
			return "", left, err
		}
		fmt.Fprintf(&b, "\n%s", content)
	}
	writeHints(&b, shown)
	return b.String(), left, nil
}

// droppedFirst are the columns of queries that a narrow terminal leaves out, the first one
// first.
var droppedFirst = []string{"took", "scanned", "matched"}

// droppedOfDeliveries are those of deliveries: the round, unless it says which of several
// outcomes of a destination a row has.
func droppedOfDeliveries(s shownRun) []string {
	for _, d := range s.rounds {
		if d.Round != s.rounds[0].Round {
			return nil
		}
	}
	return []string{"round"}
}

// nameWidth is the width of the names of what stands above the tables.
const nameWidth = 9

// writeState writes what is known of a run as a whole, folded for a width if that is not 0.
func writeState(b *strings.Builder, s shownRun, now time.Time, width int) {
	run := s.details.Run
	fmt.Fprintf(b, "%s\n", run.ID)
	field := func(name, value string) {
		lines := []string{value}
		if width > 0 {
			lines = text.Wrap(value, width-nameWidth)
		}
		fmt.Fprintf(b, "%-*s%s\n", nameWidth, name, strings.Join(lines, "\n"+strings.Repeat(" ", nameWidth)))
	}
	field("state", s.state())
	field("window", fmt.Sprintf("%s to %s (%s)", formatTime(run.Window.Start), formatTime(run.Window.End), formatSpan(run.Window.End.Sub(run.Window.Start))))
	field("created", s.created())
	if run.Open {
		field("deadline", formatTime(run.Deadline))
	}
	field("epoch", fmt.Sprintf("%d, round %d", run.Epoch, run.Round))
	if bytes := s.bytes(); bytes > 0 {
		field("cost", fmt.Sprintf("%s scanned (%s), machinery %s", render.Bytes(bytes), formatCost(bytes), formatDollars(price.Edition(s.details.Run.Total))))
	}
	if note := dueNote(s.deployed, now); note != "" {
		field("schedule", note)
	}
}

// state returns the run's state in words, with what it misses.
func (s shownRun) state() string {
	run := s.details.Run
	words := stateWords(run, len(s.queries) > 0 && s.complete())
	_, failed := s.counts()
	switch d := s.details.Document; {
	case d != nil && d.Reason != "":
		return words + ": " + text.Clean(d.Reason)
	case failed == 0 || run.State == fanlight.Cancelled:
		return words
	case d != nil && !d.Incomplete():
		return fmt.Sprintf("%s; %d of %s gave no answer, which the report tolerates", words, failed, count(run.Total, "query", "queries"))
	}
	return fmt.Sprintf("%s, incomplete: %d of %s gave no answer", words, failed, count(run.Total, "query", "queries"))
}

// created says when and by what the run was started, and when it ended.
func (s shownRun) created() string {
	run := s.details.Run
	words := formatTime(run.Created)
	if run.ID.Manual() {
		words += " by hand"
	}
	if run.Open || s.claim.Ended.IsZero() {
		return words
	}
	words += ", ended " + formatClock(s.claim.Ended, run.Created)
	if !run.Begun.IsZero() {
		words += " after " + formatLength(s.claim.Ended.Sub(run.Begun))
	}
	return words
}

// formatClock returns the time of day of a moment, with its date if that is not the same as
// another moment's.
func formatClock(t, day time.Time) string {
	if t.UTC().Format(time.DateOnly) != day.UTC().Format(time.DateOnly) {
		return formatTime(t)
	}
	return t.UTC().Format("15:04:05Z")
}

// formatSpan returns a whole length of time, such as 24h or 7d.
func formatSpan(d time.Duration) string {
	const day = 24 * time.Hour
	switch {
	case d > 2*day && d%day == 0:
		return fmt.Sprintf("%dd", d/day)
	case d%time.Hour == 0:
		return fmt.Sprintf("%dh", d/time.Hour)
	case d%time.Minute == 0 && d < time.Hour:
		return fmt.Sprintf("%dm", d/time.Minute)
	}
	return formatLength(d)
}

func queryTable(queries []ledger.QueryDetails) render.Table {
	t := render.Table{Columns: []render.Column{
		{Name: "query"}, {Name: "state"}, {Name: "tries", Right: true},
		{Name: "matched", Right: true}, {Name: "scanned", Right: true}, {Name: "bytes", Right: true}, {Name: "took", Right: true},
	}}
	for _, q := range queries {
		cells := append([]string{q.ID, q.State, strconv.Itoa(q.Tries)}, formatWork(q)...)
		t.Rows = append(t.Rows, render.Row{Cells: cells, Error: q.Error})
	}
	return t
}

// formatWork returns the records that a query matched and scanned, the bytes that it
// scanned and how long it took, each empty if it gave no answer and scanned nothing.
func formatWork(q ledger.QueryDetails) []string {
	work := q.Statistics
	if work == (fanlight.Statistics{}) && !fanlight.Outcome(q.State).Good() {
		return []string{"", "", "", ""}
	}
	took := ""
	if q.Took > 0 {
		took = formatLength(q.Took)
	}
	return []string{render.Count(work.RecordsMatched), render.Count(work.RecordsScanned), render.Bytes(work.BytesScanned), took}
}

func deliveryTable(s shownRun, now time.Time) render.Table {
	t := render.Table{Columns: []render.Column{
		{Name: "destination"}, {Name: "round", Right: true}, {Name: "state"}, {Name: "tries", Right: true}, {Name: "at"}, {Name: "answer", Shrink: true},
	}}
	for _, d := range s.deliveries() {
		at := ""
		if !d.At.IsZero() {
			at = formatClock(d.At, s.details.Run.Created)
		}
		t.Rows = append(t.Rows, render.Row{
			Error: withNext(reason(d.Delivery), s.next(d), now),
			Cells: []string{d.Name, strconv.Itoa(d.Round), string(d.State), strconv.Itoa(d.Tries), at, d.Receipt},
		})
	}
	return t
}

// deliveries returns the records of all rounds, and the destinations of the last one that
// have none yet.
func (s shownRun) deliveries() []ledger.RoundDelivery {
	run, all := s.details.Run, slices.Clone(s.rounds)
	state := fanlight.DeliveryWaiting
	switch {
	case run.State == fanlight.Skipped || run.State == fanlight.Held:
		state = "skipped"
	case !run.Open || !s.complete():
		return all
	}
	for _, d := range run.Definition.Deliver {
		recorded := func(r ledger.RoundDelivery) bool { return r.Name == d.Name && r.Round == run.Round }
		if run.Wants(d.Name) && !slices.ContainsFunc(all, recorded) {
			all = append(all, ledger.RoundDelivery{Delivery: fanlight.Delivery{Name: d.Name, State: state}, Round: run.Round})
		}
	}
	return all
}

// next returns when a delivery is tried again; the zero time: it is not, or not known yet.
func (s shownRun) next(d ledger.RoundDelivery) time.Time {
	run := s.details.Run
	if !run.Open || d.Round != run.Round || !s.claim.Released || d.State == "" || d.Tries == 0 && d.State != fanlight.DeliveryWaiting {
		return time.Time{}
	}
	for _, to := range run.Definition.Deliver {
		if to.Name == d.Name && !d.Over(to.OnUnknown) {
			return nextTry(s.claim, d.Delivery)
		}
	}
	return time.Time{}
}

// withNext adds the time of the next try to an error.
func withNext(why string, next, now time.Time) string {
	if next.IsZero() {
		return why
	}
	words := "next try " + formatNext(next, now)
	if why == "" {
		return words
	}
	return why + "; " + words
}

// formatNext returns a time to come, and in how long that is.
func formatNext(next, now time.Time) string {
	return fmt.Sprintf("%s (in %s)", formatClock(next, now), formatWait(next.Sub(now)))
}

// formatWait returns a length of time in whole seconds: 30s, 1m, 1m52s.
func formatWait(d time.Duration) string {
	d = max(d, 0).Round(time.Second)
	switch {
	case d < time.Minute:
		return fmt.Sprintf("%ds", d/time.Second)
	case d%time.Minute == 0:
		return formatSpan(d)
	}
	return formatLength(d)
}

// writeHints writes the commands that lead on.
func writeHints(b *strings.Builder, s shownRun) {
	run := s.details.Run
	var now, changed []fanlight.Hint
	for _, h := range s.standing().Hints() {
		if h.With == "" {
			now = append(now, h)
		} else {
			changed = append(changed, h)
		}
	}
	writeHintsUnder(b, hintsTitle(run), run, now)
	writeHintsUnder(b, "once its budget is raised and deployed (or max_scan):", run, changed)
}

// hintsTitle says when the commands lead on that a run is open to as it is.
func hintsTitle(run fanlight.Run) string {
	switch {
	case run.Open:
		return "while it is open:"
	case run.State == fanlight.Skipped || run.State == fanlight.Held:
		return "to send it all the same:"
	case run.State == fanlight.Cancelled:
		return "to run it again:"
	}
	return "once mended:"
}

func writeHintsUnder(b *strings.Builder, title string, run fanlight.Run, hints []fanlight.Hint) {
	if len(hints) == 0 {
		return
	}
	fmt.Fprintf(b, "\n%s\n", title)
	if run.Open {
		fmt.Fprintf(b, "  fanlight watch %s\n", run.ID)
	}
	for _, h := range hints {
		fmt.Fprintf(b, "  %s\n", h.Line(run.ID))
	}
}
