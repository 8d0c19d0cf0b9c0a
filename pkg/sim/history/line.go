package history

// Version is that of the form. [Each] refuses another one.
const Version = 1

// Line is one thing that happened. Exactly one of the fields after By is set.
type Line struct {
	N  int    `json:"n"`            // from 1
	At int64  `json:"at"`           // virtual time, in milliseconds since 1970, as all times here
	By string `json:"by,omitempty"` // the process, such as worker#2; empty: the world

	World       *World       `json:"world,omitempty"`
	Deployed    *Deployed    `json:"deployed,omitempty"`
	Due         *Due         `json:"due,omitempty"`
	Command     *Command     `json:"command,omitempty"`
	Answered    *Answered    `json:"answered,omitempty"`
	Fault       *Fault       `json:"fault,omitempty"`
	Begins      *Begins      `json:"begins,omitempty"`
	Ends        *Ends        `json:"ends,omitempty"`
	Call        *Call        `json:"call,omitempty"`
	Answer      *Answer      `json:"answer,omitempty"`
	Wrote       *Wrote       `json:"wrote,omitempty"`
	Removed     *Removed     `json:"removed,omitempty"`
	Query       *Query       `json:"query,omitempty"`
	Started     *Started     `json:"started,omitempty"`
	Read        *Read        `json:"read,omitempty"`
	Stopped     *Stopped     `json:"stopped,omitempty"`
	Sent        *Sent        `json:"sent,omitempty"`
	Received    *Received    `json:"received,omitempty"`
	Deleted     *Deleted     `json:"deleted,omitempty"`
	Hidden      *Hidden      `json:"hidden,omitempty"`
	Document    *Document    `json:"document,omitempty"`
	Delivered   *Delivered   `json:"delivered,omitempty"`
	Undelivered *Undelivered `json:"undelivered,omitempty"`
	Event       *Event       `json:"event,omitempty"`
	Over        *Over        `json:"over,omitempty"`
}

// World is the first line: the settings of the seed.
type World struct {
	Version     int    `json:"version"`
	Seed        uint64 `json:"seed"`
	Calm        bool   `json:"calm,omitempty"`         // nothing goes wrong, by the options or the draw
	FaultsUntil int64  `json:"faults_until"`           // when faults end as drawn; what is under way then may last longer
	Retention   int64  `json:"retention"`              // for which what a run stored is kept after its end
	Concurrency int    `json:"concurrency"`            // queries that the stack runs at once
	Quiet       int64  `json:"quiet"`                  // after which queries without a sign of life are sent again
	GiveUp      int64  `json:"give_up"`                // after which a round is given up
	SweepEvery  int64  `json:"sweep_every"`            // between two invocations of the janitor
	Late        int64  `json:"late,omitempty"`         // after which an edition without a run is missed
	CatchUp     int    `json:"catch_up,omitempty"`     // editions that a sweep starts of those that were missed
	CatchUpAge  int64  `json:"catch_up_age,omitempty"` // how old these may be
	PerMinute   int    `json:"per_minute,omitempty"`   // messages that each destination takes a minute; 0: any number
	Layout      int    `json:"layout"`                 // the newest one that the functions know
	Limit       int    `json:"limit"`                  // queries that the account runs at once, as workers know it
	EnoughTime  bool   `json:"enough_time,omitempty"`  // all queries are answered before the deadline when nothing goes wrong
}

// Deployed is a deployment of a report, or the end of one.
type Deployed struct {
	Report       string         `json:"report"`
	Hash         string         `json:"hash,omitempty"`     // that runs of it bear
	Gone         bool           `json:"gone,omitempty"`     // it is not deployed any more
	Schedule     string         `json:"schedule,omitempty"` // no edition is due without one
	Until        int64          `json:"until,omitempty"`    // the end of the last day with an edition
	Zone         string         `json:"zone,omitempty"`     // in which that is due
	Deadline     int64          `json:"deadline,omitempty"` // after the beginning of an epoch
	Length       int64          `json:"length,omitempty"`   // of the window, which ends the delay before the due time
	Delay        int64          `json:"delay,omitempty"`
	Calendar     string         `json:"calendar,omitempty"` // day, week, month: the window is the last full one, by clocks in Days
	Days         string         `json:"days,omitempty"`     // time zone
	Destinations []Destination  `json:"destinations,omitempty"`
	Owner        bool           `json:"owner,omitempty"`  // failures are noted to "owner"
	Budget       int64          `json:"budget,omitempty"` // bytes that a run may scan by its estimates
	Queries      []DefinedQuery `json:"queries,omitempty"`
}

