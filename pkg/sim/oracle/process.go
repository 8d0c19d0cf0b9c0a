package oracle

import (
	"slices"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/dynamodb"

	"github.com/fanlight/fanlight/pkg/fanlight"
)

// Process is one invocation of a function, with the facts that it learned from the
// answers to its calls. The invariants judge the process by them.
type Process struct {
	Name string        // that of its function and a number, such as worker#7
	Skew time.Duration // by which its clock is wrong

	now       func() time.Time
	begun     time.Time
	done      bool
	claims    reportMessage        // what a reporter was asked for
	claim     int                  // which of the round's claims it has, of those that count
	command   string               // that a dispatcher carries out
	refuses   bool                 // it, or a part of it
	claimsAt  time.Time            // when it asked for it: its time counts from then
	tried     bool                 // it tried a delivery
	asked     map[string]time.Time // until when it is to leave a destination alone, by a provider's answer
	moved     bool                 // a provider accepted a part from it
	onlyEpoch int                  // the one epoch that a replay may write; 0: any that it has seen
	corrects  fanlight.RunID       // the run that it starts a correction of
	order     *Order               // of the backfill that it is to bring about; nil: of none
	until     time.Time            // to which its editions are due
	stops     fanlight.BackfillID  // that it is to end

	messages   []held
	epochs     []string            // partitions of the epochs that it has seen
	full       []string            // progress items that it has seen full
	checked    []string            // of these, those after which it has seen another shard of the epoch that is not full
	announced  []string            // partitions of the epochs that it announced
	listed     map[string]int      // shards that its present query of an epoch's whole progress has found so far
	unrecorded []string            // Insights IDs that it started
	refused    map[mark]bool       // queries that it knows to be refused for good
	waiting    map[string][]string // why queries of a shard waited, as it has read
	restarts   map[place]restart   // of queries whose last start it could not make
	estimates  map[string]int      // that it started, by scope
	settled    []*epochState
	claimed    []*roundState

	known    known                // of the record
	caughtUp map[string]int       // editions of a report that a janitor started because they were missed
	blemish  time.Time            // when a fault last struck one of its calls; zero: none did
	unstored bool                 // a fault struck a call by which it settles
	polls    polls                // what it heard of the account
	classes  map[string]class     // of queries, by their log groups
	quiet    map[string]bool      // shards that a janitor has to doubt
	backlog  bool                 // it saw messages that wait in the query queue
	emptied  bool                 // it saw that none does
	failed   map[string]bool      // messages that a queue did not take
	heardAt  time.Time            // when it last read a result: it may have learnt that a query has ended
	read     map[string]time.Time // queries whose rows it has read to the end, and when
	sweep    sweep                // what a janitor has to see to
	broken   int                  // events that it raised of messages that it cannot read
}

// Began takes note of a process.
func (o *Oracle) Began(name string, skew time.Duration) *Process {
	p := &Process{Name: name, listed: map[string]int{}, Skew: skew, now: o.world.Now, begun: o.world.Now()}
	o.skewed = o.skewed || skew != 0
	if p.misled() {
		o.set.Skew, o.late = max(o.set.Skew, skew.Abs()), max(o.late, 2*skew.Abs())
		o.troubled = o.troubled || p.is(janitor)
	}
	if p.is(janitor) {
		o.troubled = o.troubled || slices.ContainsFunc(o.live, func(other *Process) bool { return other.is(janitor) })
	}
	o.live = append(o.live, p)
	return p
}

// is reports whether the process is one of that function.
func (p *Process) is(function string) bool { return strings.HasPrefix(p.Name, function) }

// clockError is by how much a clock may be wrong (rule G9): by half of what a lease lasts longer
// than its holder.
const clockError = 30 * time.Second

// misled reports whether the process' clock is wrong by more: it is excused what G9 says.
func (p *Process) misled() bool { return p.Skew.Abs() > clockError }

// clock is the time by the process' clock.
func (p *Process) clock() time.Time { return p.now().Add(p.Skew) }

// Asked takes note of the report message that a reporter works on.
func (p *Process) Asked(run fanlight.RunID, epoch, round int) {
	p.claims = reportMessage{run, epoch, round}
}

// AskedFor returns the run of the report message that a reporter works on.
func (p *Process) AskedFor() fanlight.RunID { return p.claims.Run }

// Commanded takes note of the command that a dispatcher carries out.
func (o *Oracle) Commanded(p *Process, c Command) {
	p.command = c.ID
	o.commands[c.ID] = c
	o.given = append(o.given, c)
	switch c.Kind {
	case ReplayAll, ReplayFailed:
		p.onlyEpoch = c.Epoch + 1
	case Correct:
		p.corrects = c.Run
	}
}

