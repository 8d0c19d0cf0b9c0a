package cli

import (
	"errors"
	"fmt"
	"testing"

	"github.com/fanlight/fanlight/pkg/fanlight"
)

func TestDroppedError(t *testing.T) {
	t.Parallel()
	var runs []fanlight.RunID
	for i := range 12 {
		runs = append(runs, fanlight.RunID(fmt.Sprintf("r%d@", i)))
	}
	for want, err := range map[string]error{
		"":                      nil,
		"; dropped: run r0@":    &droppedError{runs: runs[:1]},
		"; dropped: 2 requests": &droppedError{requests: 2},
		"; open in d: run r0@":  &droppedError{runs: runs[:1], kept: "d"},
		"; dropped: 1 request; open in d: run r0@": &droppedError{runs: runs[:1], requests: 1, kept: "d"},
		"; dropped: 1 request":                     &droppedError{requests: 1, kept: "d"},
		"; dropped: run r0@, run r1@, 1 request":   errors.Join(errReported, &droppedError{runs: runs[:2], requests: 1}),
		"; dropped: run r0@, run r1@, run r2@, run r3@, run r4@, run r5@, run r6@, run r7@, run r8@, run r9@, 2 more runs": &droppedError{runs: runs},
	} {
		if got := formatDropped(err); got != want {
			t.Errorf("%v: %q, want %q", err, got, want)
		}
	}
	if got := formatDropped(&droppedError{}); got != "" {
		t.Errorf("nothing is dropped: %q", got)
	}
}
