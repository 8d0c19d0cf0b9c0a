package killtest

import (
	"fmt"
	"math/rand/v2"
	"time"

	"github.com/fanlight/fanlight/pkg/stack"
)

// instant is when a process is killed, counted from the call of killer.await.
type instant struct {
	function stack.Function
	answers  int           // the stand-in is about to give the function this many answers; 0: do not wait for any
	delivery bool          // the Telegram server is about to answer
	later    time.Duration // delay after that
}

// share has the functions that are killed in ten kills.
var share = []stack.Function{
	stack.Dispatcher, stack.Dispatcher, stack.Worker, stack.Worker, stack.Worker, stack.Worker,
	stack.Reporter, stack.Reporter, stack.Reporter, stack.Janitor,
}

// most is the number of answers that a function gets for an edition, at least.
var most = map[stack.Function]int{stack.Dispatcher: 8, stack.Worker: 15, stack.Reporter: 12, stack.Janitor: 4}

// drawInstants draws n instants. Seven of ten are inside an invocation for
// certain, before an answer that is never read; two are up to three
// milliseconds after an answer, mostly inside an invocation; one depends on
// time only.
func drawInstants(seed uint64, n int) []instant {
	r := rand.New(rand.NewPCG(seed, 0))
	all := make([]instant, n)
	for i, which := range r.Perm(n) {
		at := instant{function: share[which%len(share)]}
		switch i % 10 {
		case 0:
			at.later = time.Duration(r.Int64N(int64(500 * time.Millisecond)))
		case 1, 2:
			at.later = time.Duration(r.Int64N(int64(3 * time.Millisecond)))
			fallthrough
		default:
			at.delivery = at.function == stack.Reporter && r.IntN(3) == 0
			at.answers = 1 + r.IntN(most[at.function])
		}
		all[i] = at
	}
	return all
}

// kill is a kill that was made.
type kill struct {
	at       time.Duration
	pid      int
	function stack.Function
	inside   bool   // an invocation
	last     string // call that was answered
}

// mayDouble reports whether the kill may cause a second delivery: it hit a
// reporter between the record "sending" and the record "sent" of a delivery,
// which are updates without another call between them (docs/protocol.md).
func (k *kill) mayDouble() bool {
	return k.inside && k.function == stack.Reporter && (k.last == sent || k.last == "dynamodb.UpdateItem 200")
}

// sent is written for the call of Telegram, which is not in the stand-in's log.
const sent = "telegram.sendMessage 200"

func (k *kill) String() string {
	where := "idle"
	if k.inside {
		where = "in invocation"
	}
	return fmt.Sprintf("at %s %s pid %d %s after %s", k.at.Round(time.Millisecond), k.function, k.pid, where, k.last)
}
