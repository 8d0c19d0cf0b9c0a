package dispatcher

import (
	"cmp"
	"context"
	"errors"
	"time"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/lazyregexp"
)

// Execute carries out a command and returns its answer. A command that is
// refused has its reason in the answer and no error. It may be called again with
// the same command: that changes nothing more.
func (d *Dispatcher) Execute(ctx context.Context, c fanlight.Command) (fanlight.Answer, error) {
	begun := d.clock.Now()
	answer, err := d.execute(ctx, c)
	if refusal, ok := errors.AsType[*fanlight.Refusal](err); ok {
		answer.Refused, answer.Busy, err = refusal.Reason, refusal.Busy, nil
	}
	d.logCommand(ctx, c, answer, err, begun)
	return answer, err
}

// logCommand writes the record of a command that was carried out, was refused or
// failed.
func (d *Dispatcher) logCommand(ctx context.Context, c fanlight.Command, a fanlight.Answer, err error, begun time.Time) {
	attrs := []any{
		"action", cmp.Or(c.Action, fanlight.ActionStart), "report", cmp.Or(c.Report, c.Run.Report()),
		fanlight.Run{ID: cmp.Or(a.Run, c.Run), Epoch: a.Epoch}.LogAttrs(), "round", a.Round,
		"duration_ms", d.clock.Now().Sub(begun).Milliseconds(),
	}
	switch {
	case err != nil:
		d.log.WarnContext(ctx, "command failed", append(attrs, "error", err)...)
	case a.Refused != "":
		d.log.WarnContext(ctx, "command refused", append(attrs, "reason", a.Refused)...)
	default:
		d.log.InfoContext(ctx, "command executed", attrs...)
	}
}

func (d *Dispatcher) execute(ctx context.Context, c fanlight.Command) (fanlight.Answer, error) {
	switch c.Action {
	case "", fanlight.ActionStart:
		return d.startCommand(ctx, c)
	case fanlight.ActionBackfill:
		done, err := d.Backfill(ctx, c)
		return fanlight.Answer{Backfilled: &done}, err
	case fanlight.ActionReplay:
		if c.With != "" {
			return answer(d.Correct(ctx, c))
		}
		run, err := d.Replay(ctx, c)
		if err != nil {
			return answer(run, err)
		}
		return d.replayed(ctx, run)
	case fanlight.ActionResend:
		return answer(d.Resend(ctx, c))
	case fanlight.ActionCancel:
		if id, ok := fanlight.ParseBackfillID(string(c.Run)); ok {
			done, err := d.CancelBackfill(ctx, id)
			return fanlight.Answer{Run: c.Run, State: fanlight.Cancelled, Backfilled: &done}, err
		}
		return answer(d.Cancel(ctx, c))
	}
	return fanlight.Answer{}, fanlight.Refuse("unknown action %q", c.Action)
}

// suffix is the form of a manual start's suffix. It becomes part of keys and of
// the comment in a query's text.
var suffix = lazyregexp.New(`^[a-z0-9]{6}$`)

func (d *Dispatcher) startCommand(ctx context.Context, c fanlight.Command) (fanlight.Answer, error) {
	if c.Report == "" || c.ScheduledTime.IsZero() {
		return fanlight.Answer{}, fanlight.Refuse("a start names a report and a scheduled_time")
	}
	if c.Suffix != "" && !suffix().MatchString(c.Suffix) {
		return fanlight.Answer{}, fanlight.Refuse("suffix %q: want six lower-case letters and digits", c.Suffix)
	}
	return answer(d.Start(ctx, c.Report, c.ScheduledTime, c.Suffix))
}

func answer(run fanlight.Run, err error) (fanlight.Answer, error) {
	return fanlight.Answer{Run: run.ID, State: run.State, Epoch: run.Epoch, Round: run.Round}, err
}
