package stack

import "time"

// Queue is the short name of one of a stack's queues.
type Queue string

// The queues that feed functions.
const (
	Queries Queue = "queries"
	Reports Queue = "reports"
)

// Queues lists the queues that feed functions.
var Queues = []Queue{Queries, Reports}

// In returns the queue's name in the stack of the given name.
func (q Queue) In(stack string) string { return stack + "-" + string(q) }

// DeadLetters returns the queue that takes the messages that were received too
// often.
func (q Queue) DeadLetters() Queue { return q + "-dead" }

// Function returns the function that the queue feeds.
func (q Queue) Function() Function {
	if q == Reports {
		return Reporter
	}
	return Worker
}

// BatchSize returns how many messages an invocation gets at most.
func (q Queue) BatchSize() int {
	if q == Reports {
		return 1
	}
	return 10
}

// Visibility returns how long a received message is hidden. That of the query
// queue is the worker's timeout, the least that Lambda takes; a worker shortens
// it for the messages that it has (rule W1). That of the report queue is longer
// than the reporter's lease (rule R1), so that a redelivery after a crash finds
// the lease over.
func (q Queue) Visibility() time.Duration {
	if q == Reports {
		return Reporter.Timeout() + 2*time.Minute
	}
	return Worker.Timeout()
}

// MaxReceives is how often a message is received before it becomes a dead
// letter: the most that SQS allows. A worker returns the messages of queries that
// run or wait, every two to ten minutes, and each return costs a receive.
const MaxReceives = 1000

// DeadLetterRetention is how long a dead letter is kept: the most that SQS
// allows.
const DeadLetterRetention = 14 * 24 * time.Hour
