package sim

import (
	"fmt"
	"os"
	"runtime"
	"runtime/debug"
	"slices"
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

// seeds returns how many seeds a test runs: FANLIGHT_SIM_SEEDS, by default few,
// because the race detector is slow.
func seeds() int { return setting("FANLIGHT_SIM_SEEDS", 150) }

// requireManySeeds skips a test that takes thousands of seeds, unless they are
// asked for.
func requireManySeeds(t *testing.T) {
	t.Helper()
	if seeds() < 1000 {
		t.Skip("takes FANLIGHT_SIM_SEEDS=1000 or more")
	}
}

// each runs n seeds, from FANLIGHT_SIM_FIRST, by default 1, on all processors
// until one fails. It calls see with one result after the other, in no order.
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

// fail reports a seed's violations, the command that repeats it, and its trace's end.
func fail(t *testing.T, r *Result, o Options) {
	t.Helper()
	again := fmt.Sprintf("SEED=%d", r.Seed)
	if o.Queries != Few {
		again += fmt.Sprintf(" QUERIES=%d", o.Queries)
	}
	t.Errorf("%s go test ./pkg/sim -run TestSeeds\n%v\n%s", again, r.Violations, strings.Join(r.Tail, "\n"))
}

// TestSeeds runs reports of up to three queries. With SEED it logs the whole trace of one. In
// as many seeds as planted bugs are looked for, each kind of fault occurs.
func TestSeeds(t *testing.T) {
	o := Options{Queries: Few}
	if seed := setting("SEED", 0); seed > 0 {
		o.Queries = setting("QUERIES", Few)
		replay(t, uint64(seed), o)
		return
	}
	var total Counts
	each(seeds(), o, func(r *Result) {
		total.Add(r.Faults)
		if len(r.Violations) > 0 {
			fail(t, r, o)
		}
	})
	if seeds() >= bugBudget {
		everyFault(t, total)
	}
}

func replay(t *testing.T, seed uint64, o Options) {
	t.Log("\n" + strings.Join(Trace(seed, o), "\n"))
	if r := Run(seed, o); len(r.Violations) > 0 {
		t.Error(r.Violations)
	}
}

func TestMain(m *testing.M) {
	debug.SetGCPercent(800) // simulations are small and many
	os.Exit(m.Run())
}

// TestRun_fault_free runs simulations in which nothing goes wrong: each run ends
// sent, with every query answered once.
func TestRun_fault_free(t *testing.T) {
	o := Options{Queries: Few, FaultFree: true}
	each(100, o, func(r *Result) {
		if len(r.Violations) > 0 {
			fail(t, r, o)
		}
	})
}

// TestRun_shuffled runs wide reports in queues that keep no order, so that a worker that
// takes over from a worker gets other messages than those of the queries that run:
// no more run than the settings say.
func TestRun_shuffled(t *testing.T) {
	t.Parallel()
	o := Options{Queries: 40, FaultFree: true, shuffled: true}
	each(max(seeds()/100, 10), o, func(r *Result) {
		if len(r.Violations) > 0 {
			fail(t, r, o)
		}
	})
}

func TestTrace(t *testing.T) {
	t.Parallel()
	const seed = 17
	o := Options{Queries: Few}
	lines := Trace(seed, o)
	if !slices.Equal(lines, Trace(seed, o)) || len(lines) < Run(seed, o).Calls {
		t.Errorf("two traces of seed %d differ, or %d lines are not all", seed, len(lines))
	}
}

func TestViolation_String(t *testing.T) {
	t.Parallel()
	if got := (Violation{Rule: "S2", Detail: "twice"}).String(); got != "S2: twice" {
		t.Errorf("got %q", got)
	}
}
