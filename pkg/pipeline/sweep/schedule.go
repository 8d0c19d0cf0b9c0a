package sweep

import (
	"context"
	"errors"
	"fmt"

	"github.com/fanlight/fanlight/pkg/ledger"
	"github.com/fanlight/fanlight/pkg/pipeline"
)

// schedules dispatches the runs that their schedules never started (rule J8).
func (s *Sweeper) schedules(ctx context.Context) error {
	definitions, err := s.Ledger.Definitions(ctx)
	if err != nil {
		return err
	}
	var failures []error
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
	now := s.Clock.Now()
	watch, err := s.Ledger.Watch(ctx, d.Report.Name)
	if errors.Is(err, ledger.ErrNotFound) {
		return s.Ledger.SetWatch(ctx, d.Report.Name, pipeline.Watch{FirstSeen: now, Checked: now})
	}
	if err != nil {
		return err
	}
	due, ok := d.Report.Schedule.Last(now.Add(-s.settings().Late))
	if !ok || due.Before(watch.FirstSeen) || !due.After(watch.Checked) {
		return nil
	}
	id := pipeline.NewRunID(d.Report.Name, due, "")
	_, err = s.Ledger.Run(ctx, id)
	if err != nil && !errors.Is(err, ledger.ErrNotFound) {
		return err
	}
	if err != nil {
		s.Notifier.Notify(ctx, pipeline.Notice{
			Kind: pipeline.NoticeMissedRun, Run: id, Report: d.Report.Name, Detail: "its schedule did not start it",
		})
		if _, err := s.Dispatcher.Start(ctx, d.Report.Name, due, ""); err != nil {
			return err
		}
	}
	watch.Checked = due
	return s.Ledger.SetWatch(ctx, d.Report.Name, watch)
}
