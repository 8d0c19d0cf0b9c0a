package sim

// less says what a smaller case of a seed leaves out.
type less struct {
	faults       map[int]bool // that happened, by their numbers in the order of draws
	queries      int          // so many fewer
	destinations int          // so many fewer
}

// simplify takes away from the settings that were drawn.
func (l less) simplify(s *settings) {
	s.queries = max(0, s.queries-l.queries)
	s.destinations = max(1, s.destinations-l.destinations)
}
