package local

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"sync"
	"time"

	"github.com/fanlight/fanlight/pkg/cwli"
	"github.com/fanlight/fanlight/pkg/localaws/logs"
	"github.com/fanlight/fanlight/pkg/stack"
)

// mostLines is how many lines of each function are kept: those of some hundred runs.
const mostLines = 10_000

// functionLog keeps what the functions write, as the log groups that they have on AWS. It
// is safe for concurrent use.
type functionLog struct {
	group func(actor string) string // the log group of a function

	mu    sync.Mutex
	lines map[string][]cwli.Event // by group, oldest first
	count int
}

func newFunctionLog(group func(actor string) string) *functionLog {
	return &functionLog{group: group, lines: map[string][]cwli.Event{}}
}

// Write implements io.Writer for a handler of JSON records, which writes one record at a
// time.
func (l *functionLog) Write(line []byte) (int, error) {
	var r struct {
		Actor string    `json:"actor"`
		Time  time.Time `json:"timestamp"`
	}
	if err := json.Unmarshal(line, &r); err != nil {
		return 0, fmt.Errorf("read a record of the log: %w", err)
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	l.count++
	group := l.group(r.Actor)
	kept := l.lines[group]
	if len(kept) == mostLines {
		kept = slices.Clone(kept[1+mostLines/10:])
	}
	l.lines[group] = append(kept, cwli.Event{
		Timestamp: r.Time.UnixMilli(), IngestionTime: r.Time.UnixMilli(), Group: group, Stream: "local",
		Message: slices.Clone(line), Ptr: fmt.Sprintf("line-%012d", l.count),
	})
	return len(line), nil
}

// Each implements logs.Source.
func (l *functionLog) Each(_ context.Context, group string, yield func(*cwli.Event) error) error {
	l.mu.Lock()
	lines := l.lines[group]
	l.mu.Unlock()
	for i := range lines {
		event := lines[i]
		if err := yield(&event); err != nil {
			return err
		}
	}
	return nil
}

// attachFunctionLog makes log groups of what the functions write, if the stand-in has a port
// at which somebody can read them. The sources of the options come after it, and win.
func (s *Stack) attachFunctionLog(core *logs.Core) {
	if s.options.Listen == "" {
		return
	}
	s.written = newFunctionLog(func(actor string) string { return "/aws/lambda/" + s.functionName(stack.Function(actor)) })
	for _, f := range stack.Functions {
		core.AttachSource("/aws/lambda/"+s.functionName(f), s.written)
	}
}

// logHandler returns where the functions' records go: errors to who started the stack.
func (s *Stack) logHandler() slog.Handler {
	if s.written == nil {
		return errorHandler(s.report)
	}
	return bothHandlers{errorHandler(s.report), slog.NewJSONHandler(s.written, &slog.HandlerOptions{ReplaceAttr: asOnLambda})}
}

// asOnLambda names time and message as Lambda's JSON format does
// (docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs-logformat.html).
func asOnLambda(groups []string, a slog.Attr) slog.Attr {
	switch {
	case len(groups) > 0:
	case a.Key == slog.TimeKey:
		a.Key = "timestamp"
	case a.Key == slog.MessageKey:
		a.Key = "message"
	}
	return a
}

// bothHandlers hands each record to two handlers.
type bothHandlers struct{ a, b slog.Handler }

// Enabled implements slog.Handler.
func (h bothHandlers) Enabled(ctx context.Context, level slog.Level) bool {
	return h.a.Enabled(ctx, level) || h.b.Enabled(ctx, level)
}

// Handle implements slog.Handler.
func (h bothHandlers) Handle(ctx context.Context, r slog.Record) error {
	var failed []error
	for _, one := range []slog.Handler{h.a, h.b} {
		if one.Enabled(ctx, r.Level) {
			failed = append(failed, one.Handle(ctx, r.Clone()))
		}
	}
	return errors.Join(failed...)
}

// WithAttrs implements slog.Handler.
func (h bothHandlers) WithAttrs(attrs []slog.Attr) slog.Handler {
	return bothHandlers{h.a.WithAttrs(attrs), h.b.WithAttrs(attrs)}
}

// WithGroup implements slog.Handler.
func (h bothHandlers) WithGroup(name string) slog.Handler {
	return bothHandlers{h.a.WithGroup(name), h.b.WithGroup(name)}
}
