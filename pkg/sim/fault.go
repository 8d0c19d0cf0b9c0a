package sim

import (
	"math/rand/v2"
	"time"
)

// Fault is a kind of misfortune. Each is counted where it happens.
type Fault int

// The kinds of faults.
const (
	CrashBefore        Fault = iota // the invocation dies before a call
	CrashAfter                      // it dies after the call's effect
	FunctionTimeout                 // it runs into its function's timeout
	Throttled                       // a call is refused, retries exhausted
	ServerError                     // a 5xx without effect, retries exhausted
	LostAnswer                      // a 5xx or nothing, although the effect happened
	Resent                          // the effect happens twice: the SDK sends again
	SlowCall                        // time passes before the effect
	SlowAnswer                      // time passes after it
	StaleIndex                      // the index shows less than there is
	Unprocessed                     // BatchWriteItem leaves entries undone
	PartialSend                     // SendMessageBatch fails for entries
	LostMessage                     // a message vanishes
	DelayedMessage                  // a message is visible late
	DuplicateDelivery               // a message comes again
	Reordered                       // a younger message comes first
	PartialDelete                   // DeleteMessageBatch fails for entries
	UndeletedBatch                  // the event source fails to delete what succeeded
	QueryFailed                     // Insights ends a query as Failed
	QueryTimedOut                   // as Timeout
	QueryStopped                    // a stranger stops it
	QueryLost                       // Insights no longer knows its ID
	QuerySlow                       // it runs past the deadline
	QueryMalformed                  // StartQuery refuses it for good
	QueryNoData                     // StartQuery refuses it: the log group has nothing that old
	QueryTooWide                    // it scans more than its report allows
	QuotaExceeded                   // StartQuery refuses it for now
	AmbiguousStart                  // StartQuery's answer is lost, it runs
	FailedStart                     // StartQuery's answer is lost, it does not
	DeliveryPermanent               // a provider refuses for good
	DeliveryRetry                   // a provider refuses for now, and says how long
	DeliveredUnknown                // its answer is lost, it delivered
	UndeliveredUnknown              // its answer is lost, it did not deliver
	LeaseStolen                     // a reporter outlives its lease
	ClockSkew                       // an invocation's clock is wrong
	Redeployed                      // the definition changes
	Expired                         // items expire, and an operator comes late
	ScheduleTwice                   // a schedule fires twice
	ScheduleLost                    // or not at all
	EarlyTime                       // time passes although something could go on
	Cancelling                      // an operator cancels
	ReplayingAll                    // replays
	ReplayingFailed                 // replays what failed
	Resending                       // sends again
	ResendingTo                     // sends again to one destination
	Starting                        // starts by hand
	Backfilling                     // starts what is missing
	TwoOperators                    // two commands at once
	DeadLetter                      // a message is given up by its queue
	numFaults
)

// faultNames are in the order of the kinds.
var faultNames = [numFaults]string{
	"crash before a call", "crash after a call", "function timeout", "throttled", "server error", "lost answer",
	"re-sent call", "slow call", "slow answer", "stale index", "unprocessed entries", "partial send", "lost message",
	"delayed message", "duplicate delivery", "reordered delivery", "partial delete", "undeleted batch", "query failed",
	"query timed out", "query stopped by a stranger", "query lost", "query past the deadline", "query malformed", "query without data", "query too wide",
	"quota exceeded", "ambiguous start", "failed start", "delivery refused", "delivery refused for now",
	"delivered, answer lost", "undelivered, answer lost", "lease stolen", "wrong clock", "redeployed", "expired items", "schedule fired twice", "schedule lost",
	"early time", "cancel", "replay of all", "replay of failures", "resend", "resend to one", "start by hand", "backfill", "two operators", "dead letter",
}

// String returns the fault in words.
func (f Fault) String() string {
	if f < 0 || f >= numFaults {
		return ""
	}
	return faultNames[f]
}

// none stands for no fault.
const none Fault = -1

// Counts is how often each kind of fault occurred.
type Counts [numFaults]int

// Add adds another world's counts.
func (c *Counts) Add(other Counts) {
	for i, n := range other {
		c[i] += n
	}
}

// Faults lists all kinds.
func Faults() []Fault {
	all := make([]Fault, numFaults)
	for i := range all {
		all[i] = Fault(i)
	}
	return all
}

// mix is how likely each kind is in one world. Most kinds are off in most worlds, so that each kind meets
// many mixtures of the others (swarm testing).
type mix [numFaults]float64

var rates = []float64{0.005, 0.02, 0.1, 0.3}

func drawMix(r *rand.Rand) (m mix) {
	on := oneOf(r, 0.05, 0.15, 0.4, 0.7)
	for i := range m {
		if r.Float64() < on {
			m[i] = rates[r.IntN(len(rates))]
		}
	}
	return m
}

// faults strikes calls by the world's mix for some time.
type faults struct {
	mix    mix
	from   time.Time
	until  time.Time
	counts Counts
	rng    *rand.Rand
}

// strikes says whether a kind happens now, and counts it if so.
func (f *faults) strikes(now time.Time, kind Fault) bool {
	if f.mix[kind] == 0 || now.Before(f.from) || !now.Before(f.until) || f.rng.Float64() >= f.mix[kind] {
		return false
	}
	f.counts[kind]++
	return true
}

// pick returns the kind that strikes a call which is open to some, or none.
func (f *faults) pick(now time.Time, kinds []Fault) Fault {
	for _, k := range kinds {
		if f.strikes(now, k) {
			return k
		}
	}
	return none
}
