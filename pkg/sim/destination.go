package sim

import (
	"context"
	"errors"
	"strings"
	"time"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/report"
)

// sender is the providers of all destinations, behind the seam of one invocation.
type sender struct{ *process }

var deliveryFaults = []Fault{
	CrashBefore, CrashAfter, SlowCall, SlowAnswer, DeliveryPermanent, DeliveryRetry, DeliveredUnknown, UndeliveredUnknown,
}

// Send delivers a message, or fails as providers do.
func (s sender) Send(_ context.Context, d report.Destination, m fanlight.Message) (string, error) {
	k := s.before(call{op: "Deliver", target: d.Name, kinds: deliveryFaults})
	switch k {
	case DeliveryPermanent:
		return "", &fanlight.DeliveryError{Permanent: true, Err: errors.New("chat not found")}
	case DeliveryRetry:
		return "", &fanlight.DeliveryError{RetryAfter: time.Minute, Err: errors.New("too many requests")}
	case UndeliveredUnknown:
		return "", &fanlight.DeliveryError{Unknown: true, Err: errors.New("connection reset")}
	}
	s.w.oracle.delivered(s.process, d.Name, words(m), k == DeliveredUnknown)
	if k == DeliveredUnknown {
		return "", &fanlight.DeliveryError{Unknown: true, Err: errors.New("connection reset")}
	}
	s.after(k)
	return "receipt", nil
}

func words(m fanlight.Message) string {
	return strings.Join(append(m.Parts, m.Subject, m.Text, m.HTML), "\x00")
}
