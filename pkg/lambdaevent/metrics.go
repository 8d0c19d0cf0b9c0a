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

// Attention is the metric that counts every event that needs a person, whatever its kind:
// one alarm on it is enough for a small stack.
const Attention = "Attention"

// Metrics writes each event as one line in CloudWatch's embedded metric format: a
// metric of the event's kind for the whole stack, on which alarms are set, and one
// for its report, with the run and the detail as fields. An event that needs a person
// counts for the stack's Attention, too.
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
	directives := []directive{count(string(n.Kind), []string{"Stack"}, []string{"Stack", "Report"})}
	fields := map[string]any{
		string(n.Kind): 1,
		"Stack":        m.stack,
		"Report":       orNone(n.Report),
		"run":          n.Run,
		"detail":       n.Detail,
	}
	if n.Kind.NeedsPerson() {
		directives = append(directives, count(Attention, []string{"Stack"}))
		fields[Attention] = 1
	}
	fields["_aws"] = map[string]any{"Timestamp": m.clock.Now().UnixMilli(), "CloudWatchMetrics": directives}
	line, err := json.Marshal(fields)
	if err != nil {
		return // strings and numbers only: it cannot fail
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	_, _ = m.out.Write(append(line, '\n')) // a function that cannot write its log cannot say so either
}

// directive names a metric of a line and the sets of dimensions that it is counted by. A line
// may have several (docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html).
type directive struct {
	Namespace  string
	Dimensions [][]string
	Metrics    []metric
}

type metric struct{ Name, Unit string }

func count(name string, dimensions ...[]string) directive {
	return directive{Namespace: Namespace, Dimensions: dimensions, Metrics: []metric{{name, "Count"}}}
}

// orNone fills in for a missing report: a dimension's value must not be empty
// (CloudWatch's embedded metric format specification).
func orNone(report string) string {
	if report == "" {
		return "none"
	}
	return report
}
