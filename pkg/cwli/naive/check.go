package naive

import (
	"errors"
	"fmt"
	"strings"
	"testing"
)

// Run answers a query over events by the engine under test. An error that wraps
// errors.ErrUnsupported says that the engine does not run such a query.
type Run func(query string, events []Event) ([][]Field, error)

// Tally counts what Check compared.
type Tally struct {
	Agreed, Different, Unsupported int
}

// mostPrinted is how many differences Check prints whole.
const mostPrinted = 5

// Check compares an engine with the reference, for the seeds from first to last, and
// fails the test for each difference. It prints the first ones, each with as few
// events as still show it.
func Check(t testing.TB, run Run, first, last uint64) Tally {
	t.Helper()
	var tally Tally
	for seed := first; seed <= last; seed++ {
		c := Generate(seed)
		switch difference := c.compare(run); {
		case difference == "":
			tally.Agreed++
		case difference == unsupported:
			tally.Unsupported++
		case tally.Different < mostPrinted:
			tally.Different++
			t.Errorf("%s", c.shrink(run).report(run))
		default:
			tally.Different++
			t.Errorf("seed %d differs: %s", seed, c.Query)
		}
	}
	t.Logf("%d generated queries agree, %d differ, %d are not supported", tally.Agreed, tally.Different, tally.Unsupported)
	return tally
}

const unsupported = "not supported"

// compare returns how the engine's answer differs, or its error.
func (c Case) compare(run Run) string {
	rows, err := run(c.Query, c.Events)
	switch {
	case errors.Is(err, errors.ErrUnsupported):
		return unsupported
	case err != nil:
		return "error: " + err.Error()
	}
	return c.Difference(rows)
}

// shrink leaves out events as long as the answers differ and are described.
func (c Case) shrink(run Run) Case {
	for size := len(c.Events) / 2; size > 0; size /= 2 {
		for from := 0; from+size <= len(c.Events); {
			fewer := c
			fewer.Events = append(append([]Event{}, c.Events[:from]...), c.Events[from+size:]...)
			fewer.want = fewer.answer(right())
			if !fewer.want.doubt && fewer.compare(run) != "" {
				c = fewer
			} else {
				from += size
			}
		}
	}
	return c
}

func (c Case) report(run Run) string {
	var text strings.Builder
	fmt.Fprintf(&text, "seed %d: %s\nevents (milliseconds, stream, pointer, message)\n", c.Seed, c.Query)
	for _, event := range c.Events {
		fmt.Fprintf(&text, "  %d %s %s %s\n", event.Time, event.Stream, event.Ptr, event.Message)
	}
	text.WriteString(c.compare(run))
	return text.String()
}
