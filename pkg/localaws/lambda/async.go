package lambda

import (
	"cmp"
	"context"
	"errors"
	"sync"
	"time"
)

// Retries are the settings for asynchronous invocations that fail. The zero
// value is AWS's default
// (docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html):
// two more tries after function errors, one minute and two minutes later; an
// invocation that cannot be run is tried again for six hours, after one second
// at first and after at most five minutes.
type Retries struct {
	None   bool            // no second try after a function error
	Delays []time.Duration // before each further try after a function error
	MaxAge time.Duration   // of an event; an older one is given up
}

func (r Retries) withDefaults() Retries {
	if r.Delays == nil && !r.None {
		r.Delays = []time.Duration{time.Minute, 2 * time.Minute}
	}
	r.MaxAge = cmp.Or(r.MaxAge, 6*time.Hour)
	return r
}

const (
	firstBackoff = time.Second
	lastBackoff  = 5 * time.Minute
)

// event is an asynchronous invocation. All its tries have the same request ID.
type event struct {
	function  *function
	requestID string
	payload   []byte
	accepted  time.Time
	tries     int // of which the function ran
	last      attempt
}

// attempt is the result of a try.
type attempt struct {
	result        []byte
	functionError string
}

func (s *Service) accept(e *event) {
	e.accepted = time.Now()
	if s.options.Accepted != nil {
		s.options.Accepted(Accepted{e.function.name, e.requestID, e.payload, e.accepted})
	}
	s.enqueue(e)
}

func (s *Service) enqueue(e *event) {
	s.mu.Lock()
	s.accepted = append(s.accepted, e)
	s.mu.Unlock()
	select {
	case s.arrived <- struct{}{}:
	default: // the token is there already
	}
}

// Run runs asynchronous invocations until ctx ends, and returns nil when those
// under way have returned. Invocations that wait for another try are dropped
// then.
func (s *Service) Run(ctx context.Context) error {
	var events sync.WaitGroup
	defer events.Wait()
	for {
		for _, e := range s.takeAccepted() {
			events.Go(func() {
				if s.settle(ctx, e); ctx.Err() == nil && s.options.Ended != nil {
					s.options.Ended(e.requestID)
				}
			})
		}
		select {
		case <-ctx.Done():
			return nil
		case <-s.arrived:
		}
	}
}

func (s *Service) takeAccepted() []*event {
	s.mu.Lock()
	defer s.mu.Unlock()
	taken := s.accepted
	s.accepted = nil
	return taken
}

// settle tries an event until the function succeeds, the event is given up, or
// ctx ends.
func (s *Service) settle(ctx context.Context, e *event) {
	for {
		if err := s.try(ctx, e); err != nil {
			s.giveUp(ctx, e, conditionEventAgeExceeded)
			return
		}
		if e.last.functionError == "" {
			return
		}
		if e.tries > len(e.function.Retries.Delays) {
			s.giveUp(ctx, e, conditionRetriesExhausted)
			return
		}
		if err := e.wait(ctx, e.function.Retries.Delays[e.tries-1]); err != nil {
			s.giveUp(ctx, e, conditionEventAgeExceeded)
			return
		}
	}
}

// try runs the function once. While the function cannot be run, it waits; that
// counts as no try. It returns an error if ctx ends or the event gets too old.
func (s *Service) try(ctx context.Context, e *event) error {
	backoff := firstBackoff
	for {
		result, functionError, err := s.run(ctx, e.function, e.requestID, e.payload)
		if err == nil {
			e.tries++
			e.last = attempt{result, functionError}
			return nil
		}
		if err := e.wait(ctx, backoff); err != nil {
			return err
		}
		backoff = min(2*backoff, lastBackoff)
	}
}

// wait pauses for d, or returns errTooOld if the event would be too old then.
func (e *event) wait(ctx context.Context, d time.Duration) error {
	if time.Since(e.accepted)+d > e.function.Retries.MaxAge {
		return errTooOld
	}
	return pause(ctx, d)
}

var errTooOld = errors.New("the event is too old")

// pause waits for d, or returns ctx's error if ctx ends first.
func pause(ctx context.Context, d time.Duration) error {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-timer.C:
		return nil
	}
}
