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

// Timeouts of the functions, as Terraform deploys them: its module reads them
// from deployment.json, and a test compares that file with this table.
var timeouts = map[Function]time.Duration{
	Dispatcher: 5 * time.Minute,
	Worker:     15 * time.Minute, // the most that Lambda allows
	Reporter:   2 * time.Minute,
	Janitor:    5 * time.Minute,
}

// Timeout returns how long an invocation of the function may take. Leases and
// visibilities derive from it.
func (f Function) Timeout() time.Duration { return timeouts[f] }

// Workers is the number of invocations of a function that its queue feeds at a
// time: the least that Lambda takes for an event source's maximum concurrency.
const Workers = 2

// SweepInterval is the time between two invocations of the janitor.
const SweepInterval = 2 * time.Minute
