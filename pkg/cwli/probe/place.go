package probe

import (
	"strconv"
	"strings"
	"time"

	"github.com/fanlight/fanlight/pkg/cwli/value"
	"github.com/fanlight/fanlight/pkg/lazyregexp"
)

// The times of the events: the first is at the start of a place, each further one a Step
// later, and all are within Span.
const (
	Step = 10 * time.Second
	Span = time.Minute
)

// Place says where and when the events of the probes are.
type Place struct {
	Group string    // the log group
	Start time.Time // a whole minute, so that bins of up to a minute begin with it
}

// Event is a log event of a probe.
type Event struct {
	Time    time.Time
	Message string
}

// Events returns the events of a choice, in the order of their times.
func (p Place) Events(c Choice) []Event {
	events := make([]Event, len(c.Events))
	for i, message := range c.Events {
		events[i] = Event{p.Start.Add(time.Duration(i) * Step), p.fill(message)}
	}
	return events
}

// Query returns a query of a choice as it is to be run: over the events of that choice.
func (p Place) Query(c Choice, q Query) string {
	return "filter @logStream = " + quote(c.Name) + " | " + p.fill(strings.ReplaceAll(q.Text, "{{name}}", c.Name))
}

// placeholder matches a time that is counted from the start.
var placeholder = lazyregexp.New(`\{\{(ms|double)?\+(\d+s)\}\}`)

// fill replaces the placeholders of a text.
func (p Place) fill(text string) string {
	text = strings.ReplaceAll(text, "{{group}}", p.Group)
	return placeholder().ReplaceAllStringFunc(text, func(found string) string {
		parts := placeholder().FindStringSubmatch(found)
		after, _ := time.ParseDuration(parts[2]) // the expression matches only durations
		at := p.Start.Add(after)
		switch parts[1] {
		case "ms":
			return strconv.FormatInt(at.UnixMilli(), 10)
		case "double":
			return value.Value{Kind: value.Double, Num: float64(at.UnixMilli())}.String()
		}
		return at.UTC().Format(value.TimeLayout)
	})
}
