package sim

import (
	"errors"
	"fmt"
	"time"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/report"
)

// provider takes a message to a destination. In some seeds each destination takes
// so many a minute, and asks to wait for the next one.
func (s *simulation) provider(d report.Destination, m fanlight.Message) (string, error) {
	if len(m.Files) > 0 && m.Part > 0 {
		s.count(FilePart)
	}
	now, taken := s.Clock.now, s.taken[d.Name]
	for len(taken) > 0 && now.Sub(taken[0]) >= time.Minute {
		taken = taken[1:]
	}
	if s.set.perMinute > 0 && d.Name != ownerName && len(taken) >= s.set.perMinute {
		s.count(RateLimited)
		return "", &fanlight.DeliveryError{RetryAfter: time.Minute - now.Sub(taken[0]), Err: errors.New("too many requests")}
	}
	s.taken[d.Name] = append(taken, now)
	return fmt.Sprintf("%s-%d-%d-%d", d.Name, m.Epoch, m.Round, m.Part), nil
}
