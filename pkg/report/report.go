// Package report holds the definition of a report, and computes its schedule and
// its window. It imports no AWS client. Package source reads the YAML form of a
// definition; functions read the JSON form with [Definition].
package report

import (
	"cmp"
	"time"
)

// Report is one report with every ${name} expanded and every default filled
// in. Its JSON form is the definition that `fanlight compile` writes, that the
// deployment stores in the ledger, and that a run freezes.
type Report struct {
	Name      string        `json:"name"`
	Title     string        `json:"title"`
	Schedule  *Schedule     `json:"schedule,omitempty"` // nil: started by hand only
	Paused    bool          `json:"paused,omitempty"`   // no edition is due: DueBy
	Timezone  string        `json:"timezone"`           // IANA name: calendar windows and shown times
	Window    Window        `json:"window"`
	Delay     Duration      `json:"delay"`    // how long before the scheduled time a duration window ends
	Deadline  Duration      `json:"deadline"` // from the creation of an epoch to its forced settling
	MaxRows   int           `json:"max_rows"` // rows per query, at most 100,000
	MaxScan   int64         `json:"max_scan,omitempty"`
	MaxBytes  int64         `json:"max_bytes,omitempty"` // of each query's cells; 0: DefaultMaxBytes
	Budget    float64       `json:"budget,omitempty"`    // dollars that the scans of a run may cost by their estimates; 0: no bound
	LogGroups []string      `json:"log_groups"`
	Queries   []Query       `json:"queries"`
	Sections  []Section     `json:"sections"`
	Compare   Compare       `json:"compare,omitempty"`    // of every section that has none of its own
	SendWhen  string        `json:"send_when,omitempty"`  // a condition (package condition); empty: always
	AtLeast   Duration      `json:"at_least,omitempty"`   // after which an edition is sent in spite of SendWhen; 0: none
	Tolerate  int           `json:"tolerate,omitempty"`   // queries without an answer that do not make an edition incomplete
	OnPartial OnPartial     `json:"on_partial,omitempty"` // empty: PartialSend
	Deliver   []Destination `json:"deliver"`
	Owner     *Destination  `json:"owner,omitempty"` // gets a message when a run fails
}

// OnPartial says what becomes of an edition of which more queries gave no answer than the
// report tolerates.
type OnPartial string

// What becomes of it.
const (
	PartialSend   OnPartial = "send"   // it is sent, and says so
	PartialHold   OnPartial = "hold"   // nothing is sent: a resend sends it, a replay mends it
	PartialNotify OnPartial = "notify" // the destinations get one line instead of it
)

// Query is one Logs Insights query of a report. Its ID is unique within the
// report and matches ^[a-z][a-z0-9_]{0,39}$.
type Query struct {
	ID        string   `json:"id"`
	Text      string   `json:"query"`
	LogGroups []string `json:"log_groups"`         // names or ARNs: its own, else the report's; none if the text begins with SOURCE
	MaxRows   int      `json:"max_rows"`           // StartQuery's limit
	MaxScan   int64    `json:"max_scan,omitempty"` // bytes after which the query is stopped and fails; 0: no bound
	// MaxBytes bounds the texts of the cells that are kept: the first row that would
	// exceed it and the rows after that one are left out. 0: DefaultMaxBytes.
	MaxBytes int64   `json:"max_bytes,omitempty"`
	Compare  Compare `json:"compare,omitempty"` // of the sections that show it; empty: the report's
	Shape    *Shape  `json:"shape,omitempty"`   // nil: not known, or of no use to the sections that show it
}

// The bounds of results, in bytes of the texts of their cells.
const (
	DefaultMaxBytes = 8_000_000  // of a query that sets no max_bytes
	MostMaxBytes    = 64_000_000 // that a query may set
	MaxReportBytes  = 64_000_000 // of all queries of a report together
)

// Bytes returns the bound of the query's cells in bytes.
func (q Query) Bytes() int64 { return cmp.Or(q.MaxBytes, DefaultMaxBytes) }

// Calendar is a window that follows the calendar of the report's time zone.
type Calendar string

// The calendar windows. A week begins on Monday.
const (
	Day   Calendar = "day"
	Week  Calendar = "week"
	Month Calendar = "month"
)

// Window is the time that a run covers: a length, or the last full calendar
// period before the scheduled time. Exactly one of the two is set.
type Window struct {
	Length   Duration `json:"length,omitempty"`
	Calendar Calendar `json:"calendar,omitempty"`
}

// Duration is a time.Duration that reads and writes as "90m", "24h" or "7d" in
// YAML and JSON.
type Duration time.Duration

// Schedule says when a report runs, in the syntax of EventBridge Scheduler.
type Schedule struct {
	Expression string `json:"expression"` // cron(30 12 * * ? *) or at(2026-01-02T12:30:00)
	Timezone   string `json:"timezone"`
	Until      string `json:"until,omitempty"` // the last day with an edition, in the time zone: 2026-12-31; empty: none
}
