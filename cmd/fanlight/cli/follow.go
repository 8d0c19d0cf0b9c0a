package cli

import (
	"context"
	"fmt"
	"time"

	"github.com/fanlight/fanlight/pkg/ledger"
	"github.com/fanlight/fanlight/pkg/pipeline"
)

// follow asks every so often for a run until it is closed, and shows how far it
// is.
func follow(ctx context.Context, s *System, l *ledger.Ledger, id pipeline.RunID, every time.Duration, line *statusLine) (pipeline.Run, error) {
	defer line.clear()
	for {
		run, err := l.Run(ctx, id)
		if err != nil {
			return run, fmt.Errorf("follow run %s: %w", id, err)
		}
		if !run.Open {
			return run, nil
		}
		if line.live() {
			shards, err := l.AllProgress(ctx, run)
			if err != nil {
				return run, fmt.Errorf("follow run %s: %w", id, err)
			}
			line.show(howFar(run, shards, s.Now()))
		}
		if err := wait(ctx, every); err != nil {
			return run, err
		}
	}
}

// howFar says where a run stands in one line.
func howFar(run pipeline.Run, shards []pipeline.Progress, now time.Time) string {
	started, settled := 0, 0
	for _, p := range shards {
		settled += p.Settled
		for _, i := range p.Indices() {
			if p.Starts[i].ID != "" || p.Winners[i] != "" {
				started++
			}
		}
	}
	text := fmt.Sprintf("%s: %d of %d queries started, %d running, %d settled",
		run.ID, started, run.Total, started-settled, settled)
	if pipeline.Complete(shards, run.Total) {
		text = fmt.Sprintf("%s: %d of %d queries settled, reporting", run.ID, settled, run.Total)
	}
	return fmt.Sprintf("%s (%s)", text, now.Sub(run.Begun).Truncate(time.Second))
}

func wait(ctx context.Context, d time.Duration) error {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-timer.C:
		return nil
	}
}
