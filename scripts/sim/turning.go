package main

import (
	"context"
	"fmt"
	"hash/fnv"
	"time"

	"github.com/fanlight/fanlight/scripts/record"
)

// The ranges that turn lie above all that portions get to.
const (
	turningFrom  = 1_000_000_000_000
	turningEvery = 1_000_000 // more than one of them is long
	turnings     = 1_000_000
)

// turningSpan returns n seeds of the range of a commit.
func turningSpan(commit string, n uint64) span {
	h := fnv.New64a()
	_, _ = h.Write([]byte(commit)) // a hash.Hash never fails
	return span{turningFrom + h.Sum64()%turnings*turningEvery, min(n, turningEvery)}
}

// runTurning runs the range that turns with the commit. A violation there is kept, and
// fails the session only if the seed passes on the parent commit: else it was found by
// chance, and is of an earlier change.
func (s *session) runTurning(ctx context.Context) error {
	commit, err := record.Commit(ctx)
	if err != nil {
		commit = time.Now().UTC().Format(time.DateOnly)
		fmt.Fprintf(s.out, "the range turns with the date, as there is no commit: %v\n", err)
	}
	of := turningSpan(commit, s.turning)
	found := len(s.violations)
	of.n = s.runSpan(ctx, "seeds", of, few)
	fmt.Fprintf(s.out, "turning range of %s: %d seeds from %d\n", commit, of.n, of.first)
	return s.judge(context.WithoutCancel(ctx), found)
}

// judge keeps the violations from the given one on, and takes away those that the parent
// commit has, too.
func (s *session) judge(ctx context.Context, from int) error {
	fresh := s.violations[from:]
	if len(fresh) == 0 {
		return nil
	}
	if err := keep(s.kept, fresh, time.Now()); err != nil {
		return err
	}
	fmt.Fprintf(s.out, "kept in %s: %d seeds\n", s.kept, len(fresh))
	parent, err := parentOf(ctx)
	if err != nil {
		fmt.Fprintf(s.out, "not run on the parent commit, as there is none: %v\n", err)
		return nil
	}
	folder, remove, err := worktree(ctx, parent)
	if err != nil {
		return fmt.Errorf("check out the parent commit %s: %w", parent, err)
	}
	defer remove()
	s.violations, err = s.passing(ctx, s.violations[:from:from], fresh, folder, parent)
	return err
}

// passing appends to old what of fresh passes on the parent commit.
func (s *session) passing(ctx context.Context, old, fresh []violation, folder, parent string) ([]violation, error) {
	for _, v := range fresh {
		passed, err := passes(ctx, folder, v.Seed)
		switch {
		case err != nil:
			return nil, err
		case passed:
			fmt.Fprintf(s.out, "seed %d passes on the parent commit %s\n", v.Seed, parent)
			old = append(old, v)
		default:
			fmt.Fprintf(s.out, "seed %d fails on the parent commit %s, too\n", v.Seed, parent)
			s.known++
		}
	}
	return old, nil
}
