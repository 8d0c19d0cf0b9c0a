package main

import (
	"context"

	"github.com/fanlight/fanlight/pkg/sim"
)

// check lets the checker judge the histories of half as many seeds, whatever the oracle
// finds in them.
func check(ctx context.Context, s *session) error {
	s.each(ctx, span{s.first, max(s.seeds/2, 1)}, func(seed uint64) {
		_, findings := sim.Judge(seed, sim.Options{Queries: sim.Few, Unjudged: true})
		s.mu.Lock()
		s.histories++
		s.mu.Unlock()
		if len(findings) > 0 {
			first := findings[0]
			s.violated(violation{Part: "checker", Seed: seed, Rule: first.Rule, Detail: first.String(), Again: again(seed, sim.Few)})
		}
	})
	return nil
}
