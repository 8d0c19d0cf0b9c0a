package sim

// Fault is a kind of event that goes wrong, or that is rare. A seeded simulation
// counts each where it happens.
type Fault int

// The kinds of faults. Those that strike a call are listed in call_fault.go.
const (
	NoFault            Fault = iota
	CrashBefore              // the invocation dies before a call, and so after the one before it
	CrashAfter               // it dies after the call's effect
	FunctionTimeout          // it runs into its function's timeout
	Throttled                // a call is refused, retries exhausted
	ServerError              // a 5xx without effect, retries exhausted
	LostAnswer               // a 5xx or nothing, although the effect happened
	Resent                   // the effect happens twice: the SDK sends again
	SlowCall                 // time passes before the effect
	SlowAnswer               // time passes after it
	StaleIndex               // the index shows less than there is
	Unprocessed              // BatchWriteItem leaves entries undone
	PartialSend              // SendMessageBatch fails for entries
	LostMessage              // a message vanishes
	DelayedMessage           // a message is visible late
	DuplicateDelivery        // a message comes again
	Reordered                // a younger message comes first
	PartialDelete            // DeleteMessageBatch fails for entries
	UndeletedBatch           // the event source fails to delete what succeeded
	QueryFailed              // Insights ends a query as Failed
	QueryTimedOut            // as Timeout
	QueryStopped             // a stranger stops it
	QueryLost                // Insights no longer knows its ID
	QuerySlow                // it runs past the deadline
	QueryMalformed           // StartQuery refuses it for good
	QueryNoData              // StartQuery refuses it: the log group has nothing that old
	QueryTooWide             // it scans more than its report allows
	NextPage                 // its rows come in several pages
	TokenExpired             // the token of the next page is refused
	PageTooLarge             // a page has more bytes than the client takes
	RowsCut                  // it finds more bytes than its report keeps
	MessageApart             // a document has no room for a message, which is stored by itself
	EditionBefore            // a document shows the numbers of editions before it
	Compared                 // it is compared with one of them
	ComparedAgain            // a replay keeps what it was compared with
	Withheld                 // it is not sent as its report says
	QuotaExceeded            // StartQuery refuses it for now
	ClassFull                // StartQuery refuses it for its log groups' quota, as long as that is used up
	Strangers                // others run queries in the account
	LimitChanged             // the account allows another number of queries
	PollsRefused             // DescribeQueries is refused for minutes
	PollsEmpty               // DescribeQueries lists nothing for minutes
	AmbiguousStart           // StartQuery's answer is lost, it runs
	FailedStart              // StartQuery's answer is lost, it does not
	DeliveryPermanent        // a provider refuses for good
	DeliveryRetry            // a provider refuses for now
	DeliveryWait             // it asks for a short wait
	DeliveryLongWait         // it asks for a long one
	RateLimited              // it takes so many messages a minute, and asks to wait for the next
	DeliveredUnknown         // its answer is lost, it delivered
	UndeliveredUnknown       // its answer is lost, it did not deliver
	LeaseStolen              // a reporter outlives its lease
	ClockSkew                // an invocation's clock is wrong
	Redeployed               // the definition changes
	Expired                  // items expire, and an operator comes late
	ScheduleTwice            // a schedule fires twice
	ScheduleLost             // or not at all
	EarlyTime                // time passes although something could go on
	Cancelling               // an operator cancels
	ReplayingAll             // replays
	ReplayingFailed          // replays what failed
	Resending                // sends again
	ResendingTo              // sends again to one destination
	ResendingNow             // ends the wait of an open round
	BusyOperator             // finds a try under way, and gives the command again
	Correcting               // starts a correction by a mended definition
	Starting                 // starts by hand
	Backfilling              // starts what is missing
	TwoOperators             // two commands at once
	DueAtSecond              // a schedule is due at a second, not at a full minute
	SchedulerOutage          // for some time no schedule fires, and no janitor runs
	JanitorOutage            // no janitor runs
	ScheduleTakenAway        // a schedule, or its report, is taken away and put back
	Paused                   // a report is paused, and goes on
	LastDayOver              // the last day of a schedule ends, and later it has none
	BackfillAsked            // an operator asks for many editions
	BackfillCancelled        // and cancels that
	BackfillResumed          // and asks again
	BackfillChanged          // and asks again after the report got another schedule
	OlderRun                 // the version before created the run, and was replaced meanwhile
	NewerRun                 // the version after created it, and was rolled back
	EstimateFailed           // an estimate fails, is unclear or never ends
	OverBudget               // a query is not run: it would scan too much
	SmallPage                // a Query of the table ends its page after one to three items
	StaleRead                // a read that need not be consistent shows how it was
	PartitionBusy            // writes of one partition are refused for minutes
	Denied                   // a service refuses every call for minutes: a policy changes
	ShortReceive             // a receive gives less than there is, or nothing
	OlderReceipt             // a call with the receipt of an earlier delivery works
	OlderReceiptIdle         // or does nothing
	DeadLetter               // a message was received too often
	HandedBack               // an invocation returns messages at its time limit
	PollPages                // DescribeQueries answers in pages of a few
	PollCut                  // and cuts texts at their end
	NoGroup                  // a query by SOURCE selects no log group
	ClockJump                // the clock of an invocation is wrong by hours
	SectionLeftOut           // a section's condition does not hold
	FilePart                 // a part of a message has pictures or files
	LargeResult              // a query finds more than an item may hold, also compressed
	EarlierForm              // a command has the form of an earlier version
	Unreadable               // a message cannot be read
	numFaults
)

