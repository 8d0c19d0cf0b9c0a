package main

import (
	"context"
	"fmt"
	"io"
	"strings"
	"sync"
	"sync/atomic"

	"github.com/fanlight/fanlight/pkg/sim"
)

// span is a range of seeds.
type span struct{ first, n uint64 }

func (s span) last() uint64 { return s.first + s.n - 1 }

// seeds runs reports of up to three queries: the next portion of the record, or the range
// that turns, and then the one of the command line, which a budget of time may cut.
func seeds(ctx context.Context, s *session) error {
	if s.portion > 0 {
		return s.runPortion(ctx)
	}
	if s.turning > 0 {
		if err := s.runTurning(ctx); err != nil {
			return err
		}
	}
	if n := s.runSpan(ctx, "seeds", span{s.first, s.seeds}, few); n < s.seeds {
		fmt.Fprintf(s.out, "%d of %d seeds from %d fit into the time\n", n, s.seeds, s.first)
	}
	return nil
}

// few lets the seed draw the number of queries.
func few(uint64) int { return sim.Few }

// wide runs reports of 4 to 40 queries, which fill shards and cross their borders: a
// hundredth of the seeds.
func wide(ctx context.Context, s *session) error {
	s.runSpan(ctx, "wide", span{s.first, max(s.seeds/100, 1)}, func(seed uint64) int { return 4 + int(seed%37) })
	return nil
}

// runSpan runs seeds on all workers, and reports their violations. It returns how many
// were run: fewer than all if the context ends.
func (s *session) runSpan(ctx context.Context, part string, of span, queries func(seed uint64) int) (done uint64) {
	return s.each(ctx, of, func(seed uint64) {
		n := queries(seed)
		r := simulated(seed, n)
		s.ran(r)
		if len(r.Violations) > 0 {
			s.violated(violationOf(part, r, n))
		}
	})
}

// simulated runs a seed. A panic of the actors is a violation.
func simulated(seed uint64, queries int) (r *sim.Result) {
	defer func() {
		if v := recover(); v != nil {
			r = &sim.Result{Seed: seed, Violations: []sim.Violation{{Rule: "panic", Detail: fmt.Sprint(v)}}}
		}
	}()
	return sim.Run(seed, sim.Options{Queries: queries})
}

// each calls do with each seed of a span, one after the other on each worker, until the
// context ends. It returns how many calls there were: those of the first seeds.
func (s *session) each(ctx context.Context, of span, do func(seed uint64)) (done uint64) {
	var next atomic.Uint64
	var all sync.WaitGroup
	for range s.workers {
		all.Go(func() {
			for ctx.Err() == nil {
				n := next.Add(1)
				if n > of.n {
					return
				}
				do(of.first + n - 1)
			}
		})
	}
	all.Wait()
	return min(next.Load(), of.n)
}

// again returns the command that repeats a seed.
func again(seed uint64, queries int) string {
	command := fmt.Sprintf("go run ./scripts/sim -seed %d", seed)
	if queries != sim.Few {
		command += fmt.Sprintf(" -queries %d", queries)
	}
	return command
}

// replay runs one seed and prints its trace.
func replay(o options, out io.Writer) error {
	s := newSession(o, out, io.Discard)
	s.stop = func() {}
	with := sim.Options{Queries: o.queries}
	fmt.Fprintln(out, strings.Join(sim.Trace(o.seed, with), "\n"))
	r := sim.Run(o.seed, with)
	s.ran(r)
	if len(r.Violations) > 0 {
		fmt.Fprintln(out, sim.Explain(o.seed, with))
		s.violated(violationOf("seeds", r, o.queries))
	}
	return s.conclude()
}
