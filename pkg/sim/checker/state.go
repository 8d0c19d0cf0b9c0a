package checker

import (
	"encoding/base64"
	"encoding/hex"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/fanlight/fanlight/pkg/sim/history"
)

// Checker judges one history.
type Checker struct {
	n      int   // of the line that is looked at
	now    int64 // its time
	by     *process
	world  history.World
	fault  int64 // time of the last fault; 0: none yet
	stalls bool  // processes may be late with what they have decided
	jumped bool  // a clock was wrong by hours: what goes by times is not judged
	found  []Finding
	broken map[string]bool // rules that did not hold

	definitions map[string]*history.Deployed  // by hash
	deployments map[string][]history.Deployed // of each report
	first       string                        // report that was deployed
	deployedAt  map[string][]int64            // when
	due         []history.Due                 // editions
	noted       map[string][]note             // of the janitor on a report, each with another schedule
	named       map[string]int64              // when editions of a report were last named as missed
	commands    map[string]*command           // by ID
	processes   map[string]*process           // by name
	queries     map[string]*query             // by the service's ID
	runs        map[string]*run               // by ID
	held        map[string]history.Received   // messages that were received and not deleted, by ID
	backfills   map[string]*backfill          // by ID
	groups      map[string]string             // of messages, by report
	blurred     bool                          // it is not sure what a process knew, and when
}

type item map[string]string

func (it item) num(name string) int64 {
	n, _ := strconv.ParseInt(it[name], 10, 64)
	return n
}

// process is one invocation.
type process struct {
	name, function string
	begun, skew    int64 // skew: by which its clock is wrong
	line           int
	ended          int64 // 0: it is at work
	died           bool
	faulted        bool
	starts         map[string]int       // of a query
	lost           map[string]int       // of these, with a lost answer
	refused        map[string]bool      // queries that were refused for good
	claims         history.Message      // that a reporter was asked for
	asked          int64                // when it made its last call
	reads          map[string]int       // lines at which its last call on an item was carried out
	knows          map[string][]reading // likewise, of those that it has the answer of
	readAt         map[string]int64     // progress items, when last
	missed         map[string]int       // editions of a report that a janitor started
	doubtful       map[string]bool      // queries of which a try came to nothing since
	counts         *round               // in which a try of it counts
	tried          bool                 // it tried a delivery
	messages       map[string]*holding  // that it was given, by ID
	read           map[string]int64     // queries whose rows it has read to the end, and when
	polled         int64                // when it last heard what runs in the account
	mine           []*query             // that it knows to have started
	overdue        []string             // runs of which it said so
}

func (p *process) is(function string) bool { return p != nil && p.function == function }

// note is one of the janitor on a report.
type note struct {
	at       int64
	schedule string
}

// reading is an answer about an item.
type reading struct {
	line int // at which the item was read
	at   int64
}

type command struct {
	history.Command
	by              string
	given, answered int64
	line            int
	refused         bool
	done            bool // it was answered as carried out
}

// query is one that the service runs.
type query struct {
	history.Query
	line    int
	begun   int64
	read    string // what a process last heard of it
	lost    bool   // the service does not know it any more
	stopped bool   // by a process
}

// failed reports whether the service gave no answer to a query that it took.
func (q *query) failed() bool { return q.lost || q.State == "Failed" || q.State == "Cancelled" }

// run is a run by its items.
type run struct {
	id      string
	line    int
	meta    item
	strange bool // its layout was not known for some time
	expired bool // something of it has expired
	closed  int64
	final   int64 // since when it has a last state; 0: it has none
	def     *history.Deployed
	epochs  map[int]*epoch
}

func (r *run) open() bool    { return r.meta["open"] != "" }
func (r *run) exists() bool  { return r.meta != nil }
func (r *run) epochNow() int { return int(r.meta.num("epoch")) }
func (r *run) roundNow() int { return int(r.meta.num("round")) }
func (r *run) total() int    { return int(r.meta.num("total")) }

func (r *run) at(n int) *epoch {
	if r.epochs[n] == nil {
		r.epochs[n] = &epoch{
			run: r, number: n, shards: map[string]item{}, changed: map[string]int64{}, heads: map[string]item{}, chunks: map[string]int{}, winners: map[int]string{},
			wonLine: map[int]int{}, starts: map[int][]*query{}, recorded: map[int]start{}, faults: map[int][]string{}, sent: map[int]int{}, resent: map[int]int{}, again: map[int]int{}, againBy: map[int]*process{},
			estimates: map[string]item{}, rounds: map[int]*round{},
		}
	}
	return r.epochs[n]
}

// start is a start on record.
type start struct {
	query *query
	by    *process
	at    int64
	line  int
}

type epoch struct {
	run       *run
	number    int
	line      int
	begun     int64
	command   *command
	shards    map[string]item
	changed   map[string]int64 // when a shard last changed
	heads     map[string]item  // of results, by index and attempt
	chunks    map[string]int   // of results, how many are there
	winners   map[int]string
	wonLine   map[int]int
	running   int      // the line at which META said so first
	complete  int      // the line at which it was
	completer *process // that settled the last query
	starts    map[int][]*query
	recorded  map[int]start
	faults    map[int][]string // that explain a query's failure
	sent      map[int]int      // how often a query was sent
	resent    map[int]int      // how often a query was sent again by a janitor
	again     map[int]int      // by how many janitors
	againBy   map[int]*process // the last of these
	estimates map[string]item
	document  *history.Document
	attempt   string // of the document
	docLine   int
	announced int // line
	rounds    map[int]*round
}

