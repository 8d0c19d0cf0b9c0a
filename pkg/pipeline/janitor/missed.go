package janitor

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/ledger"
	"github.com/fanlight/fanlight/pkg/report"
)

// maxLooked bounds the due times of one report that a sweep looks at: the newest
// ones. More than these are due after an outage of 16 hours if a report runs every
// minute.
const maxLooked = 1000

// account compares a report's note and its runs with its due times.
type account struct {
	*Janitor
	report string
	stored fanlight.Watch // as it is in the ledger; zero: there is none
	note   fanlight.Watch // as the account goes on from it
	until  time.Time      // a run that was due later may still be started by its schedule
	more   bool           // more than maxLooked times were due
}

// begin replaces the note: the report has another schedule from now on, or none.
// What was due by the old one until ten minutes ago and has no run is named, and
// not started: an outage of the janitor must not hide it, and the report is no
// longer what it was. What is due between a schedule that was taken away and its
// return is nobody's: the note of its return begins then.
func (a *account) begin(ctx context.Context, schedule string) error {
	if a.note.Schedule != "" {
		missed, err := a.missed(ctx, parseSchedule(a.note.Schedule))
		if err != nil {
			return err
		}
		if len(missed) > 0 {
			a.leave(ctx, missed, "its schedule has been changed, paused or taken away since; to run one of them: fanlight start %s --at %s --stack %s",
				a.report, missed[len(missed)-1].Format(time.RFC3339), a.stack)
		}
	}
	now := a.clock.Now().UTC().Truncate(time.Millisecond)
	_, err := a.set(ctx, fanlight.Watch{Schedule: schedule, FirstSeen: now, Checked: now})
	return err
}

// catchUp starts the newest missed runs, and names the older ones once. The note
// moves over the older ones first: after a crash the next sweep finds the newest
// again, and only these. It is written in any case, so that a janitor whose note is
// out of date does not take older ones for the newest.
func (a *account) catchUp(ctx context.Context, schedule report.Schedule) error {
	missed, err := a.missed(ctx, schedule)
	if err != nil {
		return err
	}
	if ok, err := a.makeUpFor(ctx, missed); !ok {
		return err
	}
	newest, ok := schedule.Last(a.until)
	if ok = ok && newest.After(a.note.Checked); !ok {
		newest = a.note.Checked
	}
	if ok || a.note != a.stored { // moved, or an earlier version's
		_, err = a.check(ctx, newest)
	}
	return err
}

// makeUpFor names the older of the missed runs and starts the others. It returns
// false if another janitor has changed the note.
func (a *account) makeUpFor(ctx context.Context, missed []time.Time) (ok bool, err error) {
	if len(missed) == 0 {
		return true, nil
	}
	older, passed := a.older(missed), a.note.Checked
	if older > 0 {
		passed = missed[older-1]
		a.leave(ctx, missed[:older], "to run them: fanlight backfill %s --from %s --to %s --stack %s",
			a.report, missed[0].Format(time.RFC3339), passed.Format(time.RFC3339), a.stack)
	}
	if ok, err := a.check(ctx, passed); !ok {
		return false, err
	}
	for _, due := range missed[older:] {
		if err := a.start(ctx, due); err != nil {
			return false, err
		}
	}
	return true, nil
}

// missed returns the due times since the last look that have no run, oldest first.
func (a *account) missed(ctx context.Context, schedule report.Schedule) ([]time.Time, error) {
	var missed []time.Time
	due, ok := schedule.Last(a.until)
	for looked := 0; ok && due.After(a.note.Checked); looked++ {
		if a.more = looked == maxLooked; a.more {
			break
		}
		run, err := a.ledger.RunState(ctx, fanlight.NewRunID(a.report, due, ""))
		switch {
		case run.ID != "": // it exists, be it of a layout that is not known
		case errors.Is(err, ledger.ErrNotFound):
			missed = append(missed, due)
		case err != nil:
			return nil, err
		}
		due, ok = schedule.Last(due.Add(-time.Second))
	}
	slices.Reverse(missed)
	return missed, nil
}

// older returns how many of the missed due times, oldest first, are not made up
// for: those beyond the newest CatchUp, and those that are older than CatchUpAge.
func (a *account) older(missed []time.Time) int {
	n := max(0, len(missed)-a.settings.CatchUp)
	for n < len(missed) && a.since(missed[n]) > a.settings.CatchUpAge {
		n++
	}
	return n
}

// leave names due times that are not made up for in one event.
func (a *account) leave(ctx context.Context, missed []time.Time, remedy string, args ...any) {
	count := fmt.Sprint(len(missed), " editions were")
	switch {
	case a.more:
		count = "at least " + count
	case len(missed) == 1:
		count = "1 edition was"
	}
	a.events.Emit(ctx, fanlight.Event{
		Kind: fanlight.EventMissedEditions, Report: a.report,
		Detail: fmt.Sprintf("%s not started, from %s to %s; %s", count, missed[0].Format(time.RFC3339),
			missed[len(missed)-1].Format(time.RFC3339), fmt.Sprintf(remedy, args...)),
	})
}

// start dispatches the run of a due time.
func (a *account) start(ctx context.Context, due time.Time) error {
	a.events.Emit(ctx, fanlight.Event{
		Kind: fanlight.EventMissedRun, Run: fanlight.NewRunID(a.report, due, ""), Report: a.report, Detail: "its schedule did not start it",
	})
	_, err := a.dispatcher.Start(ctx, a.report, due, "")
	return err
}

// check moves the note to a due time. It returns false if another janitor has
// changed the note.
func (a *account) check(ctx context.Context, due time.Time) (ok bool, err error) {
	next := a.note
	next.Checked = due
	return a.set(ctx, next)
}

func (a *account) set(ctx context.Context, next fanlight.Watch) (ok bool, err error) {
	if ok, err = a.ledger.SetWatch(ctx, a.report, a.stored, next); ok {
		a.stored, a.note = next, next
	}
	return ok, err
}
