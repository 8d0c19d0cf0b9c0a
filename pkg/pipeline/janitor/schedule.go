package janitor

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/ledger"
)

// schedules dispatches the runs that their schedules never started (rule J8).
func (j *Janitor) schedules(ctx context.Context) error {
	deployed, err := j.ledger.Deployed(ctx)
	failures := []error{err} // it stands for those that could not be read
	for _, d := range deployed {
		if err := j.schedule(ctx, d); err != nil {
			failures = append(failures, fmt.Errorf("watch %s: %w", d.Name, err))
		}
	}
	return errors.Join(failures...)
}

func (j *Janitor) schedule(ctx context.Context, d ledger.Deployed) error {
	if d.Schedule == nil {
		return nil
	}
	watch, err := j.watch(ctx, d)
	if err != nil {
		return err
	}
	due, ok := d.Schedule.Last(j.clock.Now().Add(-j.settings.Late))
	if !ok || due.Before(watch.FirstSeen) || !due.After(watch.Checked) {
		return nil
	}
	if err := j.startMissed(ctx, d.Name, due); err != nil {
		return err
	}
	watch.Checked = due
	return j.ledger.SetWatch(ctx, d.Name, watch)
}

// watch returns the janitor's note on a report. Another schedule begins a new
// note: a run that was due before its schedule existed is not missed.
func (j *Janitor) watch(ctx context.Context, r ledger.Deployed) (fanlight.Watch, error) {
	schedule := r.Schedule.Expression + " " + r.Schedule.Timezone
	watch, err := j.ledger.Watch(ctx, r.Name)
	if errors.Is(err, ledger.ErrNotFound) || err == nil && watch.Schedule != schedule {
		now := j.clock.Now()
		watch = fanlight.Watch{Schedule: schedule, FirstSeen: now, Checked: now}
		err = j.ledger.SetWatch(ctx, r.Name, watch)
	}
	return watch, err
}

// startMissed starts the run of a due time unless it exists.
func (j *Janitor) startMissed(ctx context.Context, name string, due time.Time) error {
	id := fanlight.NewRunID(name, due, "")
	run, err := j.ledger.RunState(ctx, id)
	if run.ID != "" { // it exists, be it of a layout that is not known
		return nil
	}
	if !errors.Is(err, ledger.ErrNotFound) {
		return err
	}
	j.events.Emit(ctx, fanlight.Event{
		Kind: fanlight.EventMissedRun, Run: id, Report: name, Detail: "its schedule did not start it",
	})
	_, err = j.dispatcher.Start(ctx, name, due, "")
	return err
}
