package cli

import (
	"errors"
	"fmt"
	"strings"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/text"
)

// droppedError names the work that a command left undone because it was stopped.
type droppedError struct {
	runs     []fanlight.RunID // in this process: they end with it
	requests int              // of clients, without an answer
	kept     string           // the data folder in which the runs go on; empty: they end
}

// maxNamed is how many runs are named.
const maxNamed = 10

// Error implements error: dropped: run a@…, run b@…, 1 request. With a data folder it is
// dropped: 1 request; open in FOLDER: run a@…, run b@….
func (d *droppedError) Error() string {
	runs, requests := d.parts()
	switch {
	case d.kept == "":
		return "dropped: " + strings.Join(append(runs, requests...), ", ")
	case len(requests) == 0:
		return "open in " + d.kept + ": " + strings.Join(runs, ", ")
	case len(runs) == 0:
		return "dropped: " + requests[0]
	}
	return "dropped: " + requests[0] + "; open in " + d.kept + ": " + strings.Join(runs, ", ")
}

func (d *droppedError) parts() (runs, requests []string) {
	for _, run := range d.runs[:min(len(d.runs), maxNamed)] {
		runs = append(runs, "run "+string(run))
	}
	if more := len(d.runs) - maxNamed; more > 0 {
		runs = append(runs, count(more, "more run", "more runs"))
	}
	if d.requests > 0 {
		requests = append(requests, count(d.requests, "request", "requests"))
	}
	return runs, requests
}

// formatDropped returns what is dropped according to the error of a command that
// was stopped, to be put after the reason; empty if that is nothing.
func formatDropped(err error) string {
	dropped, ok := errors.AsType[*droppedError](err)
	if !ok || len(dropped.runs) == 0 && dropped.requests == 0 {
		return ""
	}
	return fmt.Sprintf("; %s", text.Clean(dropped.Error()))
}
