package sim

import (
	"context"
	"errors"
	"time"

	smithyhttp "github.com/aws/smithy-go/transport/http"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/report"
)

// seam is everything through which the actors of a process reach the world: the
// API interfaces of ledger, queue and insights over the deployment's cores, the
// clock, the random bits, the events and the destinations.
type seam struct{ *Process }

// Now implements fanlight.Clock.
func (s seam) Now() time.Time { return s.now() }

// Sleep implements fanlight.Clock.
func (s seam) Sleep(ctx context.Context, d time.Duration) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	s.note("sleep", d.String())
	s.park(s.d.Clock.now.Add(d))
	return nil
}

// Uint64 implements fanlight.Random. Each process has random bits of its own.
func (s seam) Uint64() uint64 { return s.rng.Uint64() }

// Emit implements fanlight.EventSink.
func (s seam) Emit(_ context.Context, e fanlight.Event) { s.d.observer.emitted(s.Process, e) }

// Send implements reporter.Sender. A provider whose answer is lost, or that was
// not reached, may or may not have delivered.
func (s seam) Send(_ context.Context, d report.Destination, m fanlight.Message) (string, error) {
	c := Call{Op: "Deliver", Input: m, target: d.Name}
	receipt, err := through(s.Process, c, func() (*string, error) {
		receipt, err := s.d.deliver(d, m)
		return &receipt, err
	})
	var lost *smithyhttp.ResponseError
	switch {
	case errors.As(err, &lost):
		return "", &fanlight.DeliveryError{Unknown: true, Err: err}
	case err != nil:
		return "", err
	}
	return *receipt, nil
}
