package main

import (
	"context"
	"fmt"
	"slices"

	"github.com/fanlight/fanlight/pkg/sim"
)

// crash kills the invocations of a report's life at every point, alone and in pairs: for
// reports of one to three queries, in pairs for the narrow ones only unless it is thorough.
func crash(ctx context.Context, s *session) error {
	for queries := 1; queries <= 3; queries++ {
		found := sim.CrashPoints(ctx, queries, queries == 1 || s.thorough)
		s.mu.Lock()
		s.crashPoints += found.Points
		s.states += found.States
		s.mu.Unlock()
		fmt.Fprintln(s.out, found)
		what := fmt.Sprintf("crash points of %d queries", queries)
		if err := s.explored(ctx, "crash", what, found.Complete, found.Failure); err != nil {
			return err
		}
	}
	return nil
}

// scopes explores every order of calls in each scope, with one crash, or two if it is
// thorough. A scope that is not complete is a violation.
func scopes(ctx context.Context, s *session) error {
	crashes := 1
	if s.thorough {
		crashes = 2
	}
	all := slices.DeleteFunc(sim.Scopes(), func(one sim.Scope) bool { return s.scope != "" && one.Name != s.scope })
	s.scopes = len(all)
	for _, one := range all {
		found := one.Explore(ctx, crashes)
		s.mu.Lock()
		s.states += found.States
		if found.Complete {
			s.complete++
		}
		s.mu.Unlock()
		fmt.Fprintln(s.out, found)
		if err := s.explored(ctx, "scopes", "scope "+one.Name, found.Complete, found.Failure); err != nil {
			return err
		}
	}
	return nil
}

// explored reports what an exploration violates, or that it is not complete. It returns an
// error if that is so because the time was over.
func (s *session) explored(ctx context.Context, part, what string, complete bool, failure *sim.Failure) error {
	switch {
	case failure != nil && len(failure.Violations) > 0:
		first := failure.Violations[0]
		s.violated(violation{Part: part, Decisions: failure.Decisions, Rule: string(first.Rule), Detail: what + ": " + first.Detail})
	case complete:
	case ctx.Err() == nil:
		s.violated(violation{Part: part, Rule: "complete", Detail: what + " is not explored completely"})
	}
	return s.inTime(ctx, what)
}
