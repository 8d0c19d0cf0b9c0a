package reporter

import (
	"cmp"
	"context"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"time"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/ledger"
	"github.com/fanlight/fanlight/pkg/render/amount"
	"github.com/fanlight/fanlight/pkg/render/edition"
	"github.com/fanlight/fanlight/pkg/report"
	"github.com/fanlight/fanlight/pkg/report/condition"
)

// decide puts into the document what becomes of it (rule R7): whether it is sent, and
// which sections are left out. Whatever cannot be decided is sent.
func (c claimed) decide(ctx context.Context, d *fanlight.Document) {
	def := c.run.Definition
	d.Tolerate = def.Tolerate
	j := &judge{claimed: c, ctx: ctx, d: d}
	for i, s := range d.Sections {
		if q := d.Query(s.Query); q != nil && q.State.Good() && !j.holds(s.SendWhen, []fanlight.QueryResult{*q}) {
			d.SkippedSections = append(d.SkippedSections, skipped(i, s, q))
		}
	}
	switch {
	case c.run.Silent():
		d.Verdict, d.Reason = fanlight.Skip, "it was backfilled without delivery"
	case d.Incomplete():
		d.Verdict = map[report.OnPartial]fanlight.Verdict{report.PartialHold: fanlight.Hold, report.PartialNotify: fanlight.Notify}[def.OnPartial]
	case !ordered(c.run.ID) && !j.holds(def.SendWhen, d.Queries) && !j.overdue(time.Duration(def.AtLeast)):
		d.Verdict, d.Reason = fanlight.Skip, j.reason(def.SendWhen)
	}
}

// ordered reports whether the run is a correction: its readers have an edition that is wrong,
// so that it is sent although its condition does not hold.
func ordered(id fanlight.RunID) bool {
	_, correction := id.Corrects()
	return correction
}

func skipped(i int, s report.Section, q *fanlight.QueryResult) fanlight.SkippedSection {
	left := fanlight.SkippedSection{Section: i}
	if value, ok := q.Number(s); ok && s.ShowsNumber() {
		left.Value = &value
	}
	return left
}

// judge evaluates conditions over a document.
type judge struct {
	claimed
	ctx  context.Context
	d    *fanlight.Document
	last *fanlight.Figures // of the last edition that somebody got, once it was read
	read bool
}

// holds evaluates a condition over the results of some queries. What cannot be decided
// holds.
func (j *judge) holds(text string, queries []fanlight.QueryResult) bool {
	if text == "" {
		return true
	}
	c, err := condition.Parse(text)
	if err != nil { // of a version that reads more
		j.log.WarnContext(j.ctx, "condition not read", j.run.LogAttrs(), "error", err)
		return true
	}
	found := func(q fanlight.QueryResult) bool { return q.Kept() > 0 }
	failed := func(q fanlight.QueryResult) bool { return !q.State.Good() }
	switch c.Word {
	case condition.Always:
		return true
	case condition.Results:
		return slices.ContainsFunc(queries, found) || slices.ContainsFunc(queries, failed)
	case condition.NoResults:
		return !slices.ContainsFunc(queries, found)
	case condition.Changed:
		return j.lastSent() == nil || slices.ContainsFunc(queries, j.changed)
	}
	holds, err := c.Holds(j.d.NumberNamed)
	return holds || err != nil
}

// changed reports whether a query shows something else than in the last edition that
// somebody got, which there is.
func (j *judge) changed(q fanlight.QueryResult) bool {
	last := j.lastSent()
	if last.Short || !q.State.Good() {
		return true
	}
	now := ledger.FitFigures(fanlight.NewFigures(j.d))
	before, there := last.Query(q.Key())
	after, shown := now.Query(q.Key())
	return shown && (!there || !reflect.DeepEqual(before, after))
}

// lastSent returns the figures of the last edition that somebody got; nil if there is
// none, or if it cannot be read.
func (j *judge) lastSent() *fanlight.Figures {
	if j.read {
		return j.last
	}
	j.read = true
	sent := j.past.sent()
	if sent == nil {
		return nil
	}
	i := slices.IndexFunc(j.past.editions, func(f fanlight.Figures) bool { return f.Run == sent.Run })
	if i >= 0 {
		j.last = &j.past.editions[i]
		return j.last
	}
	f, err := j.ledger.Figures(j.ctx, j.run.ID.Report(), sent.Window.End)
	if err == nil && f.Run == sent.Run {
		j.last = &f
	}
	return j.last
}

// sent returns the last edition that somebody got, nil if there is none or it is not
// known.
func (p past) sent() *fanlight.Edition {
	if p.err != nil || len(p.editions) == 0 {
		return nil
	}
	return p.editions[0].Sent()
}

// overdue reports whether so much time has passed since the last edition that somebody
// got, or if it is not known whether.
func (j *judge) overdue(after time.Duration) bool {
	sent := j.past.sent()
	return after > 0 && (sent == nil || j.run.ID.Scheduled().Sub(sent.Run.Scheduled()) >= after)
}

// reason says why a report's condition does not hold.
func (j *judge) reason(text string) string {
	c, err := condition.Parse(text)
	if err != nil {
		return text
	}
	switch c.Word {
	case condition.Results:
		return "no query found anything"
	case condition.NoResults:
		return "queries found something"
	case condition.Changed:
		sent := j.past.sent()
		return "nothing has changed since " + edition.Name(j.d, sent.Window.End, sent.Window.Start)
	}
	var values []string
	for _, name := range c.Names() {
		value, _ := j.d.NumberNamed(name)
		values = append(values, fmt.Sprintf("%s is %s", name, amount.Format(value, "")))
	}
	return strings.Join(values, ", ") + "; sent when " + text
}

// endState returns the final state of the round: the one of the document's verdict in the
// first round of an epoch, else that of the deliveries.
func (c claimed) endState(d *fanlight.Document, deliveries []fanlight.Delivery) fanlight.State {
	if !c.withheld(d) {
		return fanlight.FinalState(deliveries)
	}
	return d.Verdict.Ends()
}

// withheld reports whether nothing is sent in the round: a resend sends what was withheld.
func (c claimed) withheld(d *fanlight.Document) bool {
	return c.run.Round == 1 && d.Verdict.Ends() != ""
}

// emitEnd raises the alarm, or counts what an end of its kind counts.
func (c claimed) emitEnd(ctx context.Context, d *fanlight.Document, state fanlight.State, missed, all int) {
	e := fanlight.Event{Run: c.run.ID, Report: c.run.ID.Report()}
	switch state {
	case fanlight.Sent:
		return
	case fanlight.Skipped:
		e.Kind, e.Detail = fanlight.EventSkipped, cmp.Or(d.Reason, "its condition does not hold")
	case fanlight.Held:
		e.Kind, e.Detail = fanlight.EventHeld, fmt.Sprintf("%d of %d queries gave no answer: resend sends it, replay --failed mends it", d.Unanswered(), len(d.Queries))
	default:
		e.Kind, e.Detail = fanlight.EventGaveUp, fmt.Sprintf("%s at claim %d: %d of %d destinations missed", state, c.claim.Tries, missed, all)
	}
	c.events.Emit(ctx, e)
}