// faultNames are in the order of the kinds.
var faultNames = [numFaults]string{
	"none",
	"crash before a call", "crash after a call", "function timeout", "throttled", "server error", "lost answer",
	"re-sent call", "slow call", "slow answer", "stale index", "unprocessed entries", "partial send", "lost message",
	"delayed message", "duplicate delivery", "reordered delivery", "partial delete", "undeleted batch", "query failed",
	"query timed out", "query stopped by a stranger", "query lost", "query past the deadline", "query malformed", "query without data", "query too wide",
	"second page of a result", "page token expired", "page too large", "rows beyond max_bytes", "message stored by itself", "editions before", "compared with an edition", "compared again", "withheld",
	"quota exceeded", "quota of a class exceeded", "strangers' queries", "another limit of the account", "polls refused", "polls list nothing",
	"ambiguous start", "failed start", "delivery refused", "delivery refused for now",
	"delivery asked to wait", "delivery asked to wait long", "rate limit of a provider",
	"delivered, answer lost", "undelivered, answer lost", "lease stolen", "wrong clock", "redeployed", "expired items", "schedule fired twice", "schedule lost",
	"early time", "cancel", "replay of all", "replay of failures", "resend", "resend to one", "resend now", "try under way", "correction", "start by hand", "backfill", "two operators",
	"due at a second", "outage of the Scheduler", "outage of the janitor", "schedule taken away", "paused", "last day over", "backfill of many", "backfill cancelled", "backfill resumed", "backfill by another schedule",
	"run of the version before", "run of the version after", "estimate failed", "over budget",
	"small page", "stale read", "partition refuses writes", "access denied for minutes", "short receive", "older receipt works", "older receipt does nothing", "dead letter", "handed back", "polls in pages", "text of a poll cut", "no log group selected", "clock wrong by hours", "section left out", "part with files", "result larger than an item", "command of an earlier form", "message that cannot be read",
}

// String returns the fault in words.
func (f Fault) String() string {
	if f < 0 || f >= numFaults {
		return ""
	}
	return faultNames[f]
}

// Counts is how often each kind of fault happened.
type Counts [numFaults]int

// Add adds the counts of another simulation.
func (c *Counts) Add(other Counts) {
	for i, n := range other {
		c[i] += n
	}
}

// Faults returns all kinds of faults, NoFault left out.
func Faults() []Fault {
	all := make([]Fault, 0, numFaults)
	for f := NoFault + 1; f < numFaults; f++ {
		all = append(all, f)
	}
	return all
}
