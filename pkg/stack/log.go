package stack

import (
	"context"
	"log/slog"

	"github.com/fanlight/fanlight/pkg/fanlight"
)

// As returns the stack as an actor's constructor uses it: its log names the
// actor. A stack that has an actor is returned as it is, so that what a janitor
// does with a dispatcher's code is the janitor's in the log.
func (s *Stack) As(actor Function) *Stack {
	if s.actor != "" {
		return s
	}
	as := *s
	as.actor = actor
	return &as
}

// Logger returns the stack's log. Its records bear the actor's name and the time
// of the stack's clock. Without a handler they are discarded.
func (s *Stack) Logger() *slog.Logger {
	if s.Log == nil {
		return slog.New(slog.DiscardHandler)
	}
	return slog.New(clockHandler{s.Log, s.Clock}).With("actor", string(s.actor))
}

// clockHandler gives each record the time of a clock, so that the log of a
// simulated run is a function of its seed.
type clockHandler struct {
	slog.Handler
	clock fanlight.Clock
}

// Handle implements slog.Handler.
func (h clockHandler) Handle(ctx context.Context, r slog.Record) error {
	r.Time = h.clock.Now()
	return h.Handler.Handle(ctx, r)
}

// WithAttrs implements slog.Handler.
func (h clockHandler) WithAttrs(attrs []slog.Attr) slog.Handler {
	return clockHandler{h.Handler.WithAttrs(attrs), h.clock}
}

// WithGroup implements slog.Handler.
func (h clockHandler) WithGroup(name string) slog.Handler {
	return clockHandler{h.Handler.WithGroup(name), h.clock}
}
