package oracle

import (
	"time"

	"github.com/fanlight/fanlight/pkg/report"
)

// Settings are those of a simulation, as its script drew them: of the report, of the
// deployment and of what goes wrong.
type Settings struct {
	Table, QueryQueue, ReportQueue string // names in the deployment

	Report // that most runs are of

	Slots           int           // of a worker: the queries that it may run at once, next to another
	Concurrent      int           // queries that the stack may run at once
	Limit           int           // of the account, as workers know it; 0: it is not judged
	PollInterval    time.Duration // of a worker
	ReadEvery       time.Duration // between two reads of a worker at its rate
	Reads           int           // that a result takes, at its end and before
	Receives        int           // of a query message before it is a dead letter
	Extra           int           // queries of other reports that may be open at once
	SweepEvery      time.Duration // between two janitors
	Stuck           time.Duration // rule J1
	Quiet           time.Duration // rule J2
	GiveUp          time.Duration // rule J5
	Late            time.Duration // rule J8
	CatchUp         int           // rule J8
	CatchUpAge      time.Duration // rule J8
	Retention       time.Duration
	Chunk           int // bytes of a chunk of rows
	JanitorTimeout  time.Duration
	ReporterTimeout time.Duration // that a reporter knows

	QueryTime   time.Duration  // that a query takes at most when nothing is wrong
	Patience    time.Duration  // how long a slow call takes at most
	Skew        time.Duration  // by which a clock may be wrong
	Likely      map[Fault]bool // what may go wrong
	Troubled    bool           // something may
	FaultsUntil time.Time      // when faults and operators stop
	Older       bool           // the version before creates the run

	Calendar Calendar
}

// Report holds the facts of the definition that most runs are of.
type Report struct {
	Queries      int
	Destinations []string
	OwnerName    string
	Owner        bool // its owner gets a message about failures
	OnUnknown    report.OnUnknown
	Deadline     time.Duration
	SendWhen     string
	AtLeast      time.Duration // after which an edition is sent in spite of SendWhen; 0: none
	Tolerate     int
	OnPartial    report.OnPartial
	MaxBytes     int64 // of a query's rows; 0: the default
	Bounded      bool  // each query has a max_scan
	MaxScan      int
	Budget       int64                    // bytes that a run may scan by its estimates; 0: no bound
	Scopes       func(total int) []string // of the estimates of so many queries, by their places in the definition
	Archives     []string                 // the destinations that keep editions, if the archive's are for these alone
}

// Calendar holds what the script does with several reports and their editions.
type Calendar struct {
	Often  string        // the report that is due often
	First  time.Time     // one of its due times
	Period time.Duration // between two of them
	Until  time.Time     // when its last edition is due; zero: no such report
	Away   Span          // in which it has no schedule, is paused, or its last day is over
	Ending bool          // its last day is over then: its schedule is still there

	Archive     string    // the report whose editions of days ago are asked for
	ArchiveLast time.Time // the last of them
}

// has reports whether the report that is due often is due at t.
func (c *Calendar) has(t time.Time) bool { return t.Sub(c.First)%c.Period == 0 && !c.Until.IsZero() }

// Span is the time between two instants; zero: none.
type Span struct{ From, To time.Time }

// has reports whether t is in the span. Its end is not.
func (s Span) has(t time.Time) bool { return !t.Before(s.From) && t.Before(s.To) }

// faulty reports whether anything could go wrong from then on. The last process with a wrong clock
// may have done all that it did in its last instant.
func (s *Settings) faulty(from time.Time) bool { return s.Troubled && !from.After(s.FaultsUntil) }

// maxReceives is how often a message of the query queue may be received (rule W2).
const maxReceives = 1000

// enoughTime reports whether one worker with so many slots has the time for all queries
// before the deadline, and messages may be received as often as that takes: when nothing
// goes wrong, all are answered.
func (s *Settings) enoughTime(slots int) bool {
	queries, each := s.Queries+s.Extra, s.QueryTime+s.PollInterval
	if s.Bounded {
		queries, each = queries+2, each+2*time.Second // their estimates
	}
	return 3*time.Duration(queries)*each < time.Duration(slots)*s.Deadline && s.Receives >= maxReceives
}
