package local

import (
	"context"
	"log/slog"
)

// errorHandler is a slog.Handler that passes the error of each record at level
// error to a function, and drops every other record.
type errorHandler func(error)

// Enabled implements slog.Handler.
func (errorHandler) Enabled(_ context.Context, level slog.Level) bool {
	return level >= slog.LevelError
}

// Handle implements slog.Handler.
func (h errorHandler) Handle(_ context.Context, r slog.Record) error {
	r.Attrs(func(a slog.Attr) bool {
		if err, ok := a.Value.Any().(error); ok {
			h(err)
		}
		return true
	})
	return nil
}

// WithAttrs implements slog.Handler.
func (h errorHandler) WithAttrs([]slog.Attr) slog.Handler { return h }

// WithGroup implements slog.Handler.
func (h errorHandler) WithGroup(string) slog.Handler { return h }
