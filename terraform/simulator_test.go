package terraform_test

import (
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/fanlight/fanlight/pkg/insights"
	"github.com/fanlight/fanlight/pkg/ledger"
	"github.com/fanlight/fanlight/pkg/pipeline/pipelinetest"
	"github.com/fanlight/fanlight/pkg/queue"
	"github.com/fanlight/fanlight/pkg/sim"
)

// methods are the names of an interface's methods.
func methods[API any]() (names []string) {
	api := reflect.TypeFor[API]()
	for method := range api.Methods() {
		names = append(names, method.Name)
	}
	return names
}

// action is IAM's name of an operation: SQS' batches need what one message needs.
func action(service, operation string) string {
	if service == "sqs" {
		operation = strings.TrimSuffix(operation, "Batch")
	}
	return service + ":" + operation
}

// seam is every operation that an actor can call, with the prefix of its action.
func seam() map[string]string {
	services := map[string]string{}
	for service, operations := range map[string][]string{
		"dynamodb": methods[ledger.API](), "sqs": methods[queue.API](), "logs": methods[insights.API](),
	} {
		for _, operation := range operations {
			services[operation] = service
		}
	}
	return services
}

// delivery is how a trace names a delivery, and hiding how it names the one
// operation whose name it shortens.
const (
	delivery = "Deliver"
	hiding   = "ChangeVisibility"
)

// worlds is how many worlds' traces are read. In this many the rarest call, a
// dead letter's deletion, is made ten times.
const worlds = 200

// callsInTheSimulator reads the simulator's traces: the calls of each function,
// and which functions deliver. Every operation of the seam occurs in them, or
// they prove nothing.
func callsInTheSimulator(t *testing.T) (called map[string]grants, delivers map[string]bool) {
	t.Helper()
	called, delivers = map[string]grants{}, map[string]bool{}
	services, missing := seam(), seam()
	for seed := range uint64(worlds) {
		for _, line := range sim.Trace(seed+1, sim.Options{Queries: sim.Few}) {
			function, operation, target := parse(line)
			service, known := services[operation]
			switch {
			case operation == delivery:
				delivers[function] = true
			case known:
				delete(missing, operation)
				if called[function] == nil {
					called[function] = grants{}
				}
				called[function].add(resource(t, service, operation, target), action(service, operation))
			}
		}
	}
	if len(missing) > 0 {
		t.Errorf("nobody ever called %v: the traces have changed, or are too few", missing)
	}
	return called, delivers
}

// janitorDelivers has a janitor give up a run that nobody works on, which the
// simulator's hardly ever do: it tells the report's owner.
func janitorDelivers(t *testing.T) bool {
	t.Helper()
	r := pipelinetest.Report(1)
	owner := pipelinetest.Destination("owner")
	r.Owner = &owner
	w := pipelinetest.New(t, r)
	w.Start()
	for end := w.Clock.Now().Add(3 * time.Hour); w.Clock.Now().Before(end); w.Clock.Advance(time.Minute) {
		w.Sweep()
	}
	return len(w.Sender.To(owner.Name)) > 0
}

// parse reads one line of a trace: the time, who did it ("worker#3"), the
// operation, and what it was done to.
func parse(line string) (function, operation, target string) {
	fields := append(strings.Fields(line), "", "", "")
	function, _, _ = strings.Cut(fields[1], "#")
	operation, target = fields[2], fields[3]
	if operation == hiding {
		operation = "ChangeMessageVisibilityBatch"
	}
	return function, operation, target
}

// queues are the module's words for the simulator's queues.
var queues = map[string]string{"query": "queries", "query-dead": "queries-dead", "report": "reports"}

// resource is the module's word for what an operation was done to.
func resource(t *testing.T, service, operation, target string) string {
	t.Helper()
	switch {
	case operation == "StartQuery":
		return "log-groups"
	case service == "logs":
		return "insights"
	case operation == "Query" && target == ledger.OpenIndex:
		return "open-runs"
	case service == "dynamodb":
		return "table"
	}
	if queues[target] == "" {
		t.Errorf("%s on %q, which is no queue", operation, target)
	}
	return queues[target]
}
