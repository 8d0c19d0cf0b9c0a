package logfile

import "hash/maphash"

// remembered is how many IDs of events are remembered at least, so that an event which
// occurs twice counts once. Memory is for twice as many, about 20 MB.
const remembered = 1 << 18

// seen remembers the last IDs of events: by two hashes, of which both would have to be
// equal by chance to lose an event.
type seen struct {
	seeds           [2]maphash.Seed
	recent, earlier map[[2]uint64]struct{}
}

func newSeen() *seen { return &seen{seeds: [2]maphash.Seed{maphash.MakeSeed(), maphash.MakeSeed()}} }

// again remembers an ID, and reports whether it was remembered already.
func (s *seen) again(id string) bool {
	key := [2]uint64{maphash.String(s.seeds[0], id), maphash.String(s.seeds[1], id)}
	if _, ok := s.recent[key]; ok {
		return true
	}
	_, known := s.earlier[key]
	if s.recent == nil || len(s.recent) == remembered {
		s.recent, s.earlier = map[[2]uint64]struct{}{}, s.recent
	}
	s.recent[key] = struct{}{}
	return known
}
