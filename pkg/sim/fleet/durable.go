package fleet

import (
	"math/rand/v2"
	"time"

	"github.com/fanlight/fanlight/pkg/price"
)

// Durable is a durable function of Lambda with a map over the queries, each branch of which starts
// its query, waits, and looks until the query has ended. The map has as many branches at a time as the
// account runs queries.
//
// Assumed is what AWS does not document: a checkpoint takes as long as a call of DynamoDB, and none is
// joined with others; the function ends when all its branches wait, and is invoked again when the first wait
// ends; an invocation reads what was checkpointed before in no time.
var Durable = Design{"one durable function, a map with a cap, a look every 2 s, 5 s after a refusal", durable}

const checkpoint = "CheckpointDurableExecution"

// execution is the execution of a durable function.
type execution struct {
	*process
	busy  int       // branches that do not wait
	begun time.Time // when the invocation began
}

func durable(a *account) {
	x := &execution{process: &process{account: a, actor: "design", rng: rand.New(rand.NewPCG(a.rng.Uint64(), 1)), once: true}}
	next := 0
	for range min(a.model.Quotas.Concurrent, a.edition.Queries) {
		a.begin(a.model.Cold[0], func() {
			for x.resume(); next < a.edition.Queries; {
				next++
				x.branch(next - 1)
			}
			x.suspend()
		}, func() {})
	}
}

// branch begins, starts a query, looks until it has ended, and ends.
func (x *execution) branch(i int) {
	x.checkpoint()
	id := x.try(i)
	for ; id == ""; id = x.try(i) {
		x.pause(5 * time.Second)
	}
	x.pause(2 * time.Second)
	for !x.done(id) {
		x.pause(2 * time.Second)
	}
	x.checkpoint()
}

func (x *execution) checkpoint() {
	x.counts.call(Op{x.actor, checkpoint}, x.model.DynamoDB, false)
	x.park(x.model.DynamoDB)
}

// pause checkpoints what the branch has done, and waits without an invocation, if no other branch needs one.
func (x *execution) pause(d time.Duration) {
	x.checkpoint()
	x.suspend()
	x.park(d)
	x.resume()
}

// resume begins an invocation, if there is none.
func (x *execution) resume() {
	if x.busy++; x.busy > 1 {
		return
	}
	x.begun = x.now
	x.counts.Invocations[x.actor]++
	x.park(x.model.Boot)
}

// suspend ends the invocation, if no other branch needs it.
func (x *execution) suspend() {
	if x.busy--; x.busy == 0 {
		x.counts.Billed[x.actor] += x.now.Add(x.model.Boot).Sub(x.begun)
	}
}

// Checkpoints returns how many checkpoints a durable function wrote.
func (e *Edition) Checkpoints() int { return e.Of(checkpoint).Made }

// Operations returns how many operations of a durable function are billed. Which these are is
// not documented: at least the execution, the map, the sending, and for each query its branch, its start and the
// wait for its end; at most each further try and each look, too.
func (e *Edition) Operations() (least, most int) {
	least = 3*e.Queries + 3
	return least, least + e.Of("StartQuery").Refused + e.Of("GetQueryResults").Made
}

// OperationDollars returns what operations of durable functions cost.
func OperationDollars(operations int) float64 {
	return float64(operations) * price.List.DurableOperation
}
