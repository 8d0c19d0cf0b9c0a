package dispatcher

import (
	"context"
	"errors"
	"regexp"
	"time"

	"github.com/fanlight/fanlight/pkg/fanlight"
)

// Execute carries out a command and returns its answer. A command that is
// refused has its reason in the answer and no error. It may be called again with
// the same command: that changes nothing more.
func (d *Dispatcher) Execute(ctx context.Context, c fanlight.Command) (fanlight.Answer, error) {
	answer, err := d.execute(ctx, c)
	var refusal *fanlight.Refusal
	if errors.As(err, &refusal) {
		answer.Refused = refusal.Reason
		return answer, nil
	}
	return answer, err
}

func (d *Dispatcher) execute(ctx context.Context, c fanlight.Command) (fanlight.Answer, error) {
	switch c.Action {
	case "", fanlight.ActionStart:
		return d.startCommand(ctx, c)
	case fanlight.ActionBackfill:
		done, err := d.Backfill(ctx, c.Report, c.From, c.To)
		return fanlight.Answer{Backfilled: &done}, err
	case fanlight.ActionReplay:
		return answer(d.Replay(ctx, c))
	case fanlight.ActionResend:
		return answer(d.Resend(ctx, c))
	case fanlight.ActionCancel:
		return answer(d.Cancel(ctx, c))
	}
	return fanlight.Answer{}, fanlight.Refuse("unknown action %q", c.Action)
}

// suffix is the form of a manual start's suffix. It becomes part of keys and of
// the comment in a query's text.
var suffix = regexp.MustCompile(`^[a-z0-9]{6}$`)

func (d *Dispatcher) startCommand(ctx context.Context, c fanlight.Command) (fanlight.Answer, error) {
	if c.Report == "" || c.ScheduledTime.IsZero() {
		return fanlight.Answer{}, fanlight.Refuse("a start names a report and a scheduled_time")
	}
	if c.Suffix != "" && !suffix.MatchString(c.Suffix) {
		return fanlight.Answer{}, fanlight.Refuse("suffix %q: want six lower-case letters and digits", c.Suffix)
	}
	return answer(d.Start(ctx, c.Report, c.ScheduledTime.Truncate(time.Minute), c.Suffix))
}

func answer(run fanlight.Run, err error) (fanlight.Answer, error) {
	return fanlight.Answer{Run: run.ID, State: run.State, Epoch: run.Epoch, Round: run.Round}, err
}
