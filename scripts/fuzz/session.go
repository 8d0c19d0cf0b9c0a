package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"sync"
	"time"

	"github.com/fanlight/fanlight/scripts/record"
)

// session is one run of the program.
type session struct {
	options
	out      io.Writer
	commit   string
	all      []target
	contents map[string]string // of the targets' packages, by their folders
	fuzz     func(context.Context, target, time.Duration) (outcome, error)

	mu       sync.Mutex
	done     []done
	findings int
}

func newSession(ctx context.Context, o options, out io.Writer) (s *session, err error) {
	s = &session{options: o, out: out, fuzz: o.execute}
	root, err := os.Getwd()
	if err != nil {
		return nil, err
	}
	packages, err := list(ctx)
	if err != nil {
		return nil, err
	}
	if s.all, err = targets(root, packages); err != nil {
		return nil, err
	}
	if s.contents, err = contents(root, packages, s.all); err != nil {
		return nil, err
	}
	if s.commit, err = record.Commit(ctx); err != nil {
		return nil, fmt.Errorf("find the commit that the targets are recorded with: %w", err)
	}
	if s.done, err = readDone(s.record); err == nil && s.more {
		slices.SortStableFunc(s.all, func(a, b target) int { return cmp.Compare(s.before(a).time, s.before(b).time) })
	}
	return s, err
}

// run goes through the targets, some at once, until all are done or the context ends.
func (s *session) run(ctx context.Context) error {
	ctx, stop := context.WithCancelCause(ctx)
	defer stop(nil)
	next := make(chan target)
	var all sync.WaitGroup
	for range s.jobs {
		all.Go(func() {
			for t := range next {
				if err := s.one(ctx, t); err != nil {
					stop(err)
				}
			}
		})
	}
	for _, t := range s.all {
		select {
		case next <- t:
		case <-ctx.Done():
		}
	}
	close(next)
	all.Wait()
	if err := context.Cause(ctx); err != nil && !errors.Is(err, context.Canceled) {
		return err
	}
	if ctx.Err() != nil {
		return errors.New("interrupted: run it again to go on")
	}
	return nil
}

// one fuzzes a target for the time that the list lacks, or for more.
func (s *session) one(ctx context.Context, t target) error {
	left := s.time
	if !s.more {
		left -= s.before(t).time
	}
	if left <= 0 {
		return nil
	}
	found, err := s.fuzz(ctx, t, left)
	if err != nil {
		return err
	}
	return s.take(done{
		target: t, time: left, executions: found.executions,
		content: s.contents[t.folder], commit: s.commit, date: time.Now().UTC().Format(time.DateOnly),
	}, found.finding)
}

// before returns what the list has of a target as it is now.
func (s *session) before(t target) done {
	s.mu.Lock()
	defer s.mu.Unlock()
	return of(s.done, t, s.contents[t.folder])
}

// take prints what came of a target, and puts it on the list, unless it is to be mended.
func (s *session) take(d done, finding string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if finding != "" {
		s.findings++
		fmt.Fprintf(s.out, "%s: a finding\n%s\n", d.target, finding)
		return nil
	}
	fmt.Fprintf(s.out, "%s: %s, %d executions\n", d.target, d.time, d.executions)
	s.done = with(s.done, d)
	return writeDone(s.record, s.done)
}

// conclude prints the last line: what the list has of the targets as they are now.
func (s *session) conclude() error {
	targets, executions := 0, int64(0)
	for _, t := range s.all {
		d := s.before(t)
		if executions += d.executions; d.time >= s.time {
			targets++
		}
	}
	bytes, err := corpus(s.all)
	if err != nil {
		return err
	}
	fmt.Fprintf(s.out, "fuzz: targets=%d/%d executions=%d findings=%d corpus_kb=%d\n", targets, len(s.all), executions, s.findings, (bytes+1023)/1024)
	if s.findings > 0 {
		return errFindings
	}
	return nil
}
