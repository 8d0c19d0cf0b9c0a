package fanlight

import (
	"fmt"
	"time"
)

// Action names what a command asks the dispatcher for.
type Action string

// The actions. The event of a schedule names none; it starts its report.
const (
	ActionStart    Action = "start"
	ActionReplay   Action = "replay"
	ActionResend   Action = "resend"
	ActionCancel   Action = "cancel"
	ActionBackfill Action = "backfill"
)

// Command is the event that invokes the dispatcher. A schedule or an operator
// sends it as JSON.
type Command struct {
	Action Action `json:"action,omitempty"`

	Report        string    `json:"report,omitempty"`        // start, backfill
	ScheduledTime time.Time `json:"scheduled_time,omitzero"` // start: the minute that the run is for
	Suffix        string    `json:"suffix,omitempty"`        // start by hand: six random characters
	From          time.Time `json:"from,omitzero"`           // backfill
	To            time.Time `json:"to,omitzero"`             // backfill
	Fill          bool      `json:"fill,omitempty"`          // backfill: later editions are compared with its editions
	Audience      Audience  `json:"audience,omitempty"`      // backfill: who gets the reports of its editions
	ID            string    `json:"id,omitempty"`            // replay, resend, cancel: random, the same when the command is sent again
	Run           RunID     `json:"run,omitempty"`           // replay, resend, cancel; a cancel takes the ID of a backfill, too
	Epoch         int       `json:"epoch,omitempty"`         // replay, resend, cancel: that the operator saw
	Round         int       `json:"round,omitempty"`         // resend, cancel: that the operator saw; a cancel may leave it out
	Failed        bool      `json:"failed,omitempty"`        // replay: only queries that are neither ok nor empty
	With          string    `json:"with,omitempty"`          // replay: WithCurrent starts a correction by the deployed definition instead
	Destinations  []string  `json:"destinations,omitempty"`  // resend: empty means all
	Now           bool      `json:"now,omitempty"`           // resend: try the open round's deliveries now that wait, instead of a new round
}

// UnmarshalJSON reads a command. A key that this version does not know is an
// error: carried out without it, the command would do something else.
func (c *Command) UnmarshalJSON(data []byte) error {
	type plain Command // without this method
	return DecodeStrict(data, (*plain)(c))
}

// Selection returns the queries that a replay runs again.
func (c Command) Selection() Selection {
	if c.Failed {
		return SelectFailed
	}
	return SelectAll
}

// maxCommandID bounds an ID, because META holds it.
const maxCommandID = 64

// CheckRun returns an error if the command does not say which run it is for, as
// a replay, a resend and a cancel must.
func (c Command) CheckRun() error {
	if _, err := ParseRunID(string(c.Run)); err != nil {
		return err
	}
	if c.ID == "" || len(c.ID) > maxCommandID || c.Epoch < 1 {
		return fmt.Errorf("a command on a run carries an id of at most %d bytes and the epoch that was seen", maxCommandID)
	}
	return nil
}

// Answer is the dispatcher's response to a command. A refusal is an answer and
// not an error, because Lambda would repeat a failed invocation.
type Answer struct {
	Run        RunID       `json:"run,omitempty"`
	State      State       `json:"state,omitempty"`
	Epoch      int         `json:"epoch,omitempty"`
	Round      int         `json:"round,omitempty"`
	Kept       int         `json:"kept,omitempty"`  // replay: queries that keep the result of an earlier epoch
	Again      int         `json:"again,omitempty"` // replay: queries that run again
	Backfilled *Backfilled `json:"backfilled,omitempty"`
	Refused    string      `json:"refused,omitempty"`
	Busy       bool        `json:"busy,omitempty"` // refused only while a reporter tries to deliver: the command may be repeated
}

// Refusal is the error of a command that was not carried out. Nothing has
// changed, or, after a backfill, no more than its answer lists.
type Refusal struct {
	Reason string
	Busy   bool // only while a reporter tries to deliver
}

// Error returns the reason.
func (r *Refusal) Error() string { return r.Reason }

// Refuse returns a *Refusal with a formatted reason.
func Refuse(format string, args ...any) error {
	return &Refusal{Reason: fmt.Sprintf(format, args...)}
}
