package lambdaevent

import (
	"context"
	"errors"
	"fmt"
	"regexp"
	"time"

	"github.com/fanlight/fanlight/pkg/pipeline"
	"github.com/fanlight/fanlight/pkg/pipeline/dispatch"
)

// Action names what a command asks for.
type Action string

// The actions. A schedule's event names none and starts its report.
const (
	Start    Action = "start"
	Replay   Action = "replay"
	Resend   Action = "resend"
	Cancel   Action = "cancel"
	Backfill Action = "backfill"
)

// Command is an event of the dispatcher: a schedule's, or an operator's.
type Command struct {
	Action Action `json:"action,omitempty"`

	Report        string    `json:"report,omitempty"`        // start, backfill
	ScheduledTime time.Time `json:"scheduled_time,omitzero"` // start: the minute that the run is for
	Suffix        string    `json:"suffix,omitempty"`        // start by hand: six random characters
	From          time.Time `json:"from,omitzero"`           // backfill
	To            time.Time `json:"to,omitzero"`             // backfill
	ID            string    `json:"id,omitempty"`            // replay, resend, cancel: the command's own random ID
	Run           string    `json:"run,omitempty"`           // replay, resend, cancel
	Epoch         int       `json:"epoch,omitempty"`         // that the operator saw
	Round         int       `json:"round,omitempty"`         // that the operator saw: resend
	Failed        bool      `json:"failed,omitempty"`        // replay: what is neither ok nor empty
	Destinations  []string  `json:"destinations,omitempty"`  // resend: none means all
}

// Answer is what the dispatcher answers. A refusal is an answer, not an error:
// Lambda would repeat the invocation, to the same end.
type Answer struct {
	Run        pipeline.RunID       `json:"run,omitempty"`
	State      pipeline.State       `json:"state,omitempty"`
	Epoch      int                  `json:"epoch,omitempty"`
	Round      int                  `json:"round,omitempty"`
	Backfilled *dispatch.Backfilled `json:"backfilled,omitempty"`
	Refused    string               `json:"refused,omitempty"`
}

// Commands handles the dispatcher's events.
func Commands(d *dispatch.Dispatcher) func(context.Context, Command) (Answer, error) {
	return func(ctx context.Context, c Command) (Answer, error) {
		answer, err := carryOut(ctx, d, c)
		var refusal *dispatch.Refusal
		if errors.As(err, &refusal) {
			answer.Refused = refusal.Reason
			return answer, nil
		}
		return answer, err
	}
}

func carryOut(ctx context.Context, d *dispatch.Dispatcher, c Command) (Answer, error) {
	switch c.Action {
	case "", Start:
		return start(ctx, d, c)
	case Backfill:
		done, err := d.Backfill(ctx, c.Report, c.From, c.To)
		return Answer{Backfilled: &done}, err
	case Replay, Resend, Cancel:
		return onRun(ctx, d, c)
	}
	return Answer{}, &dispatch.Refusal{Reason: fmt.Sprintf("unknown action %q", c.Action)}
}

// onRun carries out a command on a run that exists.
func onRun(ctx context.Context, d *dispatch.Dispatcher, c Command) (Answer, error) {
	order, err := c.order()
	if err != nil {
		return Answer{}, err
	}
	switch c.Action {
	case Replay:
		selection := pipeline.SelectAll
		if c.Failed {
			selection = pipeline.SelectFailed
		}
		return answer(d.Replay(ctx, order, selection))
	case Resend:
		return answer(d.Resend(ctx, order, c.Destinations))
	}
	return answer(d.Cancel(ctx, order))
}

// suffix is the form of what tells a run by hand from others: it becomes part of
// keys and of the comment in a query's text.
var suffix = regexp.MustCompile(`^[a-z0-9]{6}$`)

func start(ctx context.Context, d *dispatch.Dispatcher, c Command) (Answer, error) {
	if c.Report == "" || c.ScheduledTime.IsZero() {
		return Answer{}, &dispatch.Refusal{Reason: "a start names a report and a scheduled_time"}
	}
	if c.Suffix != "" && !suffix.MatchString(c.Suffix) {
		return Answer{}, &dispatch.Refusal{Reason: fmt.Sprintf("suffix %q: want six lower-case letters and digits", c.Suffix)}
	}
	return answer(d.Start(ctx, c.Report, c.ScheduledTime.Truncate(time.Minute), c.Suffix))
}

func (c Command) order() (dispatch.Order, error) {
	id, err := pipeline.ParseRunID(c.Run)
	if err != nil {
		return dispatch.Order{}, &dispatch.Refusal{Reason: err.Error()}
	}
	if c.ID == "" || c.Epoch < 1 {
		return dispatch.Order{}, &dispatch.Refusal{Reason: "a command on a run carries an id and the epoch that was seen"}
	}
	return dispatch.Order{ID: c.ID, Run: id, Epoch: c.Epoch, Round: c.Round}, nil
}

func answer(run pipeline.Run, err error) (Answer, error) {
	return Answer{Run: run.ID, State: run.State, Epoch: run.Epoch, Round: run.Round}, err
}
