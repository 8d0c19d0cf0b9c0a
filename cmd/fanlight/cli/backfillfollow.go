package cli

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/ledger"
	"github.com/fanlight/fanlight/pkg/stack"
)

// backfillFollower shows how far a backfill is until its editions have ended.
type backfillFollower struct {
	*stackCommand
	plan  backfillPlan
	id    fanlight.BackfillID
	line  *progressLine
	begun time.Time

	left    []time.Time             // due times of the editions that are not known to have ended
	printed map[fanlight.RunID]bool // those whose ID is on stdout
	ended   map[fanlight.State]int
	running int // of those that are left, the ones that exist
	bad     int // editions that did not end as they should
	done    bool
}

// followBackfill waits for the editions of a backfill that the command has just gone on
// with. Its error says that some did not end as they should.
func (c *stackCommand) followBackfill(ctx context.Context, p backfillPlan, b *fanlight.Backfilled) error {
	f := &backfillFollower{
		stackCommand: c, plan: p, id: b.ID, line: newProgressLine(c.s), begun: c.s.Now(),
		left: append(append([]time.Time{}, p.running...), p.missing...), printed: map[fanlight.RunID]bool{}, ended: map[fanlight.State]int{},
	}
	for _, run := range b.Started {
		f.printed[run] = true
	}
	defer f.line.clear()
	for pause := firstPollAWS; ; pause = min(2*pause, maxPollAWS) {
		err := f.look(ctx)
		if err == nil && !f.done {
			err = (stack.Clock{}).Sleep(ctx, pause)
		}
		switch {
		case ctx.Err() != nil:
			f.line.note("%s", f.interrupted())
			return ctx.Err()
		case err != nil:
			return c.explain("follow backfill "+string(f.id), err)
		case f.done:
			return f.finish()
		}
		f.line.show(f.progress(c.s.Now()))
	}
}

// look reads how far the backfill and its editions are.
func (f *backfillFollower) look(ctx context.Context) error {
	b, err := f.ledger.Backfill(ctx, f.id)
	if err != nil {
		return err
	}
	left := f.left[:0]
	f.running = 0
	for _, due := range f.left {
		if !due.Before(b.Next) { // to come
			left = append(left, due)
			continue
		}
		over, err := f.edition(ctx, f.plan.run(due))
		if err != nil {
			return err
		}
		if !over {
			left = append(left, due)
		}
	}
	f.left = left
	f.done = len(left) == 0 || b.State != fanlight.BackfillOpen && f.running == 0
	return nil
}

// edition looks at one that is begun, and reports whether it has ended.
func (f *backfillFollower) edition(ctx context.Context, id fanlight.RunID) (over bool, err error) {
	run, err := f.ledger.RunState(ctx, id)
	if errors.Is(err, ledger.ErrNotFound) {
		f.running++
		return false, nil
	}
	if err != nil {
		return false, err
	}
	if !f.printed[id] && *f.format != "json" {
		f.printed[id] = true
		if _, err := fmt.Fprintln(f.s.Out, id); err != nil {
			return false, fmt.Errorf("write the runs: %w", err)
		}
	}
	if !run.State.Final() {
		f.running++
		return false, nil
	}
	f.ended[run.State]++
	return true, f.noteEnd(ctx, id)
}

// noteEnd writes an event for an edition that did not end as it should.
func (f *backfillFollower) noteEnd(ctx context.Context, id fanlight.RunID) error {
	run, err := f.ledger.Run(ctx, id)
	if err != nil {
		return err
	}
	details, err := f.ledger.RunDetails(ctx, run)
	if err != nil {
		return err
	}
	if state, words := badEnd(details); words != "" {
		f.bad++
		f.line.note("%s", formatEvent(f.s, runEvent{at: f.s.Now(), state: state, text: words}, f.s.Width(f.s.Err)))
	}
	return nil
}

// badEnd says how an edition ended that did not end as it should; it is empty for any other.
func badEnd(details ledger.RunDetails) (state, words string) {
	run, d := details.Run, details.Document
	switch {
	case run.State == fanlight.Sent && d != nil && d.Incomplete():
		return checkWarned, fmt.Sprintf("%s sent, incomplete: %d of %s gave no answer", run.ID, d.Unanswered(), count(len(d.Queries), "query", "queries"))
	case run.State == fanlight.Sent || run.State == fanlight.Skipped:
		return "", ""
	}
	words, state = fmt.Sprintf("%s ended as %s", run.ID, run.State), checkFailed
	if run.State == fanlight.PartlySent {
		state = checkWarned
	}
	if missed := missedWords(details.Deliveries); missed != "" {
		words += ": " + missed
	}
	return state, words
}

// missedWords names the destinations without the report and why; the same reason once.
func missedWords(deliveries []fanlight.Delivery) string {
	var words []string
	before := ""
	for _, d := range deliveries {
		if !missed(d) {
			continue
		}
		why := reason(d)
		if why == before && why != "" {
			why = "the same"
		} else {
			before = why
		}
		words = append(words, strings.TrimSuffix(d.Name+": "+why, ": "))
	}
	return strings.Join(words, "; ")
}

// counts says how many editions are in which state.
func (f *backfillFollower) counts() string {
	all := len(f.plan.running) + len(f.plan.missing)
	var words []string
	for _, state := range []fanlight.State{fanlight.Sent, fanlight.PartlySent, fanlight.Unsent, fanlight.Skipped, fanlight.Held, fanlight.Cancelled} {
		if n := f.ended[state]; n > 0 {
			words = append(words, fmt.Sprintf("%d %s", n, state))
		}
	}
	if f.running > 0 {
		words = append(words, fmt.Sprintf("%d running", f.running))
	}
	if n := len(f.left) - f.running; n > 0 {
		words = append(words, fmt.Sprintf("%d to come", n))
	}
	return strings.TrimSuffix(count(all, "run", "runs")+": "+strings.Join(words, ", "), ": ")
}

// progress is counts with the time that is left, by the time that the ended ones took.
func (f *backfillFollower) progress(now time.Time) string {
	over, took := len(f.plan.running)+len(f.plan.missing)-len(f.left), now.Sub(f.begun)
	if over == 0 || len(f.left) == 0 {
		return f.counts()
	}
	left := took / time.Duration(over) * time.Duration(len(f.left))
	unit, word := time.Minute, "m"
	if left < time.Minute {
		unit, word = time.Second, "s"
	}
	return fmt.Sprintf("%s · about %d%s left", f.counts(), max(1, int(left.Round(unit)/unit)), word)
}

// interrupted says what goes on without the command.
func (f *backfillFollower) interrupted() string {
	all, toCome := len(f.plan.running)+len(f.plan.missing), len(f.left)-f.running
	if toCome == 0 {
		return fmt.Sprintf("all %d were started and go on (the same command shows them again)", all)
	}
	return fmt.Sprintf("%d of %d were started; the janitor starts the other %d (the same command shows them again)\n  fanlight cancel %s", all-toCome, all, toCome, f.id)
}

// finish writes how all ended.
func (f *backfillFollower) finish() error {
	f.line.clear()
	if len(f.plan.running)+len(f.plan.missing) > 0 {
		fmt.Fprintln(f.s.Err, f.counts())
	}
	if f.bad > 0 {
		return errReported
	}
	return nil
}