func (e *epoch) round(n int) *round {
	if e.rounds[n] == nil {
		e.rounds[n] = &round{epoch: e, number: n, parts: map[string]*part{}, asked: map[string]int64{}, askedBy: map[string]*process{}, records: map[string]item{}, failed: map[string]int{}, waiting: map[string]bool{}, doubt: map[string]int{}, sending: map[string]*process{}}
	}
	return e.rounds[n]
}

type round struct {
	epoch   *epoch
	number  int
	line    int
	begun   int64
	command *command
	send    item
	written int64
	owner   *process
	stolen  int
	taken   int // claims
	counted int // claims that count
	parts   map[string]*part
	asked   map[string]int64 // until when a destination asked to be left alone
	askedBy map[string]*process
	records map[string]item
	failed  map[string]int  // lines of answers that are errors, by destination
	doubt   map[string]int  // lines at which an outcome was unknown, or never came on record
	waiting map[string]bool // destinations whose last answer was to wait
	sending map[string]*process
	offered int    // the line at which a janitor offered it first
	said    string // when, by META
	alarm   bool
	told    bool
	ended   int64
}

type part struct {
	tries, arrived, excused int
	line                    int
	pending                 []*process // that delivered it and have not put it on record
	doubt                   bool       // its destination may have it of an earlier try
}

func (r *round) part(to string, n int) *part {
	key := to + " " + strconv.Itoa(n)
	if r.parts[key] == nil {
		r.parts[key] = &part{}
	}
	return r.parts[key]
}

// wanted returns the destinations of a round: by the command that began it, or by the
// backfill that began the edition.
func (c *Checker) wanted(r *round) (names []string) {
	if r.command != nil && r.number > 1 && len(r.command.To) > 0 {
		return r.command.To
	}
	def, only := r.epoch.run.def, ""
	if r.epoch.number == 1 && r.number == 1 {
		only = r.epoch.run.meta["audience"]
	}
	if def == nil || only == "none" {
		return nil
	}
	for _, d := range def.Destinations {
		if only == "" || d.Archive {
			names = append(names, d.Name)
		}
	}
	return names
}

// begins reports whether a run is an edition of the report of a backfill, and not a start by
// hand or a correction.
func (k *command) begins(run string) bool {
	if len(k.Runs) == 0 {
		return false
	}
	name, _, _ := strings.Cut(k.Runs[0], "@")
	return strings.HasPrefix(run, name+"@") && !strings.Contains(run, "+")
}

// partsOf returns how many parts the message to a destination has.
func (e *epoch) partsOf(to string) int {
	if e.document != nil {
		for _, w := range e.document.To {
			if w.Name == to {
				return len(w.Parts)
			}
		}
	}
	return 1
}

// skips reports whether a destination gets nothing more after an unknown outcome.
func (r *run) skips(to string) bool {
	return r.def != nil && slices.ContainsFunc(r.def.Destinations, func(d history.Destination) bool { return d.Name == to && d.Skip })
}

func (e *epoch) withheld(round int) bool {
	return round == 1 && e.document != nil && (e.document.Verdict == "skip" || e.document.Verdict == "hold")
}

// head returns the result of a winner, which may name an earlier epoch.
func (e *epoch) head(index int, winner string) (head item, of *epoch) {
	of = e
	if before, attempt, named := strings.Cut(winner, ":"); named {
		n, _ := strconv.Atoi(before)
		of, winner = e.run.at(n), attempt
	}
	return of.heads[strconv.Itoa(index)+"#"+winner], of
}

// place returns the query of the definition that a document shows for a result, by the
// service's query.
func (c *Checker) run(id string) *run {
	if c.runs[id] == nil {
		c.runs[id] = &run{id: id, epochs: map[int]*epoch{}}
	}
	return c.runs[id]
}

// calmSince reports whether nothing has gone wrong since a time, nor so shortly before it
// that something of that time is still under way.
func (c *Checker) calmSince(t int64) bool { return c.fault == 0 || c.fault < t-20*minute }

// knew reports whether a process had read an item as it was at a line, or later, before a time.
func (p *process) knew(item string, line int, before int64) bool {
	return line > 0 && slices.ContainsFunc(p.knows[item], func(r reading) bool { return r.line > line && r.at < before })
}

// recordedID returns the service's ID of a start on record: try/base64 of its bytes, or
// try:id.
func recordedID(record string) string {
	if _, id, ok := strings.Cut(record, ":"); ok {
		return id
	}
	_, packed, _ := strings.Cut(record, "/")
	b, err := base64.RawURLEncoding.DecodeString(packed)
	if err != nil || len(b) != 16 {
		return ""
	}
	h := hex.EncodeToString(b)
	return h[:8] + "-" + h[8:12] + "-" + h[12:16] + "-" + h[16:20] + "-" + h[20:]
}

// sortedRuns returns the runs in the order of their IDs.
func (c *Checker) sortedRuns() []*run {
	all := make([]*run, 0, len(c.runs))
	for _, id := range slices.Sorted(maps.Keys(c.runs)) {
		all = append(all, c.runs[id])
	}
	return all
}
