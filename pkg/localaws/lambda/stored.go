package lambda

import (
	"fmt"
	"slices"
	"time"
)

// Accepted is an asynchronous invocation that was accepted and has not ended.
type Accepted struct {
	Function  string
	RequestID string
	Payload   []byte
	At        time.Time
}

// Restore adds invocations that were accepted by a Service before this one. Each runs, from its
// first try on, when its function is registered. Later request IDs follow theirs. It must be
// called before anything is invoked.
func (s *Service) Restore(all []Accepted) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.restored = append(s.restored, all...)
	for _, one := range all {
		var number int
		if _, err := fmt.Sscanf(one.RequestID, requestID, &number); err == nil {
			s.requests = max(s.requests, number)
		}
	}
}

// resume accepts the restored invocations of a function.
func (s *Service) resume(f *function) {
	s.mu.Lock()
	mine := func(a Accepted) bool { return a.Function == f.name }
	var events []*event
	for _, a := range s.restored {
		if mine(a) {
			events = append(events, &event{function: f, requestID: a.RequestID, payload: a.Payload, accepted: a.At})
		}
	}
	s.restored = slices.DeleteFunc(s.restored, mine)
	s.mu.Unlock()
	for _, e := range events {
		s.enqueue(e)
	}
}
