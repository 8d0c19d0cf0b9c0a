package worker

import (
	"slices"
	"time"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/ledger"
	"github.com/fanlight/fanlight/pkg/queue"
)

// slotKey identifies a slot. A further message for the same query joins the slot,
// so that no query counts twice in one update.
type slotKey struct {
	run   fanlight.RunID
	epoch int
	index int
}

// phase is how far a slot's query is.
type phase int

const (
	waiting  phase = iota // to be started
	starting              // started by us, not yet on record
	running               // on record, to be polled
	ended                 // to be read
	settling              // its result is to be settled
	won                   // settled; what follows from that is to be done
	settled               // its messages are to be acknowledged
)

// slot is one query that the worker holds.
type slot struct {
	run      fanlight.Run
	query    fanlight.Query
	phase    phase
	messages []queue.Message
	since    time.Time // when the slot was taken
	busy     bool      // a call for it is under way: only the answer moves it
	cleared  bool      // no bound keeps it from being started (rule W8)
	judged   bool      // it waits for estimates until it is

	seen    time.Time      // when the record was read for it
	pause   backoff        // of its start
	unread  backoff        // of reading its record
	token   string         // of its last call of StartQuery
	start   fanlight.Start // the running query, or the one to be recorded
	replace fanlight.Start // the ended query that start replaces on record; zero: none
	record  time.Time      // when start is put on record at the latest
	off     bool           // start surely is not on record: it was not put there yet, or another query of the shard was settled

	begun    time.Time // when the query was started, or taken over
	alive    time.Time // when it was last found to run
	listed   bool      // a poll listed it
	unlisted bool      // a poll did not list it, and yet it ran

	next     string // token of the next page of results
	pageRows int    // that a page may have; 0: as many as the service gives
	result   fanlight.Result
	rows     *ledger.Rows // of the result; nil: none
	settleBy time.Time    // when result is settled at the latest

	tries    []fanlight.Try    // of the query that have ended
	attempt  string            // of settling; the same at every repetition
	stops    []string          // queries to be stopped once the slot is settled (rule G4)
	progress fanlight.Progress // of the shard, when the query was seen to be settled
}

// active reports whether the slot's query may be running. One that a poll listed
// before, and does not any more, has ended.
func (s *slot) active() bool {
	return s.phase == waiting && s.busy || s.phase == starting || s.phase == running || s.phase == ended && !s.listed
}

func (s *slot) shard() int { return fanlight.ShardOf(s.query.Index) }

func (s *slot) key() slotKey { return slotKey{s.run.ID, s.run.Epoch, s.query.Index} }

// inPhase returns the slots in a phase, in the order in which they were taken.
func (inv *invocation) inPhase(p phase) []*slot {
	n := inv.countIn(p)
	if n == 0 {
		return nil
	}
	found := make([]*slot, 0, n)
	for _, sl := range inv.slots {
		if sl.phase == p {
			found = append(found, sl)
		}
	}
	return found
}

// countIn returns how many slots are in a phase.
func (inv *invocation) countIn(p phase) (n int) {
	for _, sl := range inv.slots {
		if sl.phase == p {
			n++
		}
	}
	return n
}

// shard is one progress item that slots share.
type shard struct {
	run   fanlight.Run
	shard int
	slots []*slot
}

// indices returns the indices of the group's queries.
func (g *shard) indices() []int {
	all := make([]int, len(g.slots))
	for i, sl := range g.slots {
		all[i] = sl.query.Index
	}
	return all
}

// byShard groups slots by their progress item, in order of appearance.
func byShard(slots []*slot) []*shard {
	var groups []*shard
	for _, sl := range slots {
		i := slices.IndexFunc(groups, func(g *shard) bool {
			return g.run.ID == sl.run.ID && g.run.Epoch == sl.run.Epoch && g.shard == sl.shard()
		})
		if i < 0 {
			i = len(groups)
			groups = append(groups, &shard{run: sl.run, shard: sl.shard()})
		}
		groups[i].slots = append(groups[i].slots, sl)
	}
	return groups
}
