package cli

import (
	"errors"
	"fmt"
	"strings"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/text"
)

// droppedError is what a command left undone because it was stopped.
type droppedError struct {
	runs     []fanlight.RunID // in this process: they end with it
	requests int              // of clients, without an answer
}

// maxNamed is how many runs are named.
const maxNamed = 10

// Error implements error: dropped: run a@…, run b@…, 1 request.
func (d *droppedError) Error() string {
	var parts []string
	for _, run := range d.runs[:min(len(d.runs), maxNamed)] {
		parts = append(parts, "run "+string(run))
	}
	if more := len(d.runs) - maxNamed; more > 0 {
		parts = append(parts, count(more, "more run", "more runs"))
	}
	if d.requests > 0 {
		parts = append(parts, count(d.requests, "request", "requests"))
	}
	return "dropped: " + strings.Join(parts, ", ")
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
