package channeltest

import (
	"slices"
	"sync"
)

// Script counts the requests to a server and has the faults that take the place of its
// first answers. It may be used by several goroutines at once.
type Script struct {
	mu       sync.Mutex
	faults   []*Fault
	requests int
}

// NewScript returns a script. The first faults, nil for none, are for the first requests.
func NewScript(faults ...*Fault) *Script { return &Script{faults: faults} }

// Requests returns the number of requests so far.
func (s *Script) Requests() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.requests
}

// Next counts a request and returns the fault that takes the place of its answer, nil if
// there is none, and whether the provider carries the request out: as the fault says, or
// without one if the request is acceptable.
func (s *Script) Next(acceptable bool) (fault *Fault, accepted bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.requests++
	if len(s.faults) > 0 {
		fault, s.faults = s.faults[0], s.faults[1:]
	}
	if fault != nil {
		return fault, fault.Accepted
	}
	return nil, acceptable
}

// Kept holds what a server keeps of the requests that it carried out, in order. It may be
// used by several goroutines at once.
type Kept[T any] struct {
	mu  sync.Mutex
	all []T
}

// All returns a copy of what is kept so far.
func (k *Kept[T]) All() []T {
	k.mu.Lock()
	defer k.mu.Unlock()
	return slices.Clone(k.all)
}

// Add keeps some more and returns the number that is kept.
func (k *Kept[T]) Add(more ...T) int {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.all = append(k.all, more...)
	return len(k.all)
}

// AddOnce is Add for one that is kept only if nothing kept is the same.
func (k *Kept[T]) AddOnce(one T, same func(T) bool) int {
	k.mu.Lock()
	defer k.mu.Unlock()
	if !slices.ContainsFunc(k.all, same) {
		k.all = append(k.all, one)
	}
	return len(k.all)
}
