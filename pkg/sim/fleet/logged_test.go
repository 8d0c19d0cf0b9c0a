package fleet_test

import (
	"testing"

	"github.com/fanlight/fanlight/pkg/sim/fleet"
)

func TestCounts_AllLogged(t *testing.T) {
	t.Parallel()
	logged := func(queries int, log bool) int {
		s := fleet.New(queries, 1)
		s.Log = log
		editions, err := fleet.Measure(s)
		if err != nil {
			t.Fatal(err)
		}
		return editions[0].AllLogged()
	}
	three, hundred := logged(3, true), logged(100, true)
	if off := logged(3, false); off != 0 || three < 3000 || hundred-three < 97*200 || hundred-three > 97*1500 {
		t.Errorf("logged %d bytes without being asked, %d of 3 queries, %d of 100; want a few hundred bytes a query", off, three, hundred)
	}
	t.Logf("3 queries: %d bytes, 100: %d", three, hundred)
}
