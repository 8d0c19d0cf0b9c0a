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
	Timezone  string        `json:"timezone"`           // IANA name: calendar windows and shown times
	Window    Window        `json:"window"`
	Delay     Duration      `json:"delay"`    // how long before the scheduled time a duration window ends
	Deadline  Duration      `json:"deadline"` // from the creation of an epoch to its forced settling
	MaxRows   int           `json:"max_rows"` // rows per query, at most 100,000
	MaxScan   int64         `json:"max_scan,omitempty"`
	MaxBytes  int64         `json:"max_bytes,omitempty"` // of each query's cells; 0: DefaultMaxBytes
	LogGroups []string      `json:"log_groups"`
	Queries   []Query       `json:"queries"`
	Sections  []Section     `json:"sections"`
	Deliver   []Destination `json:"deliver"`
	Owner     *Destination  `json:"owner,omitempty"` // gets a message when a run fails
}

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
	MaxBytes int64 `json:"max_bytes,omitempty"`
}

// The bounds of results, in bytes of the texts of their cells.
const (
	DefaultMaxBytes = 8_000_000  // of a query that sets no max_bytes
	MostMaxBytes    = 64_000_000 // that a query may set
	MaxReportBytes  = 64_000_000 // of all queries of a report together
)

// Bytes returns the bound of the query's cells in bytes.
func (q Query) Bytes() int64 { return cmp.Or(q.MaxBytes, DefaultMaxBytes) }

// Show is the form in which a section shows its query's rows.
type Show string

// The forms of a section.
const (
	ShowNumber Show = "number" // the field named by Value in the first row
	ShowTable  Show = "table"
)

// Section is one part of the report as it is read. Several may share a query.
type Section struct {
	Title string `json:"title"`
	Query string `json:"query"`
	Show  Show   `json:"show"`
	Value string `json:"value,omitempty"` // the field that a number shows
}

// OnUnknown says what to do after a delivery that got no answer: the provider may
// or may not have received it.
type OnUnknown string

// The ways to go on after a delivery of unknown outcome.
const (
	Resend OnUnknown = "resend" // send again, marked as possibly a duplicate: at least once
	Skip   OnUnknown = "skip"   // do not send again: at most once
)

// Kind names a kind of destination: the key under `deliver`.
type Kind string

// The kinds of destination.
const (
	KindStdout   Kind = "stdout"
	KindFile     Kind = "file"
	KindTelegram Kind = "telegram"
	KindEmail    Kind = "email"
)

// Kinds returns all kinds of destination.
func Kinds() []Kind { return []Kind{KindStdout, KindFile, KindTelegram, KindEmail} }

// Destination is one place that a report goes to. Exactly the settings of its
// kind are set. Name is unique within the report: the kind by default, then
// kind-2.
type Destination struct {
	Name      string    `json:"name"`
	Kind      Kind      `json:"kind"`
	OnUnknown OnUnknown `json:"on_unknown"`
	Telegram  *Telegram `json:"telegram,omitempty"`
	Email     *Email    `json:"email,omitempty"`
	File      *File     `json:"file,omitempty"`
}

// Telegram is a chat that a bot writes to. Token is a secret's reference.
type Telegram struct {
	Chat  string `json:"chat"`
	Token Secret `json:"token"`
}

// Email is sent through Amazon SES.
type Email struct {
	From string   `json:"from"`
	To   []string `json:"to"`
}

// File is written on the machine that the reporter runs on. The ending of its
// path chooses the form: .html, .json, else text.
type File struct {
	Path string `json:"path"`
}

// Secret is a reference to a secret, never the secret: env:NAME, ssm:/path or
// secretsmanager:ARN#key.
type Secret string

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
}
