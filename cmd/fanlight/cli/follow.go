package cli

import (
	"context"
	"fmt"
	"time"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/ledger"
	"github.com/fanlight/fanlight/pkg/stack"
)

// follower asks for a run until it is closed, and shows how far it is.
type follower struct {
	s           *System
	ledger      *ledger.Ledger
	line        *statusLine
	first, most time.Duration // pauses between questions: the first and the longest
}

// follow returns the closed run.
func (f *follower) follow(ctx context.Context, id fanlight.RunID) (fanlight.Run, error) {
	defer f.line.clear()
	for pause := f.first; ; pause = min(2*pause, f.most) {
		run, err := f.ledger.Run(ctx, id)
		if err == nil && run.Open {
			err = f.show(ctx, run)
		}
		if err != nil {
			return run, fmt.Errorf("follow run %s: %w", id, err)
		}
		if !run.Open {
			return run, nil
		}
		if err := (stack.Clock{}).Sleep(ctx, pause); err != nil {
			return run, err
		}
	}
}

// show does not ask for what nobody would see.
func (f *follower) show(ctx context.Context, run fanlight.Run) error {
	if !f.line.live() {
		return nil
	}
	shards, err := f.ledger.AllProgress(ctx, run)
	if err == nil {
		f.line.show(howFar(run, shards, f.s.Now()))
	}
	return err
}

// howFar says where a run stands in one line.
func howFar(run fanlight.Run, shards []fanlight.Progress, now time.Time) string {
	started, settled := 0, 0
	for _, p := range shards {
		settled += p.Settled
		for _, i := range p.Indices() {
			if p.Starts[i].ID != "" || p.Winners[i] != "" {
				started++
			}
		}
	}
	text := fmt.Sprintf("%d of %d queries started, %d running, %d settled", started, run.Total, started-settled, settled)
	if fanlight.Complete(shards, run.Total) {
		text = fmt.Sprintf("%d of %d queries settled, reporting", settled, run.Total)
	}
	return fmt.Sprintf("%s (%s) %s", text, now.Sub(run.Begun).Truncate(time.Second), run.ID)
}
