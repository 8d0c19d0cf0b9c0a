package janitor

import (
	"context"
	"time"

	"github.com/fanlight/fanlight/pkg/fanlight"
)

// doubtLasts is how much longer than its time a doubt counts: a janitor that comes
// later doubts again, because messages may have waited in between.
const doubtLasts = 10 * time.Minute

// sendAgain sends queries again whose messages may be lost (rule J2), at doubling
// intervals. What is in the queue is not lost, and what a worker holds it notes within
// five minutes (rule W7). So a shard of which nothing has been on record for a while is
// doubted first, when the queue is empty, and nothing is sent unless it still looks so.
func (j *Janitor) sendAgain(ctx context.Context, run fanlight.Run, shards []fanlight.Progress) error {
	checked := false
	for _, p := range shards {
		half := j.settings.Quiet / 2 << p.Resent
		if p.Resent >= maxResends || len(j.quiet(p, half)) == 0 {
			continue
		}
		if !checked {
			if backlog, err := j.queries.Backlog(ctx); err != nil || backlog > 0 {
				return err
			}
			checked = true
		}
		if err := j.doubt(ctx, run, p, half); err != nil {
			return err
		}
	}
	return nil
}

// doubt records that messages of a shard may be lost, or sends its quiet queries again
// if that is on record for half of the time for which they are quiet.
func (j *Janitor) doubt(ctx context.Context, run fanlight.Run, p fanlight.Progress, half time.Duration) error {
	doubted := j.since(p.Doubted)
	if !p.Doubted.After(p.Changed) || doubted > half+doubtLasts {
		return j.ledger.MarkDoubted(ctx, run, p)
	}
	again := j.quiet(p, 2*half)
	if doubted < half || len(again) == 0 {
		return nil
	}
	marked, err := j.ledger.MarkResent(ctx, run, p, fanlight.NewToken(j.random))
	if err != nil || !marked { // it has changed
		return err
	}
	j.log.InfoContext(ctx, "queries sent again", run.LogAttrs(), "shard", p.Shard, "queries", len(again),
		"duration_ms", j.since(run.Begun).Milliseconds())
	return j.dispatcher.SendQueries(ctx, run, run.Plan(), again)
}

// quiet returns the unsettled queries of a shard of which nothing has been on record for
// so long.
func (j *Janitor) quiet(p fanlight.Progress, d time.Duration) []int {
	return p.Quiet(j.clock.Now().Add(-d))
}
