package sweep

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/fanlight/fanlight/pkg/ledger"
	"github.com/fanlight/fanlight/pkg/pipeline"
	"github.com/fanlight/fanlight/pkg/report"
)

// schedules dispatches the runs that their schedules never started (rule J8).
func (s *Sweeper) schedules(ctx context.Context) error {
	definitions, err := s.Ledger.Definitions(ctx)
	failures := []error{err} // it stands for those that could not be read
	for _, d := range definitions {
		if err := s.schedule(ctx, d); err != nil {
			failures = append(failures, fmt.Errorf("watch %s: %w", d.Report.Name, err))
		}
	}
	return errors.Join(failures...)
}

func (s *Sweeper) schedule(ctx context.Context, d ledger.Definition) error {
	if d.Report.Schedule == nil {
		return nil
	}
	watch, err := s.watch(ctx, d.Report)
	if err != nil {
		return err
	}
	due, ok := d.Report.Schedule.Last(s.Clock.Now().Add(-s.settings().Late))
	if !ok || due.Before(watch.FirstSeen) || !due.After(watch.Checked) {
		return nil
	}
	if err := s.startMissed(ctx, d.Report.Name, due); err != nil {
		return err
	}
	watch.Checked = due
	return s.Ledger.SetWatch(ctx, d.Report.Name, watch)
}

// watch returns the janitor's note on a report. It begins anew with another
// schedule: what that one would have started before it existed is not missed.
func (s *Sweeper) watch(ctx context.Context, r report.Report) (pipeline.Watch, error) {
	schedule := r.Schedule.Expression + " " + r.Schedule.Timezone
	watch, err := s.Ledger.Watch(ctx, r.Name)
	if errors.Is(err, ledger.ErrNotFound) || err == nil && watch.Schedule != schedule {
		now := s.Clock.Now()
		watch = pipeline.Watch{Schedule: schedule, FirstSeen: now, Checked: now}
		err = s.Ledger.SetWatch(ctx, r.Name, watch)
	}
	return watch, err
}

// startMissed starts the run of a due time unless it exists.
func (s *Sweeper) startMissed(ctx context.Context, name string, due time.Time) error {
	id := pipeline.NewRunID(name, due, "")
	if _, err := s.Ledger.Run(ctx, id); !errors.Is(err, ledger.ErrNotFound) {
		return err
	}
	s.Notifier.Notify(ctx, pipeline.Notice{
		Kind: pipeline.NoticeMissedRun, Run: id, Report: name, Detail: "its schedule did not start it",
	})
	_, err := s.Dispatcher.Start(ctx, name, due, "")
	return err
}
