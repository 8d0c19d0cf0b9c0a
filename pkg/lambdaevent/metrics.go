package lambdaevent

import (
	"context"
	"encoding/json"
	"io"
	"sync"

	"github.com/fanlight/fanlight/pkg/fanlight"
)

// Namespace is the CloudWatch namespace of Fanlight's metrics.
const Namespace = "Fanlight"

// Metrics writes each event as one line in CloudWatch's embedded metric format: a
// metric of the event's kind for the whole stack, on which alarms are set, and one
// for its report, with the run and the detail as fields.
type Metrics struct {
	mu    sync.Mutex
	out   io.Writer
	clock fanlight.Clock
	stack string
}

// NewMetrics writes a stack's metrics to a function's standard output.
func NewMetrics(out io.Writer, clock fanlight.Clock, stack string) *Metrics {
	return &Metrics{out: out, clock: clock, stack: stack}
}

// Emit implements fanlight.EventSink.
func (m *Metrics) Emit(_ context.Context, n fanlight.Event) {
	line, err := json.Marshal(map[string]any{
		"_aws": map[string]any{
			"Timestamp": m.clock.Now().UnixMilli(),
			"CloudWatchMetrics": []any{map[string]any{
				"Namespace":  Namespace,
				"Dimensions": [][]string{{"Stack"}, {"Stack", "Report"}},
				"Metrics":    []any{map[string]string{"Name": string(n.Kind), "Unit": "Count"}},
			}},
		},
		string(n.Kind): 1,
		"Stack":        m.stack,
		"Report":       orNone(n.Report),
		"run":          n.Run,
		"detail":       n.Detail,
	})
	if err != nil {
		return // strings and numbers only: it cannot fail
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	_, _ = m.out.Write(append(line, '\n')) // a function that cannot write its log cannot say so either
}

// orNone fills in for a missing report: a dimension's value must not be empty
// (CloudWatch's embedded metric format specification).
func orNone(report string) string {
	if report == "" {
		return "none"
	}
	return report
}
