package deliver

import (
	"context"
	"time"
)

// NewPatient returns a sender that waits in no time.
func NewPatient(o Options) *Sender {
	s := New(o)
	s.wait = func(context.Context, time.Duration) error { return nil }
	return s
}
