package fleet

import (
	"context"
	"log/slog"
	"strings"

	"github.com/aws/aws-lambda-go/lambdacontext"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/lambdaevent"
)

// requestID has the form of one.
const requestID = "8f3d9a62-5c1e-4b7a-9d20-6e4f1c2b3a59"

// What Lambda writes around each invocation, and once for a process, which also writes its settings
// (docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs-view.html, functions/internal/config).
const (
	lambdaLines = "START RequestId: " + requestID + " Version: $LATEST\n" +
		"END RequestId: " + requestID + "\n" +
		"REPORT RequestId: " + requestID + "\tDuration: 1234.56 ms\tBilled Duration: 1235 ms\tMemory Size: 128 MB\tMax Memory Used: 45 MB\t\n"
	startLines = "INIT_START Runtime Version: provided:al2023.v100\tRuntime Version ARN: arn:aws:lambda:us-east-1::runtime:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef\n"
	settings   = 700
)

// eventOverhead is how many bytes CloudWatch Logs counts for an event next to its text
// (docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutLogEvents.html).
const eventOverhead = 26

// meter counts the bytes of a process' log; each line is an event.
type meter struct{ p *process }

// Write implements io.Writer.
func (m meter) Write(text []byte) (int, error) {
	m.p.counts.Logged[m.p.actor] += len(text) + eventOverhead*strings.Count(string(text), "\n")
	return len(text), nil
}

func (p *process) writeLambdaLines(cold bool) {
	if !p.Log {
		return
	}
	_, _ = meter{p}.Write([]byte(lambdaLines)) // it only counts
	if cold {
		_, _ = meter{p}.Write([]byte(startLines))
		p.counts.Logged[p.actor] += settings
	}
}

func (p *process) writeMetrics(e fanlight.Event) {
	if p.Log {
		lambdaevent.NewMetrics(meter{p}, p, p.names.Table).Emit(context.Background(), e)
	}
}

// log returns the handler of the functions' log: it counts warnings, and bytes if the set-up asks
// for it.
func (p *process) log() slog.Handler {
	if !p.Log {
		return warnings{p.counts}
	}
	text := slog.NewJSONHandler(meter{p}, &slog.HandlerOptions{ReplaceAttr: lambdacontext.ReplaceAttr})
	return both{warnings{p.counts}, text.WithAttrs([]slog.Attr{slog.String("requestId", requestID)})}
}

// both counts a record, and writes it.
type both struct {
	warnings warnings
	slog.Handler
}

// Handle implements slog.Handler.
func (b both) Handle(ctx context.Context, r slog.Record) error {
	if b.warnings.Enabled(ctx, r.Level) {
		_ = b.warnings.Handle(ctx, r) // it only counts
	}
	return b.Handler.Handle(ctx, r)
}

// WithAttrs implements slog.Handler.
func (b both) WithAttrs(attrs []slog.Attr) slog.Handler {
	return both{b.warnings, b.Handler.WithAttrs(attrs)}
}

// WithGroup implements slog.Handler.
func (b both) WithGroup(name string) slog.Handler { return both{b.warnings, b.Handler.WithGroup(name)} }
