package logfile

import "hash/maphash"

// remembered is how many IDs of events are remembered at least, so that an event which
// occurs twice counts once. Memory is for twice as many, in two tables of 4 MiB.
const remembered = mostHashes * 3 / 4

const (
	fewestHashes = 1 << 10
	mostHashes   = 1 << 19
)

// seen remembers the last IDs of events by a hash of 64 bits with a seed of its own: that
// two of a million remembered IDs have the same one happens to one in ten million
// files.
type seen struct {
	seed            maphash.Seed
	recent, earlier hashes
}

func newSeen() *seen { return &seen{seed: maphash.MakeSeed()} }

// again remembers an ID, and reports whether it was remembered already.
func (s *seen) again(id string) bool {
	h := max(maphash.String(s.seed, id), 1)
	if s.earlier.has(h) || s.recent.has(h) {
		return true
	}
	if s.recent.n == remembered {
		s.recent, s.earlier = hashes{}, s.recent
	}
	s.recent.add(h)
	return false
}

// hashes is a set of hashes other than 0, which marks a free slot.
type hashes struct {
	slots []uint64
	n     int
}

// find returns the slot of a hash, or the free one where it belongs.
func (t *hashes) find(h uint64) *uint64 {
	mask := uint64(len(t.slots) - 1)
	for i := h & mask; ; i = (i + 1) & mask {
		if t.slots[i] == h || t.slots[i] == 0 {
			return &t.slots[i]
		}
	}
}

func (t *hashes) has(h uint64) bool { return t.n > 0 && *t.find(h) == h }

// add adds a hash that is not there.
func (t *hashes) add(h uint64) {
	if t.n >= len(t.slots)*3/4 {
		t.grow()
	}
	*t.find(h) = h
	t.n++
}

func (t *hashes) grow() {
	old := t.slots
	t.slots = make([]uint64, max(fewestHashes, 2*len(old)))
	for _, h := range old {
		if h != 0 {
			*t.find(h) = h
		}
	}
}

// isServiceID reports whether an ID is one that the service gives to an event: 56 decimal
// digits, in the output of filter-log-events and in payloads of subscriptions
// (https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/SubscriptionFilters.html).
func isServiceID(id string) bool {
	const digits = 56
	if len(id) != digits {
		return false
	}
	for i := range len(id) {
		if id[i]-'0' > 9 {
			return false
		}
	}
	return true
}
