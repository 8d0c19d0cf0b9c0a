package oracle

import (
	"time"

	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"github.com/fanlight/fanlight/pkg/fanlight"
)

// World is the part of a simulation that the oracle looks at by itself. It takes note of
// what the oracle finds.
type World interface {
	// Now is the time, by a clock that is right.
	Now() time.Time
	// Running returns the Insights queries that run, Unended those that wait to run,
	// too. Their IDs are those of the service.
	Running() []string
	Unended() []string
	// Stored returns the items of a partition.
	Stored(pk string) []map[string]types.AttributeValue
	// Count notes that something rare happened.
	Count(Fault)
	// Violated notes a violation at the moment in which it is found.
	Violated(Violation)
}

// Call is a call that passed the seam, as a process made it.
type Call struct {
	Op     string // such as UpdateItem; Deliver for a delivery
	Input  any    // the SDK's input; the fanlight.Message of a delivery
	Target string // of a delivery: the destination's name
	Fault  Fault  // that struck it; empty: none
}

// Fault names a kind of event that goes wrong, or that is rare, in the simulator's
// words.
type Fault string

// The kinds of faults that the oracle knows.
const (
	CrashBefore     Fault = "crash before a call"
	CrashAfter      Fault = "crash after a call"
	FunctionTimeout Fault = "function timeout"
	Throttled       Fault = "throttled"
	ServerError     Fault = "server error"
	LostAnswer      Fault = "lost answer"
	SlowCall        Fault = "slow call"
	SlowAnswer      Fault = "slow answer"
	QueryFailed     Fault = "query failed"
	QueryTimedOut   Fault = "query timed out"
	QueryStopped    Fault = "query stopped by a stranger"
	QueryLost       Fault = "query lost"
	QueryMalformed  Fault = "query malformed"
	QueryNoData     Fault = "query without data"
	QueryTooWide    Fault = "query too wide"
	PollsRefused    Fault = "polls refused"
	PollsEmpty      Fault = "polls list nothing"
	AmbiguousStart  Fault = "ambiguous start"
	DeliveredLost   Fault = "delivered, answer lost"
	ClockSkew       Fault = "wrong clock"
	ClockJump       Fault = "clock wrong by hours"
	Denied          Fault = "access denied for minutes"
	PartitionBusy   Fault = "partition refuses writes"
	PollCut         Fault = "text of a poll cut"
	NoGroup         Fault = "no log group selected"
	EarlyTime       Fault = "early time"

	LeaseStolen    Fault = "lease stolen"
	MessageApart   Fault = "message stored by itself"
	EditionBefore  Fault = "editions before"
	Compared       Fault = "compared with an edition"
	ComparedAgain  Fault = "compared again"
	Withheld       Fault = "withheld"
	SectionLeftOut Fault = "section left out"
	OverBudget     Fault = "over budget"
	RowsCut        Fault = "rows beyond max_bytes"
)

// Known returns the kinds of faults that the oracle knows.
func Known() []Fault {
	return []Fault{
		CrashBefore, CrashAfter, FunctionTimeout, Throttled, ServerError, LostAnswer, SlowCall, SlowAnswer, QueryFailed, QueryTimedOut,
		QueryStopped, QueryLost, QueryMalformed, QueryNoData, QueryTooWide, PollsRefused, PollsEmpty, AmbiguousStart, DeliveredLost, ClockSkew, EarlyTime,
		ClockJump, Denied, PartitionBusy, PollCut, NoGroup,
		LeaseStolen, MessageApart, EditionBefore, Compared, ComparedAgain, Withheld, SectionLeftOut, OverBudget, RowsCut,
	}
}

// Query says how an Insights query goes by the script.
type Query struct {
	ID       string // of the service
	Run      fanlight.RunID
	Epoch    int
	Index    int
	Groups   []string
	Text     string         // it selects the log groups, if there are none in Groups
	Rows     []fanlight.Row // that it finds
	Fault    Fault          // that decides how it ends; empty: none
	Long     bool           // it runs past the deadline, or is too wide
	Estimate bool
	Answer   int // of an estimate: bytes
}

// Command is a command of an operator, as given.
type Command struct {
	ID       string
	Kind     CommandKind
	Run      fanlight.RunID
	Epoch    int
	Round    int
	Restrict []string // the destinations that it sends to; empty: all
}

// saw reports whether a command is for a round: a cancel of the version before is for any.
func (c Command) saw(round int) bool { return c.Round == round || c.Round == 0 }

// CommandKind says what a command asks for.
type CommandKind string

// The kinds of commands that the oracle knows: the words of their faults.
const (
	Cancel       CommandKind = "cancel"
	ReplayAll    CommandKind = "replay of all"
	ReplayFailed CommandKind = "replay of failures"
	Resend       CommandKind = "resend"
	ResendTo     CommandKind = "resend to one"
	ResendNow    CommandKind = "resend now"
	Correct      CommandKind = "correction"
	Backfill     CommandKind = "backfill"
)
