// Package fanlight holds the nouns of a run: what a dispatcher freezes, what
// workers settle and what a reporter sends. It knows nothing of AWS; the actors
// are the packages of pkg/pipeline.
package fanlight

import (
	"fmt"
	"log/slog"
	"slices"
	"strings"
	"time"

	"github.com/fanlight/fanlight/pkg/report"
)

// RunID names one edition of a report: <report>@<scheduled time, UTC, RFC
// 3339>, followed by "+" and six random characters after a manual start. That of a
// correction goes on from the edition's (NewCorrectionID).
type RunID string

// Minute returns the minute, in UTC, that a run for a scheduled time is for: the
// time of a schedule at(…) may have seconds.
func Minute(scheduled time.Time) time.Time { return scheduled.UTC().Truncate(time.Minute) }

// NewRunID returns the run of a report for the minute of a scheduled time. The
// suffix is empty for scheduled editions.
func NewRunID(report string, scheduled time.Time, suffix string) RunID {
	id := report + "@" + Minute(scheduled).Format(time.RFC3339)
	if suffix != "" {
		id += "+" + suffix
	}
	return RunID(id)
}

// ParseRunID checks that s has the form of a run ID.
func ParseRunID(s string) (RunID, error) {
	id := RunID(s)
	name, _, ok := strings.Cut(s, "@")
	if _, err := id.scheduled(); err != nil || !ok || !report.ValidName(name) {
		return "", fmt.Errorf("run ID %q: want <report>@<time>, as in bot-usage@2026-01-02T12:30:00Z", s)
	}
	return id, nil
}

// Report returns the name of the report that the run is an edition of.
func (id RunID) Report() string {
	name, _, _ := strings.Cut(string(id), "@")
	return name
}

// Scheduled returns the minute that the run is for. It is the zero time for a
// string that is not a run ID.
func (id RunID) Scheduled() time.Time {
	t, _ := id.scheduled()
	return t
}

// Manual reports whether the run was started by hand, apart from the schedule, as a
// correction is.
func (id RunID) Manual() bool { return strings.Contains(string(id), "+") }

func (id RunID) scheduled() (time.Time, error) {
	_, stamp, _ := strings.Cut(string(id), "@")
	stamp, _, _ = strings.Cut(stamp, "+")
	return time.Parse(time.RFC3339, stamp)
}

// State is the state of a run.
type State string

// The states of a run. Replay leads from the last six back to Dispatching,
// one epoch higher.
const (
	Dispatching State = "dispatching"
	Running     State = "running"
	Sent        State = "sent"
	PartlySent  State = "partly_sent"
	Unsent      State = "unsent"
	Cancelled   State = "cancelled"
	Skipped     State = "skipped" // nothing was sent: the report's condition did not hold
	Held        State = "held"    // nothing was sent: the edition is incomplete, and its report says so
)

// Final reports whether the run has ended.
func (s State) Final() bool {
	switch s {
	case Sent, PartlySent, Unsent, Cancelled, Skipped, Held:
		return true
	}
	return false
}

// Reached reports whether a run that has ended so, or a round, has reached a destination.
func (s State) Reached() bool { return s == Sent || s == PartlySent }

// Window is the half-open span [Start, End) of log events that a run covers.
type Window struct {
	Start time.Time `json:"start"`
	End   time.Time `json:"end"`
}

// Selection says which queries an epoch runs; the others keep the result that
// they had in the epoch before.
type Selection string

// The selections of a replay.
const (
	SelectAll    Selection = "all"
	SelectFailed Selection = "failed" // every query that is neither ok nor empty
)

// Run is the content of META. The first group of fields is frozen at creation;
// the second changes with replays, resends and the end.
type Run struct {
	ID         RunID         `json:"id"`
	Definition report.Report `json:"definition"`
	Hash       string        `json:"hash"` // of the definition
	Window     Window        `json:"window"`
	Total      int           `json:"total"` // number of queries
	Created    time.Time     `json:"created"`
	Digest     string        `json:"-"`                  // of the stored definition; empty: META holds it
	Apart      bool          `json:"apart,omitempty"`    // a backfill's or a correction: no later edition is compared with it
	Audience   Audience      `json:"audience,omitempty"` // of a backfill's edition
	OrderID    string        `json:"-"`                  // of the stored sending order; empty: the definition's order
	Order      []byte        `json:"-"`                  // the rank of each query of the definition (OrderByTimes), if there is an OrderID

	State     State     `json:"state"`
	Epoch     int       `json:"epoch"` // from 1; one more per replay
	Round     int       `json:"round"` // from 1 in each epoch; one more per resend
	Command   string    `json:"command,omitempty"`
	Selection Selection `json:"selection"`
	Begun     time.Time `json:"begun"`          // creation of this epoch
	Deadline  time.Time `json:"deadline"`       // of this epoch
	Open      bool      `json:"open"`           // work is left: dispatching, running, or a resend's round
	Only      []string  `json:"only,omitempty"` // destinations of a resend's round; empty: all
	Offered   time.Time `json:"offered"`        // the janitor's first offer of this round to a reporter; zero: none yet

	// Tally counts what the run came to, for its line in the listing. Only who ends it sets
	// it, and may leave it nil.
	Tally *Tally `json:"-"`

	// Newer is set if a newer version wrote the definition: of Definition only the
	// name, title, time zone and owner were read.
	Newer bool `json:"-"`

	// NewerLayout is set together with Newer if a newer version wrote the run in a
	// layout that this one does not know. What every layout has was read: state,
	// epoch, round, deadline, and whether the run is open. Nothing else may be used.
	NewerLayout bool `json:"-"`
}

// LogAttrs returns the attribute that names the run and its epoch in a log
// record.
func (r Run) LogAttrs() slog.Attr {
	return slog.Group("", slog.String("run", string(r.ID)), slog.Int("epoch", r.Epoch))
}

// Wants reports whether the run's round goes to the named destination.
func (r Run) Wants(destination string) bool {
	if r.Audience == ToArchive && r.restricted() {
		i := slices.IndexFunc(r.Definition.Deliver, func(d report.Destination) bool { return d.Name == destination })
		return i >= 0 && r.Definition.Deliver[i].S3 != nil
	}
	return len(r.Only) == 0 || slices.Contains(r.Only, destination)
}

// ShardSize is the number of queries that share one progress item. With 16
// entries of a start and a winner each the item has about 1 KB (the largest
// measured had 1,025 bytes), so that an update costs one write unit, seldom two.
const ShardSize = 16

// Shards returns the number of progress items of an epoch with total queries:
// at least one, so that an empty report completes too (rule G5).
func Shards(total int) int {
	return max(1, (total+ShardSize-1)/ShardSize)
}

// ShardOf returns the shard of the query at index.
func ShardOf(index int) int { return index / ShardSize }

// ShardLen returns the number of queries of a shard.
func ShardLen(total, shard int) int {
	return min(ShardSize, total-shard*ShardSize)
}
