package stack

import "time"

// Function is the short name of one of a stack's Lambda functions.
type Function string

// The functions.
const (
	Dispatcher Function = "dispatcher"
	Worker     Function = "worker"
	Reporter   Function = "reporter"
	Janitor    Function = "janitor"
)

// Functions lists all functions.
var Functions = []Function{Dispatcher, Worker, Reporter, Janitor}

// In returns the function's name in the stack of the given name.
func (f Function) In(stack string) string { return stack + "-" + string(f) }

var timeouts = map[Function]time.Duration{
	Dispatcher: 5 * time.Minute,
	Worker:     15 * time.Minute,
	Reporter:   2 * time.Minute,
	Janitor:    5 * time.Minute,
}

// Timeout returns how long an invocation of the function may take.
func (f Function) Timeout() time.Duration { return timeouts[f] }