// Destination is one of a report.
type Destination struct {
	Name    string `json:"name"`
	Skip    bool   `json:"skip,omitempty"`    // after an unknown outcome no further part is sent
	Archive bool   `json:"archive,omitempty"` // it keeps the pages of editions
}

// DefinedQuery is a query of a report, in the order of the definition.
type DefinedQuery struct {
	ID       string `json:"id"`
	Scope    string `json:"scope"`               // for which an estimate holds
	MaxScan  int64  `json:"max_scan,omitempty"`  // bytes; 0: any number
	MaxBytes int64  `json:"max_bytes,omitempty"` // of cells that are kept; 0: more than any query here finds
	Number   bool   `json:"number,omitempty"`    // a section shows the first cell of its first row
}

// Due says that an edition is due at a time, if its report has its schedule then.
type Due struct {
	Report string `json:"report"`
	At     int64  `json:"at"`
	Run    string `json:"run"` // its ID
}

// Command holds what an operator asks for. The same command given again has the same ID.
type Command struct {
	ID    string   `json:"id"`
	Kind  string   `json:"kind"` // cancel, replay, replay failed, resend, resend now, correct, start, backfill, cancel backfill
	Run   string   `json:"run,omitempty"`
	Epoch int      `json:"epoch,omitempty"` // that the operator saw
	Round int      `json:"round,omitempty"` // that the operator saw
	To    []string `json:"to,omitempty"`    // of a resend: destinations; empty: all
	Runs  []string `json:"runs,omitempty"`  // of a backfill: editions that it is to bring about
	Fill  bool     `json:"fill,omitempty"`  // of a backfill: later editions are compared with its own
	For   string   `json:"for,omitempty"`   // of a backfill: none or archive; empty: all destinations
	Until int64    `json:"until,omitempty"` // of a backfill: to when its editions are due
}

// Answered is the answer to a command.
type Answered struct {
	ID      string `json:"id"`
	Refused string `json:"refused,omitempty"` // why; empty: it was carried out
	Busy    bool   `json:"busy,omitempty"`    // refused only as long as a reporter is at work
}

// Fault is one that was drawn, with its place in the order of draws: by that it can be
// switched off.
type Fault struct {
	Draw int    `json:"draw"`
	Kind string `json:"kind"`
}

// Begins is the beginning of a process: one invocation of a function.
type Begins struct {
	Function string `json:"function"`       // dispatcher, worker, reporter, janitor
	Skew     int64  `json:"skew,omitempty"` // by which its clock is wrong
}

// Ends is the end of a process.
type Ends struct {
	Died  bool   `json:"died,omitempty"` // it crashed, or ran into its timeout
	Error string `json:"error,omitempty"`
}

// Call is a call that the service is about to take, and the fault that strikes it.
type Call struct {
	Op    string `json:"op"`
	On    string `json:"on,omitempty"`
	Asked int64  `json:"asked"` // when the process made it
	Fault string `json:"fault,omitempty"`
	Loose bool   `json:"loose,omitempty"` // a read of the table that may show how it was
}

// Answer holds what a process hears of a call. There is none if it died in it, or if the
// answer was lost.
type Answer struct {
	Op    string `json:"op"`
	On    string `json:"on,omitempty"`
	Error string `json:"error,omitempty"`
}

// Wrote is an item as it is after a write that had an effect. A binary attribute is shown
// by its length and a hash.
type Wrote struct {
	PK         string            `json:"pk"`
	SK         string            `json:"sk"`
	Attributes map[string]string `json:"attributes"`
}

// Removed is an item that expired.
type Removed struct {
	PK string `json:"pk"`
	SK string `json:"sk"`
}

// Query holds what the service has in store for a query, drawn when it is started.
type Query struct {
	ID       string `json:"id"`
	Run      string `json:"run,omitempty"` // by the mark in its text; empty: a stranger's
	Epoch    int    `json:"epoch,omitempty"`
	Index    int    `json:"index,omitempty"`
	Estimate bool   `json:"estimate,omitempty"` // it asks what others would scan
	Scope    string `json:"scope,omitempty"`    // for which an estimate holds
	State    string `json:"state"`              // in which it ends: Complete, Failed, Cancelled, Timeout
	Ends     int64  `json:"ends"`
	NoGroup  bool   `json:"no_group,omitempty"` // it selects no log group
	TooWide  bool   `json:"too_wide,omitempty"` // it scans more than its report allows
	Rows     []Row  `json:"rows,omitempty"`
}