// Message is a message that a queue gave to a process.
type Message struct{ Receipt, Body string }

// held is a message that the process received.
type held struct {
	Message
	url   string
	query queryMessage
	done  bool // acknowledged by the process
	at    time.Time

	hidden     time.Duration // for which it was hidden last; 0: as it was delivered, or not at all
	until      time.Time     // when it becomes visible
	given      bool          // the process let it go, for now or for good
	unreadable bool
	unnoted    time.Time // when it was found that nobody notes that the query is held
}

// Received takes note of messages that the process received.
func (o *Oracle) Received(p *Process, url string, batch []Message) {
	for _, m := range batch {
		h := held{Message: m, url: url, at: o.world.Now(), unreadable: o.unreadable[m.Body]}
		o.comesAgain(p, m.Body)
		switch {
		case h.unreadable:
		case url == o.set.ReportQueue:
			r := o.parseReport(m.Body)
			p.Sees(r.Run, r.Epoch)
		default:
			h.query = o.parseQuery(m.Body)
			p.Sees(h.query.Run, h.query.Epoch)
			p.forgets(h.query)
		}
		p.messages = append(p.messages, h)
	}
}

// Sees notes that the process knows an epoch of a run.
func (p *Process) Sees(run fanlight.RunID, epoch int) { add(&p.epochs, partition(run, epoch)) }

// holds reports whether the process has a message of that query.
func (p *Process) holds(q *query) bool {
	return slices.ContainsFunc(p.messages, func(h held) bool { return h.of(q) })
}

// of reports whether the message is of that query.
func (h held) of(q *query) bool {
	return h.query.Run == q.Run && h.query.Epoch == q.Epoch && h.query.Query.Index == q.Index
}

// since returns when the process first received a message of that query.
func (p *Process) since(q *query) time.Time {
	for _, h := range p.messages {
		if h.of(q) {
			return h.at
		}
	}
	return time.Time{}
}

// keeps reports whether the process has a message of that epoch that it has not
// acknowledged.
func (p *Process) keeps(run fanlight.RunID, epoch int) bool {
	return slices.ContainsFunc(p.messages, func(h held) bool {
		return !h.done && h.query.Run == run && h.query.Epoch == epoch
	})
}

// announces records a report message that the process believes to have sent.
func (p *Process) announces(body string) {
	m := parse[reportMessage](body)
	add(&p.announced, partition(m.Run, m.Epoch))
}

func add(to *[]string, s string) {
	if !slices.Contains(*to, s) {
		*to = append(*to, s)
	}
}

// observed records an item that a call returned.
func (o *Oracle) observed(p *Process, it item) {
	pk, sk := str(it, "pk"), str(it, "sk")
	if strings.HasPrefix(sk, "PROGRESS#") && p.is(worker) {
		p.known.sees(pk+" "+sk, o.world.Now())
	}
	p.seesWaiting(it)
	switch {
	case sk == "META":
		p.Sees(runOf(pk), num(it, "epoch"))
	case strings.HasPrefix(sk, "PROGRESS#") && isFull(it):
		add(&p.full, pk+" "+sk)
	case strings.HasPrefix(sk, "PROGRESS#"):
		p.seesNotFull(pk)
	}
}

// isFull reports whether all queries of a shard are settled.
func isFull(progress item) bool { return num(progress, "settled") >= num(progress, "size") }

// observedAll notes that an epoch is not complete if a query of its whole progress
// found a shard that is not full, in whatever order it lists them, or fewer shards than
// the epoch has: the dispatcher has not created the others yet.
func (o *Oracle) observedAll(p *Process, in *dynamodb.QueryInput, out *dynamodb.QueryOutput) {
	pk := str(in.ExpressionAttributeValues, ":pk")
	if str(in.ExpressionAttributeValues, ":prefix") != "PROGRESS#" {
		return
	}
	if in.ExclusiveStartKey == nil {
		p.listed[pk] = 0
	}
	p.listed[pk] += len(out.Items)
	run := o.run(runOf(pk))
	fewer := out.LastEvaluatedKey == nil && run.exists() && p.listed[pk] < shardsOf(run)
	if fewer || slices.ContainsFunc(out.Items, func(it item) bool { return !isFull(it) }) {
		p.seesNotFull(pk)
	}
}

// seesNotFull notes that the epoch was not complete when the process had seen some of
// its shards full: the process that fills the last one looks again (rule S3).
func (p *Process) seesNotFull(epoch string) {
	for _, shard := range p.full {
		if strings.HasPrefix(shard, epoch+" ") {
			add(&p.checked, shard)
		}
	}
}
