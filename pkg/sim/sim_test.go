package sim

import (
	"fmt"
	"os"
	"runtime"
	"runtime/debug"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
)

// setting reads a number from the environment.
func setting(name string, otherwise int) int {
	if n, err := strconv.Atoi(os.Getenv(name)); err == nil {
		return n
	}
	return otherwise
}

// seeds is how many seeds a test runs: FANLIGHT_SIM_SEEDS, else few, because the race detector is slow.
func seeds() int { return setting("FANLIGHT_SIM_SEEDS", 300) }

// enough skips what takes thousands of seeds, unless they are asked for.
func enough(t *testing.T) {
	t.Helper()
	if seeds() < 1000 {
		t.Skip("takes FANLIGHT_SIM_SEEDS=1000 or more")
	}
}

// each runs n seeds, the first being FANLIGHT_SIM_FIRST or 1, on all processors until one fails, and gives
// the reports in no order.
func each(n int, o Options, see func(*Result)) {
	first := uint64(setting("FANLIGHT_SIM_FIRST", 1))
	var next atomic.Int64
	var mu sync.Mutex
	var all sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		all.Go(func() {
			for {
				taken := next.Add(1)
				if taken > int64(n) {
					return
				}
				r := Run(first+uint64(taken-1), o)
				mu.Lock()
				see(r)
				if len(r.Violations) > 0 {
					next.Store(int64(n))
				}
				mu.Unlock()
			}
		})
	}
	all.Wait()
}

// known are the holes that are yet to be closed.
var known = map[Rule]string{}

// fail tells how to see a world again, and what happened last in it.
func fail(t *testing.T, r *Result, o Options) {
	t.Helper()
	again := fmt.Sprintf("SEED=%d", r.Seed)
	if o.Queries != Few {
		again += fmt.Sprintf(" QUERIES=%d", o.Queries)
	}
	t.Errorf("%s go test ./pkg/sim -run TestSeeds\n%v\n%s", again, r.Violations, strings.Join(r.Tail, "\n"))
}

// TestSeeds runs reports of up to three queries. SEED shows the whole trace of one seed instead.
func TestSeeds(t *testing.T) {
	o := Options{Queries: Few, Known: known}
	if seed := setting("SEED", 0); seed > 0 {
		o.Queries = setting("QUERIES", Few)
		replay(t, uint64(seed), o)
		return
	}
	var total Counts
	var calls int
	each(seeds(), o, func(r *Result) {
		total.Add(r.Faults)
		calls += r.Calls
		if len(r.Violations) > 0 {
			fail(t, r, o)
		}
	})
	t.Logf("%d seeds, %d calls", seeds(), calls)
	for _, f := range Faults() {
		t.Logf("%8d %s", total[f], f)
	}
}

func replay(t *testing.T, seed uint64, o Options) {
	t.Log("\n" + strings.Join(Trace(seed, o), "\n"))
	if r := Run(seed, o); len(r.Violations) > 0 {
		t.Error(r.Violations)
	}
}

func TestMain(m *testing.M) {
	debug.SetGCPercent(800) // worlds are small and many
	os.Exit(m.Run())
}

// TestDeterminism runs seeds twice in a row on any number of processors: the trace is the same.
func TestDeterminism(t *testing.T) {
	hashes := map[uint64]uint64{}
	for _, processors := range []int{1, 1, 2, 8} {
		before := runtime.GOMAXPROCS(processors)
		each(min(seeds(), 1000)/5, Options{Queries: Few, Known: known}, func(r *Result) {
			if first, seen := hashes[r.Seed]; seen && first != r.Hash {
				t.Errorf("seed %d with %d processors: trace %x, before it was %x", r.Seed, processors, r.Hash, first)
			}
			hashes[r.Seed] = r.Hash
		})
		runtime.GOMAXPROCS(before)
	}
}

// TestFaultsOccur holds that no kind of fault is dead code.
func TestFaultsOccur(t *testing.T) {
	enough(t)
	var total Counts
	each(1500, Options{Queries: Few, Known: known}, func(r *Result) { total.Add(r.Faults) })
	for _, f := range Faults() {
		if total[f] == 0 {
			t.Errorf("%s never occurred", f)
		}
	}
}

// TestWide runs reports that fill shards and cross their borders.
func TestWide(t *testing.T) {
	for _, queries := range []int{9, 15, 16, 17, 40} {
		o := Options{Queries: queries, Known: known}
		each(max(seeds()/100, 10), o, func(r *Result) {
			if len(r.Violations) > 0 {
				fail(t, r, o)
			}
		})
	}
}

// TestCalm runs worlds in which nothing goes wrong: each ends sent, with every query answered once.
func TestCalm(t *testing.T) {
	o := Options{Queries: Few, FaultFree: true}
	each(100, o, func(r *Result) {
		if len(r.Violations) > 0 {
			fail(t, r, o)
		}
	})
}