// Row is a row that a query finds, or that a document shows.
type Row struct {
	First string `json:"first"` // cell; of a row with more cells with a hash of these
	Bytes int    `json:"bytes"` // of the texts of its cells
}

// Started is a query that the service started for a process.
type Started struct {
	ID    string `json:"id"`
	Asked int64  `json:"asked"` // when the process asked for it
}

// Read is an answer of the service about a query.
type Read struct {
	ID     string `json:"id"`
	Status string `json:"status"`
	Rows   int    `json:"rows,omitempty"` // of this page
	More   bool   `json:"more,omitempty"` // another page follows
}

// Stopped is a query that a process asked the service to stop.
type Stopped struct {
	ID string `json:"id"`
}

// Sent is a message that a queue took, or lost.
type Sent struct {
	Message
	Lost  bool   `json:"lost,omitempty"`  // the queue said that it took it
	Group string `json:"group,omitempty"` // between which the queue is fair
}

// Message holds what a message asks for.
type Message struct {
	Queue string `json:"queue"` // query, report
	Run   string `json:"run"`
	Epoch int    `json:"epoch"`
	Round int    `json:"round,omitempty"` // of a report message
	Index int    `json:"index,omitempty"` // of a query message
}

// Received is a message that a process was given.
type Received struct {
	ID string `json:"id"`
	Message
	Hidden int64 `json:"hidden,omitempty"` // for how long from others, as the process asked; 0: as its queue does
}

// Hidden is a message that a process hides from others, from now on.
type Hidden struct {
	ID  string `json:"id"`
	For int64  `json:"for"` // 0: it is given back

	Refused bool `json:"refused,omitempty"` // its queue does not have it any more
}

// Deleted is a message that a process acknowledged.
type Deleted struct {
	ID string `json:"id"`
	Message
}

// Document is the rendered document of an epoch, when it is stored.
type Document struct {
	Run     string  `json:"run"`
	Epoch   int     `json:"epoch"`
	Broken  string  `json:"broken,omitempty"`  // why what is stored cannot be read
	Verdict string  `json:"verdict,omitempty"` // skip, hold, notify; empty: it is sent
	Queries []Shown `json:"queries,omitempty"`
	To      []Words `json:"to,omitempty"`
}

// Shown is a query in a document.
type Shown struct {
	ID    string `json:"id"`
	State string `json:"state"`
	Error string `json:"error,omitempty"`
	Query string `json:"query,omitempty"` // the service's ID
	Kept  int    `json:"kept,omitempty"`  // rows that were kept
	Cut   bool   `json:"cut,omitempty"`   // it says that there are more
	Rows  []Row  `json:"rows,omitempty"`
}

// Words are the parts of the message to a destination, each by a hash.
type Words struct {
	Name   string   `json:"name"`
	Parts  []string `json:"parts"`
	Marked []string `json:"marked"` // as possibly a duplicate
}

// Delivered is a part of a message that arrived.
type Delivered struct {
	To    string `json:"to"`
	Run   string `json:"run"`
	Epoch int    `json:"epoch,omitempty"` // 0: a message to the owner
	Round int    `json:"round,omitempty"`
	Part  int    `json:"part,omitempty"`  // from 0
	Hash  string `json:"hash"`            // of its words
	Again bool   `json:"again,omitempty"` // marked as possibly a duplicate
	After string `json:"after,omitempty"` // the receipts of the parts before it
	Lost  bool   `json:"lost,omitempty"`  // the process does not hear that it arrived
	Text  string `json:"text"`
}

// Undelivered is an answer to a delivery that is an error.
type Undelivered struct {
	To    string `json:"to"`
	Run   string `json:"run"`
	Epoch int    `json:"epoch,omitempty"`
	Round int    `json:"round,omitempty"`
	Part  int    `json:"part,omitempty"`
	Why   string `json:"why"`            // refused, later, wait, unknown
	Wait  int64  `json:"wait,omitempty"` // for which the provider asks to be left alone
}

// Event is one that a process noted.
type Event struct {
	Kind   string `json:"kind"`
	Run    string `json:"run,omitempty"`
	Report string `json:"report,omitempty"`
	Detail string `json:"detail,omitempty"`
}

// Over is the last line.
type Over struct {
	Unfinished string `json:"unfinished,omitempty"` // what was left when the simulation was ended; empty: it ended by itself
}
