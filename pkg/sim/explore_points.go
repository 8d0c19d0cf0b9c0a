package sim

// segment has the way of one execution after the decisions that it repeats: the
// states that it looked up, up to one that was reached before or the end, which is 0.
type segment struct {
	died   int
	states []uint64
	others []int // further choices in each of the states
}

func (s *segment) add(state uint64, others int) {
	s.states, s.others = append(s.states, state), append(s.others, others)
}

// segments are those of all executions that take their steps in turn: each state is
// followed by one other, unless an invocation dies. So they say how many choices lead
// away from a way that was cut where it meets another.
type segments struct {
	next   map[uint64]uint64
	others map[uint64]int
	begun  map[int][]uint64 // first states, by the number of invocations that have died
}

func (s *segments) init() {
	s.next, s.others, s.begun = map[uint64]uint64{}, map[uint64]int{}, map[int][]uint64{}
}

func (s *segments) add(one segment) {
	for i, state := range one.states {
		if i == 0 {
			s.begun[one.died] = append(s.begun[one.died], state)
		} else {
			s.next[one.states[i-1]] = state
		}
		s.others[state] = one.others[i]
	}
}

// choices returns how many choices lead away from the ways of executions in which so many
// invocations have died.
func (s *segments) choices(died int) (n int) {
	known := map[uint64]int{0: 0}
	for _, state := range s.begun[died] {
		n += s.from(state, known)
	}
	return n
}

func (s *segments) from(state uint64, known map[uint64]int) int {
	n, ok := known[state]
	if !ok {
		n = s.others[state] + s.from(s.next[state], known)
		known[state] = n
	}
	return n
}
