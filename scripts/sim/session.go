package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"
)

// session is one run of the program.
type session struct {
	options
	tally
	out, live io.Writer
	begun     time.Time
	stop      context.CancelFunc
}

func newSession(o options, out, live io.Writer) *session {
	return &session{options: o, out: out, live: live, begun: time.Now()}
}

// run runs the parts that were chosen, and prints how far it is while it does.
func (s *session) run(ctx context.Context) error {
	ctx, s.stop = context.WithCancel(ctx)
	defer s.stop()
	if s.budget > 0 {
		var over context.CancelFunc
		ctx, over = context.WithTimeout(ctx, s.budget)
		defer over()
	}
	defer s.printEvery(5 * time.Second)()
	for _, p := range s.parts {
		err := s.inTime(ctx, "the part "+p.name)
		if err == nil {
			err = p.run(ctx, s)
		}
		switch {
		case errors.Is(err, errEnough):
			return nil
		case err != nil:
			return fmt.Errorf("run the part %s: %w", p.name, err)
		}
	}
	return nil
}

// errEnough is returned by a part that goes on no further, although it is not done, in a
// session that is only to find a violation.
var errEnough = errors.New("the session has what it was to find, or had its time")

// inTime returns an error if the session ended before something was done.
func (s *session) inTime(ctx context.Context, what string) error {
	switch {
	case ctx.Err() == nil:
		return nil
	case s.untilViolation:
		return errEnough
	case errors.Is(ctx.Err(), context.DeadlineExceeded):
		return fmt.Errorf("the time was over before %s was done: want a longer -for than %s, or fewer -parts", what, s.budget)
	}
	return fmt.Errorf("interrupted before %s was done", what)
}

// printEvery prints the progress again and again, until the function that it returns is
// called.
func (s *session) printEvery(period time.Duration) (end func()) {
	ticker := time.NewTicker(period)
	done := make(chan struct{})
	go func() {
		for {
			select {
			case <-done:
				return
			case <-ticker.C:
				s.printProgress()
			}
		}
	}()
	return func() {
		ticker.Stop()
		close(done)
	}
}

func (s *session) printProgress() {
	fmt.Fprintln(s.live, s.progress(time.Since(s.begun)))
}

// violated prints a violation, and stops the session if it is to find only one.
func (s *session) violated(v violation) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.violations = append(s.violations, v)
	fmt.Fprintln(s.out, v.line())
	if s.untilViolation {
		s.stop()
	}
}

// conclude prints what the session went through. The last line sums up.
func (s *session) conclude() error {
	for _, line := range s.faultLines() {
		fmt.Fprintln(s.out, line)
	}
	if never := s.never(); s.seedsRun >= enough && len(never) > 0 {
		s.violated(violation{Part: "seeds", Rule: "faults", Detail: "these never happened: " + strings.Join(never, ", ")})
	}
	fmt.Fprintln(s.out, s.progress(time.Since(s.begun)))
	last := append(s.figures(), fmt.Sprintf("violations=%d%s", len(s.violations), s.knownFigure()))
	fmt.Fprintln(s.out, "sim: "+strings.Join(last, " "))
	if len(s.violations) > 0 {
		return errViolations
	}
	return nil
}
