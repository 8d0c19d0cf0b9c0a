package terraform_test

import (
	"encoding/json"
	"os"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/fanlight/fanlight/pkg/report"
	"github.com/fanlight/fanlight/pkg/stack"
)

// deployment is the module's deployment.json. Times are in seconds.
type deployment struct {
	Functions map[string]deployedFunction `json:"functions"`
	Queues    map[string]deployedQueue    `json:"queues"`
	Limits    limits                      `json:"limits"`

	MaxReceives         int `json:"max_receives"`
	DeadLetterRetention int `json:"dead_letter_retention"`
	Workers             int `json:"workers"`
	SweepMinutes        int `json:"sweep_minutes"`
}

// limits are those of one report.
type limits struct {
	Queries      int `json:"queries"`
	Destinations int `json:"destinations"`
	Bytes        int `json:"bytes"`
}

type deployedFunction struct {
	Timeout int `json:"timeout"`
}

type deployedQueue struct {
	Function   string `json:"function"`
	Visibility int    `json:"visibility"`
	Batch      int    `json:"batch"`
}

// TestDeploymentIsThatOfTheStack compares what Terraform deploys with the table
// that the programs, the stand-in and the simulator go by.
func TestDeploymentIsThatOfTheStack(t *testing.T) {
	t.Parallel()
	data, err := os.ReadFile("modules/fanlight/deployment.json")
	if err != nil {
		t.Fatal(err)
	}
	var deployed deployment
	if err := json.Unmarshal(data, &deployed); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(ofStack(), deployed); diff != "" {
		t.Errorf("deployment.json (-pkg/stack +Terraform):\n%s", diff)
	}
}

func ofStack() deployment {
	d := deployment{
		Functions: map[string]deployedFunction{}, Queues: map[string]deployedQueue{},
		Limits: limits{report.MaxQueries, report.MaxDestinations, report.MaxDefinition}, MaxReceives: stack.MaxReceives,
		DeadLetterRetention: inSeconds(stack.DeadLetterRetention), Workers: stack.Workers,
		SweepMinutes: int(stack.SweepInterval / time.Minute),
	}
	for _, f := range stack.Functions {
		d.Functions[string(f)] = deployedFunction{Timeout: inSeconds(f.Timeout())}
	}
	for _, q := range stack.Queues {
		d.Queues[string(q)] = deployedQueue{Function: string(q.Function()), Visibility: inSeconds(q.Visibility()), Batch: q.BatchSize()}
	}
	return d
}

func inSeconds(d time.Duration) int { return int(d / time.Second) }
