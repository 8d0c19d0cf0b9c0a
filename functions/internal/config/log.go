package config

import (
	"context"
	"io"
	"log/slog"

	"github.com/aws/aws-lambda-go/lambdacontext"
)

// logHandler returns the handler of a function's log: JSON lines with the keys
// of Lambda's own (timestamp, level, message) and the request ID. The functions'
// log format is Text, so that Lambda writes the lines, and the metrics among
// them, as they are.
func logHandler(out io.Writer, level slog.Level) slog.Handler {
	return requestHandler{slog.NewJSONHandler(out, &slog.HandlerOptions{
		Level: level, ReplaceAttr: lambdacontext.ReplaceAttr,
	})}
}

// requestHandler adds the request ID of the invocation that the context is of.
type requestHandler struct{ slog.Handler }

// Handle implements slog.Handler.
func (h requestHandler) Handle(ctx context.Context, r slog.Record) error {
	if invocation, ok := lambdacontext.FromContext(ctx); ok {
		r.AddAttrs(slog.String("requestId", invocation.AwsRequestID))
	}
	return h.Handler.Handle(ctx, r)
}

// WithAttrs implements slog.Handler.
func (h requestHandler) WithAttrs(attrs []slog.Attr) slog.Handler {
	return requestHandler{h.Handler.WithAttrs(attrs)}
}

// WithGroup implements slog.Handler.
func (h requestHandler) WithGroup(name string) slog.Handler {
	return requestHandler{h.Handler.WithGroup(name)}
}

// levels are the values of FANLIGHT_LOG_LEVEL.
var levels = map[string]slog.Level{
	"": slog.LevelInfo, "debug": slog.LevelDebug, "info": slog.LevelInfo, "warn": slog.LevelWarn, "error": slog.LevelError,
}

// settings returns the attributes for the settings of this package: what the
// deployment sets. Other variables may hold secrets.
func settings(getenv func(string) string) []any {
	var attrs []any
	for _, name := range []string{
		Table, QueryQueue, ReportQueue, QueryDead, RetentionDays, Slots, Concurrency, InsightsLimit, StartRate, ReadRate, TimeoutSeconds, LogLevel,
	} {
		if value := getenv(name); value != "" {
			attrs = append(attrs, slog.String(name, value))
		}
	}
	return attrs
}
