package main

import (
	"context"
	"fmt"
	"math/rand/v2"
	"sync"
	"time"
)

// How long the disk is full, and how long after its kill the program is started again.
const (
	full = 8 * time.Second
	down = time.Second
)

// run loads the stack until ctx ends, with all troubles.
func (s *stack) run(ctx context.Context) {
	var all sync.WaitGroup
	for _, part := range []func(context.Context){s.startRuns, s.startWide, s.killNowAndThen, s.fillNowAndThen, s.watch} {
		all.Go(func() { part(ctx) })
	}
	all.Wait()
}

// startWide starts the widest run after a fifth of the time, so that troubles strike it.
func (s *stack) startWide(ctx context.Context) {
	if s.plan.wide == 0 || sleep(ctx, s.plan.load/5) != nil {
		return
	}
	s.startByAPI(ctx, wideName)
}

// pause waits for a random time with a mean, at most three times that.
func pause(ctx context.Context, random *rand.Rand, mean time.Duration) error {
	return sleep(ctx, time.Duration(min(random.ExpFloat64(), 3)*float64(mean)))
}

// killNowAndThen kills the program at random times and starts it again, also with a full disk.
func (s *stack) killNowAndThen(ctx context.Context) {
	random := rand.New(rand.NewPCG(s.plan.seed, 3))
	for s.plan.kills > 0 && pause(ctx, random, s.plan.kills) == nil {
		if err := s.program.kill(); err != nil {
			s.note(err)
			continue
		}
		s.kills.Add(1)
		_ = sleep(ctx, down) // it starts again even if ctx has ended
		for s.begin(context.WithoutCancel(ctx)) != nil {
			_ = sleep(context.WithoutCancel(ctx), down) // the disk may be full
		}
	}
}

// fillNowAndThen fills the disk at random times for a while.
func (s *stack) fillNowAndThen(ctx context.Context) {
	for s.plan.fills > 0 && s.disk.why == "" && pause(ctx, s.random, s.plan.fills) == nil {
		if err := s.disk.fill(); err != nil {
			s.note(err)
			continue
		}
		s.filled.Add(1)
		_ = sleep(ctx, full) // it is emptied even if ctx has ended
		if err := s.disk.empty(); err != nil {
			s.note(err)
		}
	}
}

func (s *stack) note(err error) { fmt.Println("soak:", err) }

// The times between two samples, and between two lines of progress.
const (
	sampling = 2 * time.Second
	progress = 15
)

// watch takes samples until ctx ends, and prints how far the soak is now and then.
func (s *stack) watch(ctx context.Context) {
	began := time.Now()
	for n := 1; sleep(ctx, sampling) == nil; n++ {
		v, ok := s.sample()
		if ok {
			s.vitals.add(v)
		}
		if n%progress == 0 {
			fmt.Printf("soak: %4.0f s: %d runs accepted, %d editions delivered, %d starts without an answer, %d kills, %d times full, %d MB, %d files, %d MB on disk\n",
				time.Since(began).Seconds(), len(s.starts.all()), s.receiver.editions(), s.starts.count(), s.kills.Load(), s.filled.Load(), v.rss>>20, v.files, v.disk>>20)
		}
	}
}

// sample returns what the program takes now; ok is false while it does not run.
func (s *stack) sample() (v sample, ok bool) {
	pid, began := s.program.pid()
	if pid == 0 {
		return v, false
	}
	v = sample{life: int(s.lives.Load()), age: time.Since(began), runs: len(s.starts.all()), disk: s.disk.used()}
	var unread error
	if v.rss, unread = memory(pid); unread != nil {
		return v, false
	}
	v.files, unread = files(pid)
	return v, unread == nil
}
