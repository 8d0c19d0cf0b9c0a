package killtest

import (
	"fmt"
	"math/rand/v2"
	"time"

	"github.com/fanlight/fanlight/pkg/stack"
)

// instant is when a process is killed, counted from when the instant's turn
// comes.
type instant struct {
	function stack.Function
	answers  int           // the stand-in is about to give so many to the function; 0: do not wait for any
	delivery bool          // Telegram is about to answer
	later    time.Duration // and so much later
}

// share is how the kills spread over the functions, of ten.
var share = []stack.Function{
	stack.Dispatcher, stack.Dispatcher, stack.Worker, stack.Worker, stack.Worker, stack.Worker,
	stack.Reporter, stack.Reporter, stack.Reporter, stack.Janitor,
}

// most is how many answers an edition has a function get, at least.
var most = map[stack.Function]int{stack.Dispatcher: 8, stack.Worker: 15, stack.Reporter: 12, stack.Janitor: 4}

// drawInstants draws n instants. Seven of ten fall inside an invocation for
// certain, before an answer that is never read; two follow an answer by a
// little, mostly inside as well; one comes by time alone.
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
	last     string // call answered
}

// mayDouble is true of a reporter that was killed between the records of a
// delivery: sending it and having sent it are updates, and no other call lies
// between them (PROTOCOL.md, R4).
func (k *kill) mayDouble() bool {
	return k.inside && k.function == stack.Reporter && (k.last == sent || k.last == "dynamodb.UpdateItem 200")
}

// sent stands for the call of Telegram, which is not in the stand-in's log.
const sent = "telegram.sendMessage 200"

func (k *kill) String() string {
	where := "idle"
	if k.inside {
		where = "in invocation"
	}
	return fmt.Sprintf("at %s %s pid %d %s after %s", k.at.Round(time.Millisecond), k.function, k.pid, where, k.last)
}
