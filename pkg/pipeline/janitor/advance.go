package janitor

import (
	"context"
	"fmt"
	"time"

	"github.com/fanlight/fanlight/pkg/fanlight"
)

// maxResends is how often a quiet shard's queries are sent again (rule J2).
const maxResends = 5

// advance takes the step that a run needs for its report: it offers a complete
// run to a reporter, and settles or sends again what is missing.
func (j *Janitor) advance(ctx context.Context, run fanlight.Run, claim fanlight.Claim) error {
	shards, err := j.ledger.AllProgress(ctx, run)
	if err != nil {
		return err
	}
	late := j.since(run.Deadline)
	if late >= 0 && run.Round == 1 {
		j.events.Emit(ctx, fanlight.Event{
			Kind: fanlight.EventOverdue, Run: run.ID, Report: run.ID.Report(), Detail: "not sent by its deadline",
		})
	}
	switch {
	case run.State.Final() || fanlight.Complete(shards, run.Total): // a resend's round counts as unreported
		return j.offer(ctx, run, claim)
	case late >= j.settings.GiveUp && len(shards) < fanlight.Shards(run.Total):
		// Rule J5: there is nothing to offer, and going on (J1) has failed since.
		return j.reporter.GiveUp(ctx, run)
	case late >= 0:
		return j.timeOut(ctx, run, shards)
	case run.State == fanlight.Running:
		return j.sendAgain(ctx, run, shards)
	}
	return nil
}

// offer sends the report message again, unless a reporter is at work (rule
// J3). An hour after the first offer, or after the round's last step if that is
// later, it gives up (rules J5 and E3).
func (j *Janitor) offer(ctx context.Context, run fanlight.Run, claim fanlight.Claim) error {
	if j.clock.Now().Before(claim.Lease) {
		return nil
	}
	if !run.Offered.IsZero() && j.since(run.Offered) >= j.settings.GiveUp && j.since(claim.Moved) >= j.settings.GiveUp {
		return j.reporter.GiveUp(ctx, run)
	}
	j.log.InfoContext(ctx, "report offered", run.LogAttrs(), "round", run.Round, "duration_ms", j.since(run.Begun).Milliseconds())
	if err := j.settler.Announce(ctx, run, run.Round); err != nil {
		return err
	}
	return j.ledger.MarkOffered(ctx, run) // after the offer: an offer that failed is none
}

// timeOut settles what missed the deadline, through the same update as a
// worker: a partial report, never silence (rule J4).
func (j *Janitor) timeOut(ctx context.Context, run fanlight.Run, shards []fanlight.Progress) error {
	why := fanlight.Result{Outcome: fanlight.TimedOut, Error: missedDeadline(run)}
	for _, p := range shards {
		settled, err := j.settler.SettleMissing(ctx, run, p, why)
		if err != nil {
			return err
		}
		if _, err := j.settler.Finish(ctx, run, settled, false); err != nil {
			return err
		}
	}
	return nil
}

// missedDeadline returns the error of a query that was not settled in time.
func missedDeadline(run fanlight.Run) string {
	if run.Newer {
		return "not settled by the deadline: a newer version of Fanlight wrote the run's definition, and the deployed functions do not know it"
	}
	return fmt.Sprintf("not settled within %s", time.Duration(run.Definition.Deadline))
}
