package stack_test

import (
	"testing"
	"time"

	"github.com/fanlight/fanlight/pkg/stack"
)

func TestQueue_In(t *testing.T) {
	t.Parallel()
	if got := stack.Queries.In("prod"); got != "prod-queries" {
		t.Errorf("the query queue is %s", got)
	}
}

func TestQueue_DeadLetters(t *testing.T) {
	t.Parallel()
	if got := stack.Reports.DeadLetters().In("prod"); got != "prod-reports-dead" {
		t.Errorf("the dead letters of the report queue are in %s", got)
	}
}

func TestQueue_Function(t *testing.T) {
	t.Parallel()
	if stack.Queries.Function() != stack.Worker || stack.Reports.Function() != stack.Reporter {
		t.Errorf("the queues feed %s and %s", stack.Queries.Function(), stack.Reports.Function())
	}
}

func TestQueue_BatchSize(t *testing.T) {
	t.Parallel()
	if stack.Queries.BatchSize() != 10 || stack.Reports.BatchSize() != 1 {
		t.Errorf("batches of %d and %d", stack.Queries.BatchSize(), stack.Reports.BatchSize())
	}
}

// TestQueue_Visibility: Lambda refuses an event source whose queue hides messages
// for less than the function's timeout, and a reporter's message comes again after
// its lease (rule R1).
func TestQueue_Visibility(t *testing.T) {
	t.Parallel()
	if got := stack.Queries.Visibility(); got < stack.Worker.Timeout() {
		t.Errorf("queries are hidden for %s", got)
	}
	if got := stack.Reports.Visibility(); got <= stack.Reporter.Timeout()+time.Minute {
		t.Errorf("reports are hidden for %s", got)
	}
}
