package sim

import (
	"strconv"
	"time"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/report"
)

// Delivered is one delivery to a destination.
type Delivered struct {
	To      string
	At      time.Time
	Again   bool // marked as possibly a duplicate
	Message fanlight.Message
}

// Sender stands for the providers of all destinations of a Harness.
type Sender struct {
	Got []Delivered
	// Answer returns the error of a delivery that is refused: nothing is
	// delivered then. The try counts from 1 for each destination. A nil Answer
	// refuses none.
	Answer func(to string, try int) error

	clock *Clock
	tries map[string]int
}

func (s *Sender) send(d report.Destination, m fanlight.Message) (receipt string, err error) {
	s.tries[d.Name]++
	if s.Answer != nil {
		if err := s.Answer(d.Name, s.tries[d.Name]); err != nil {
			return "", err
		}
	}
	s.Got = append(s.Got, Delivered{To: d.Name, At: s.clock.Now(), Again: m.Duplicate, Message: m})
	return "receipt-" + strconv.Itoa(len(s.Got)), nil
}

// To returns what one destination got, oldest first.
func (s *Sender) To(name string) []Delivered {
	var got []Delivered
	for _, d := range s.Got {
		if d.To == name {
			got = append(got, d)
		}
	}
	return got
}

// Tries returns how often a delivery to a destination was tried.
func (s *Sender) Tries(name string) int { return s.tries[name] }
