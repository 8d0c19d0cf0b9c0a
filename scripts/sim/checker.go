package main

import (
	"context"
	"fmt"

	"github.com/fanlight/fanlight/pkg/sim"
	"github.com/fanlight/fanlight/pkg/sim/checker"
)

// writtenEvery is of how many histories one is also judged as it is written.
const writtenEvery = 10

// check lets the checker judge the histories of half as many seeds, whatever the oracle
// finds in them: each as it happens, and one in ten by way of JSON, too.
func check(ctx context.Context, s *session) error {
	s.each(ctx, span{s.first, max(s.seeds/2, 1)}, func(seed uint64) {
		_, findings := sim.Judge(seed, unjudged())
		s.judged(seed, findings)
		if (seed-s.first)%writtenEvery == 0 {
			s.judgeWritten(seed, findings)
		}
	})
	return nil
}

// unjudged leaves the verdict to the checker.
func unjudged() sim.Options { return sim.Options{Queries: sim.Few, Unjudged: true} }

// judged counts a history, and reports the first rule that the checker found broken.
func (s *session) judged(seed uint64, findings []checker.Finding) {
	s.mu.Lock()
	s.histories++
	s.mu.Unlock()
	if len(findings) > 0 {
		first := findings[0]
		s.violated(violation{Part: "checker", Seed: seed, Rule: first.Rule, Detail: first.String(), Again: again(seed, sim.Few)})
	}
}

// judgeWritten judges a history by way of JSON. The verdict must be the one of the history as
// it happened.
func (s *session) judgeWritten(seed uint64, direct []checker.Finding) {
	_, written, err := sim.JudgeWritten(seed, unjudged())
	s.mu.Lock()
	s.written++
	s.mu.Unlock()
	if differs := difference(direct, written, err); differs != "" {
		s.violated(violation{Part: "checker", Seed: seed, Rule: "written", Detail: differs, Again: again(seed, sim.Few)})
	}
}

// difference says how the verdict on a written history differs, or nothing.
func difference(direct, written []checker.Finding, err error) string {
	switch {
	case err != nil:
		return fmt.Sprintf("the written history cannot be judged: %v", err)
	case fmt.Sprint(direct) != fmt.Sprint(written):
		return fmt.Sprintf("judged as it happened: %v; as it is written: %v", direct, written)
	}
	return ""
}
