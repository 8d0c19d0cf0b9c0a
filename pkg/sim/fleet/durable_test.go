package fleet_test

import (
	"testing"

	"github.com/fanlight/fanlight/pkg/sim/fleet"
)

// TestEdition_Operations counts a checkpoint for each step of a branch, and pays for no invocation while
// all branches wait.
func TestEdition_Operations(t *testing.T) {
	t.Parallel()
	const queries = 3
	e, err := fleet.Durable.Measure(fleet.New(queries, 1).WithWhole())
	if err != nil {
		t.Fatal(err)
	}
	looks := e.Of("GetQueryResults").Made
	if want := 2*queries + looks; e.Checkpoints() != want {
		t.Errorf("%d checkpoints, want %d: two for each branch, one before each look", e.Checkpoints(), want)
	}
	if least, most := e.Operations(); least != 3*queries+3 || most != least+looks {
		t.Errorf("%d to %d operations, want %d and the %d looks", least, most, 3*queries+3, looks)
	}
	if e.AllBilled() >= e.Makespan()/2 || e.AllInvocations() < 2 {
		t.Errorf("billed %s of %s, %d invocations: want none while all branches wait", e.AllBilled(), e.Makespan(), e.AllInvocations())
	}
}
