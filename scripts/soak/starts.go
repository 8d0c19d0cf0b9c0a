package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/lambda"

	"github.com/fanlight/fanlight/pkg/fanlight"
)

// starts are the runs that were accepted: their start was answered. It is safe for concurrent use.
type starts struct {
	mu       sync.Mutex
	accepted []string
	refused  int // answers that were none, or errors
}

func (s *starts) add(run string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.accepted = append(s.accepted, run)
}

func (s *starts) all() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clip(s.accepted)
}

// callers is how many starts are under way at most.
const callers = 4

// startRuns starts runs at the plan's rate until ctx ends: each until it is accepted. What is late because the
// stack was down is caught up with.
func (s *stack) startRuns(ctx context.Context) {
	var all sync.WaitGroup
	turns := make(chan int)
	for range callers {
		all.Go(func() {
			for n := range turns {
				s.startOne(ctx, n)
			}
		})
	}
	began, every := time.Now(), time.Minute/time.Duration(s.plan.rate)
	for n := 0; sleep(ctx, time.Until(began.Add(time.Duration(n)*every))) == nil; n++ {
		turns <- n
	}
	close(turns)
	all.Wait()
}

// startOne starts a run: one in twenty by the command line.
func (s *stack) startOne(ctx context.Context, n int) {
	report := fmt.Sprintf(loadName, n%loads)
	if n%20 == 7 {
		s.startByCommand(ctx, report)
		return
	}
	s.startByAPI(ctx, report)
}

// startByAPI invokes the dispatcher until it answers.
func (s *stack) startByAPI(ctx context.Context, report string) {
	command := fanlight.Command{Action: fanlight.ActionStart, Report: report, ScheduledTime: time.Now().UTC().Truncate(time.Minute), Suffix: suffix()}
	for ctx.Err() == nil {
		run, err := s.invoke(ctx, command)
		if err == nil {
			s.starts.add(run)
			return
		}
		s.starts.fail()
		_ = sleep(ctx, 500*time.Millisecond) // the loop ends with ctx
	}
}

func (s *starts) fail() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.refused++
}

func suffix() string { return fmt.Sprintf("%06x", rand.IntN(1<<24)) }

func (s *stack) invoke(ctx context.Context, command fanlight.Command) (run string, err error) {
	payload, err := json.Marshal(command)
	if err != nil {
		return "", err
	}
	limited, cancel := context.WithTimeout(ctx, time.Minute)
	defer cancel()
	out, err := s.lambda.Invoke(limited, &lambda.InvokeInput{FunctionName: aws.String("fanlight-dispatcher"), Payload: payload})
	if err != nil {
		return "", err
	}
	var answer fanlight.Answer
	if err := json.Unmarshal(out.Payload, &answer); err != nil {
		return "", err
	}
	if out.FunctionError != nil || answer.Refused != "" {
		return "", errors.New(string(out.Payload))
	}
	return string(answer.Run), nil
}

// startByCommand runs `fanlight start`. If that fails the run may exist: then it has to end as any other.
func (s *stack) startByCommand(ctx context.Context, report string) {
	out, err := s.command(ctx, "start", report)
	if err != nil {
		s.starts.fail()
		return
	}
	s.starts.add(strings.TrimSpace(out))
}

// command runs a command of the program and returns what it prints.
func (s *stack) command(ctx context.Context, args ...string) (string, error) {
	c := exec.CommandContext(ctx, filepath.Join(s.folder, "fanlight"), args...)
	c.Env = s.environment()
	out, err := c.Output()
	if exit, ok := errors.AsType[*exec.ExitError](err); ok {
		err = fmt.Errorf("fanlight %s: %w: %s", strings.Join(args, " "), err, exit.Stderr)
	}
	return string(out), err
}

// sleep waits for a time, or returns the error of ctx.
func sleep(ctx context.Context, d time.Duration) error {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-timer.C:
		return nil
	}
}

// count returns how many starts had no answer, or an error.
func (s *starts) count() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.refused
}
