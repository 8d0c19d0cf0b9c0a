package fleet_test

import (
	"math"
	"testing"
	"time"

	"github.com/fanlight/fanlight/pkg/sim/fleet"
)

func TestCounts_Dollars(t *testing.T) {
	t.Parallel()
	counts := fleet.Counts{
		Billed:      map[string]time.Duration{"worker": 1000 * time.Second, "reporter": 10 * time.Second},
		Invocations: map[string]int{"worker": 6, "reporter": 4},
		Calls:       map[fleet.Op]fleet.Calls{{"worker", "ReceiveMessage"}: {Made: 1000}, {"worker", "StartQuery"}: {Made: 1e6}},
		Units:       map[fleet.Write]fleet.Units{{"worker", "PutItem", "RESULT"}: {Write: 800, Read: 1600}},
	}
	memory := func(actor string) int { return map[string]int{"worker": 256, "reporter": 1024}[actor] }
	// 250 + 10 GB-s, ten invocations, 1,000 calls of SQS, the units, two schedules.
	want := 260*1.33334e-5 + 10*0.2e-6 + 1000*0.4e-6 + 800*0.625e-6 + 1600*0.125e-6 + 2*1e-6
	if got := counts.Dollars(2, memory); math.Abs(got-want) > 1e-9 {
		t.Errorf("%.9f dollars, want %.9f", got, want)
	}
}
