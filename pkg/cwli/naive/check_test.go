package naive

import (
	"errors"
	"fmt"
	"strings"
	"testing"
)

// recorder is a test that keeps what it is given.
type recorder struct {
	testing.TB
	errors []string
}

func (r *recorder) Helper() {}

func (r *recorder) Logf(string, ...any) {}

func (r *recorder) Errorf(format string, args ...any) {
	r.errors = append(r.errors, fmt.Sprintf(format, args...))
}

// engine answers as the reference does under some rules.
func engine(rules rules) Run {
	return func(query string, events []Event) ([][]Field, error) {
		for _, c := range generated() {
			if c.Query == query {
				c.Events = events
				return c.answer(rules).rows, nil
			}
		}
		return nil, errors.New("not generated")
	}
}

func TestCheck(t *testing.T) {
	t.Parallel()
	r := &recorder{TB: t}
	if got, want := Check(r, engine(right()), 1, 20), (Tally{Agreed: 20}); got != want || len(r.errors) > 0 {
		t.Errorf("the reference itself: %+v, errors %q", got, r.errors)
	}
	none := func(string, []Event) ([][]Field, error) { return nil, fmt.Errorf("later: %w", errors.ErrUnsupported) }
	if got, want := Check(r, none, 1, 20), (Tally{Unsupported: 20}); got != want || len(r.errors) > 0 {
		t.Errorf("an engine that runs nothing: %+v, errors %q", got, r.errors)
	}
	broken := func(string, []Event) ([][]Field, error) { return nil, errors.New("out of order") }
	if got, want := Check(r, broken, 1, 20), (Tally{Different: 20}); got != want || len(r.errors) != 20 {
		t.Errorf("an engine that fails: %+v, %d errors", got, len(r.errors))
	}
	if !strings.Contains(r.errors[0], "seed 1: ") || !strings.Contains(r.errors[0], "error: out of order") {
		t.Errorf("the first error is %s", r.errors[0])
	}
}

// TestCheck_shrinks holds that a difference is shown with few events.
func TestCheck_shrinks(t *testing.T) {
	t.Parallel()
	wrong := right()
	wrong.missing = true
	r := &recorder{TB: t}
	if tally := Check(r, engine(wrong), 1, 60); tally.Different == 0 {
		t.Fatal("no difference")
	}
	if events := strings.Count(r.errors[0], "\n  17"); events > 2 {
		t.Errorf("the first difference is not small:\n%s", r.errors[0])
	}
}
