//go:build !race

package fleet_test

import (
	"testing"

	"github.com/fanlight/fanlight/pkg/sim/fleet"
)

func TestPerQueryBilled(t *testing.T) {
	t.Parallel()
	billed, err := fleet.PerQueryBilled()
	if err != nil {
		t.Fatal(err)
	}
	if billed.Seconds() < 11.5 || billed.Seconds() > 12.5 { // a mean run time of 10.3 s, half an interval, the calls, the boot
		t.Errorf("%s billed a query, want about 12 s", billed)
	}
}
