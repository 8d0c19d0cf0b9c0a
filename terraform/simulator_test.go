package terraform_test

import (
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/insights"
	"github.com/fanlight/fanlight/pkg/ledger"
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

// seeds is how many seeds' traces are read: every call occurs in them.
const seeds = 200

// queriesOfSeeds are numbers of queries, which the seeds take in turn. Only a run of more than one
// shard is asked whether all of them are full (rule S3).
var queriesOfSeeds = []int{sim.Few, 2*fanlight.ShardSize + 1}

// callsInTheSimulator reads the simulator's traces: the calls of each function, which
// functions deliver, and the partitions that each writes to. Every operation of the seam
// occurs in them, or they prove nothing.
func callsInTheSimulator(t *testing.T) (called map[string]grants, delivers map[string]bool, written partitions) {
	t.Helper()
	called, delivers, written = map[string]grants{}, map[string]bool{}, partitions{}
	services, missing := seam(), seam()
	for seed := range uint64(seeds) {
		queries := queriesOfSeeds[seed%uint64(len(queriesOfSeeds))]
		for _, line := range sim.Trace(seed+1, sim.Options{Queries: queries}) {
			function, operation, target := parse(line)
			service, known := services[operation]
			switch {
			case operation == delivery:
				delivers[function] = true
			case known:
				delete(missing, operation)
				written.note(function, line)
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
	return called, delivers, written
}

// janitorDelivers lets a janitor give up a run that no reporter takes, which
// hardly ever happens in the simulator: it notifies the report's owner.
func janitorDelivers(t *testing.T) bool {
	t.Helper()
	r := sim.Report(1)
	owner := sim.Destination("owner")
	r.Owner = &owner
	h := sim.NewHarness(t, r)
	h.Start()
	for end := h.Clock.Now().Add(3 * time.Hour); h.Clock.Now().Before(end); h.Clock.Advance(time.Minute) {
		h.Sweep()
	}
	return len(h.Sender.To(owner.Name)) > 0
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

// resource is the module's word for what an operation was done to.
func resource(t *testing.T, service, operation, target string) string {
	t.Helper()
	switch {
	case operation == "StartQuery" || operation == "GetQueryResults":
		return "log-groups" // CloudWatch Logs compares these two with log groups, StopQuery and DescribeQueries with none
	case service == "logs":
		return "insights"
	case operation == "Query" && target == ledger.OpenIndex:
		return "open-runs"
	case service == "dynamodb" && writes[operation]:
		return "items"
	case service == "dynamodb":
		return "table"
	}
	_, queue, named := strings.Cut(target, "-") // after the stack's name
	if !named {
		t.Errorf("%s on %q: want the name of a queue", operation, target)
	}
	return queue
}
