package sim

import (
	"context"
	"log/slog"
)

// logHandler keeps the errors that a process logs, and passes every record on to
// the deployment's own handler.
type logHandler struct {
	slog.Handler
	p *Process
}

// newLogHandler returns the log of a process.
func newLogHandler(p *Process) slog.Handler {
	if p.d.Log == nil {
		return logHandler{slog.DiscardHandler, p}
	}
	return logHandler{p.d.Log, p}
}

// Enabled implements slog.Handler.
func (h logHandler) Enabled(ctx context.Context, level slog.Level) bool {
	return level >= slog.LevelError || h.Handler.Enabled(ctx, level)
}

// Handle implements slog.Handler.
func (h logHandler) Handle(ctx context.Context, r slog.Record) error {
	if r.Level >= slog.LevelError {
		r.Attrs(func(a slog.Attr) bool {
			if err, ok := a.Value.Any().(error); ok {
				h.p.Logged = append(h.p.Logged, err)
				h.p.note("logs", err.Error())
			}
			return true
		})
	}
	return h.Handler.Handle(ctx, r)
}

// WithAttrs implements slog.Handler.
func (h logHandler) WithAttrs(attrs []slog.Attr) slog.Handler {
	return logHandler{h.Handler.WithAttrs(attrs), h.p}
}

// WithGroup implements slog.Handler.
func (h logHandler) WithGroup(name string) slog.Handler {
	return logHandler{h.Handler.WithGroup(name), h.p}
}
