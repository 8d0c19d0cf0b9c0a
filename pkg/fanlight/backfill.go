package fanlight

import (
	"fmt"
	"strings"
	"time"

	"github.com/fanlight/fanlight/pkg/report"
)

// BackfillID names a backfill by its report and the minutes of its first and last
// edition: <report>@<first>..<last>. The same command has the same ID, and no run ID
// has this form.
type BackfillID string

// NewBackfillID returns the backfill of a report's editions from one due time to
// another.
func NewBackfillID(name string, first, last time.Time) BackfillID {
	return BackfillID(fmt.Sprintf("%s@%s..%s", name, Minute(first).Format(time.RFC3339), Minute(last).Format(time.RFC3339)))
}

// ParseBackfillID returns s as the ID of a backfill, and whether it has that form.
func ParseBackfillID(s string) (id BackfillID, ok bool) {
	id = BackfillID(s)
	first, last := id.Span()
	for _, t := range []string{first, last} {
		if _, err := time.Parse(time.RFC3339, t); err != nil {
			return "", false
		}
	}
	if !report.ValidName(id.Report()) {
		return "", false
	}
	return id, true
}

// Report returns the name of the report whose editions the backfill starts.
func (id BackfillID) Report() string { return RunID(id).Report() }

// Span returns the minutes of the first and the last edition, as RFC 3339 writes them.
func (id BackfillID) Span() (first, last string) {
	_, times, _ := strings.Cut(string(id), "@")
	first, last, _ = strings.Cut(times, "..")
	return first, last
}

// BackfillState is the state of a backfill.
type BackfillState string

// The states of a backfill. The command that made it leads from the last two back
// to the first.
const (
	BackfillOpen      BackfillState = "open"      // editions are to be started, or have not ended
	BackfillDone      BackfillState = "done"      // every edition exists, and those that it started have ended
	BackfillCancelled BackfillState = "cancelled" // it starts no further edition
)

// Backfill is one order to start a report's editions of past due times, a portion
// after the other (rule J9). It is stored as one item.
type Backfill struct {
	ID       BackfillID
	Schedule report.Schedule // as it was when the last command was given
	From, To time.Time       // due times of the first and last edition
	Next     time.Time       // due time of the next edition to look at; after To: none is left
	Pace     int             // number of its editions that are open at once, at most
	Open     []time.Time     // due times of the editions that it began and that are not known to have ended
	Fill     bool            // later editions are compared with those that it starts
	Audience Audience        // who gets their reports
	State    BackfillState
	Editions int // number of due times from From to To
	Started  int // of these, editions that it began
	Skipped  int // and editions that existed
	Version  int // number of writes of the item, which each write requires
}

// Resumed returns the backfill as it goes on by a repeated command. One that has ended
// and looked at all its editions looks at every one again. Any other goes on where it
// was; if the report has another schedule by then, with the first due time of that
// schedule from Next on, and Editions counts the due times that come by it. What it
// began and counted stays.
func (b Backfill) Resumed(asked Backfill) Backfill {
	switch {
	case b.State != BackfillOpen && b.Next.After(b.To):
		b.Next, b.Editions, b.Started, b.Skipped = asked.From, asked.Editions, 0, 0
	case b.Schedule != asked.Schedule:
		due, ok := asked.Schedule.Next(Minute(b.Next).Add(-time.Second))
		b.Next, b.Editions = asked.To.Add(time.Second), b.Started+b.Skipped // unless one is due
		for next := due; ok && !next.After(asked.To); next, ok = asked.Schedule.Next(next) {
			b.Next = due
			b.Editions++
		}
	}
	b.State, b.Schedule, b.Pace, b.Fill, b.From, b.To = BackfillOpen, asked.Schedule, asked.Pace, asked.Fill, asked.From, asked.To
	b.Audience = asked.Audience
	return b
}

// Progress returns how far the backfill is.
func (b Backfill) Progress() Backfilled {
	p := Backfilled{
		ID: b.ID, State: b.State, Editions: b.Editions, Begun: b.Started, Existed: b.Skipped,
		Started: []RunID{}, Skipped: []RunID{}, // lists, not null, in an answer
	}
	if b.State != BackfillCancelled {
		p.ToCome = p.Left()
	}
	return p
}

// Backfilled is how far a backfill is, and the runs that one step of it went
// through.
type Backfilled struct {
	ID       BackfillID    `json:"id,omitempty"`
	State    BackfillState `json:"state,omitempty"`
	Editions int           `json:"editions,omitempty"` // of the whole backfill, as the next three
	Begun    int           `json:"begun,omitempty"`    // that it started
	Existed  int           `json:"existed,omitempty"`  // that existed
	ToCome   int           `json:"to_come,omitempty"`  // that the janitor starts; after a cancel none

	Started []RunID `json:"started"` // in this step
	Skipped []RunID `json:"skipped"` // in this step: they exist already
}

// Left returns the number of editions that are neither begun nor existed: they are to
// come, or a cancel left them out.
func (b Backfilled) Left() int { return b.Editions - b.Begun - b.Existed }
