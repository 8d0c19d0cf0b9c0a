package oracle

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"
)

// shardState is a progress item.
type shardState struct {
	size    int
	settled int
	resent  int
	doubted int       // when it was, epoch milliseconds
	changed time.Time // by a winner or a start
	starts  map[int]start
	winners map[int]string
	notes   notes
}

func (s *shardState) isFull() bool { return s.settled >= s.size }

// queryState is the bookkeeping of one query of an epoch.
type queryState struct {
	sent      int      // messages of it that the queue took
	again     int      // janitors that sent it again while its epoch was running
	by        *Process // the last of these
	starts    int      // StartQuery calls with effect
	ambiguous int      // of these, those whose answer was lost
	lost      int      // of these, those whose invocation ended before they were on record
	overlap   int      // of these, those made while another invocation held the query too
	gaveWay   int      // times that a message of it was hidden because a quota was used up

	let     time.Time // when an invocation that had its message last ended
	refused []Fault   // of its starts, for good
}

func shardOf(it item) *shardState {
	s := &shardState{size: num(it, "size"), settled: num(it, "settled"), resent: num(it, "resent"), doubted: num(it, "doubted"), starts: map[int]start{}, winners: map[int]string{}}
	for name, value := range it {
		v, text := value.(*types.AttributeValueMemberS)
		index, err := strconv.Atoi(name[1:])
		switch {
		case !text || err != nil:
		case name[0] == 'w':
			s.winners[index] = v.Value
		case name[0] == 'q':
			s.starts[index] = must(parseStart(v.Value))
		}
	}
	return s
}

// wroteProgress holds that the counter counts the winners, that a winner never
// changes and that its result is there.
func (o *Oracle) wroteProgress(p *Process, e *epochState, it item) {
	sk := str(it, "sk")
	is, was := shardOf(it), e.shards[sk]
	for _, other := range o.live {
		delete(other.quiet, keyName(it))
	}
	e.shards[sk] = is
	is.changed = o.world.Now()
	if was != nil && len(was.winners) == len(is.winners) && maps.Equal(was.starts, is.starts) {
		is.changed = was.changed
	}
	is.notes = o.noted(was, it)
	if was == nil {
		was = &shardState{size: is.size}
		o.checkInherited(e, sk, is)
	}
	if is.settled != len(is.winners) || is.settled > is.size || is.size != was.size {
		o.violate("S2", "%s has settled %d, %d winners, size %d", keyName(it), is.settled, len(is.winners), is.size)
	}
	if is.doubted != was.doubted {
		o.checkEmptied(p, e, "doubts "+sk)
	}
	if is.resent > 5 {
		o.violate("J2", "%s was sent again %d times", keyName(it), is.resent)
	}
	o.checkWinners(p, e, keyName(it), was, is)
	o.checkStarts(e, keyName(it), was, is)
	o.checkRecordedSoon(p, e, was, is)
	if !e.completed && e.isComplete() {
		e.completed, e.completedAt = true, o.world.Now()
	}
}

func (o *Oracle) checkWinners(p *Process, e *epochState, name string, was, is *shardState) {
	for _, i := range slices.Sorted(maps.Keys(was.winners)) {
		winner := was.winners[i]
		if is.winners[i] != winner {
			o.violate("first", "%s: the winner of query %d changed from %q to %q", name, i, winner, is.winners[i])
		}
	}
	for _, i := range slices.Sorted(maps.Keys(is.winners)) {
		winner := is.winners[i]
		if was.winners[i] != "" {
			continue
		}
		if !e.durable(i, winner) {
			o.violate("S1", "%s: query %d was won by %s, whose result is not there", name, i, winner)
		}
		o.checkInTime(p, e, i)
		o.checkSettledSoon(p, e, i, winner)
		o.checkExplained(p, e, i, winner)
		o.checkReason(p, e, i, winner)
		if !slices.Contains(p.settled, e) {
			p.settled = append(p.settled, e)
		}
	}
}

// checkStarts holds that only the next try replaces a start on record, and never
// once there is a winner (rule W3).
func (o *Oracle) checkStarts(e *epochState, name string, was, is *shardState) {
	for i, now := range is.starts {
		before := was.starts[i]
		if before == now {
			continue
		}
		o.checkTryEnded(e, i, before)
		if now.try != before.try+1 {
			o.violate("W3", "%s: query %d went from start %v to %v", name, i, before, now)
		}
		if was.winners[i] != "" {
			o.violate("W3", "%s: start %v of query %d was recorded after it was settled", name, now, i)
		}
		if q := o.queries[now.id]; q == nil || q.Run != e.run.id || q.Epoch != e.number || q.Index != i {
			o.violate("W3", "%s: start %v of query %d is another's", name, now, i)
		} else {
			q.recorded = true
		}
	}
}

// durable reports whether all chunks of an attempt's result are there.
func (e *epochState) durable(index int, attempt string) bool {
	head := e.result(index, attempt, 0)
	for n := range num(head, "count") {
		if e.result(index, attempt, n) == nil {
			return false
		}
	}
	return head != nil
}

func resultKey(index int, attempt string, chunk int) string {
	return fmt.Sprintf("RESULT#%d#%s#%03d", index, attempt, chunk)
}

// wroteResult holds that a result is never overwritten by another.
func (o *Oracle) wroteResult(e *epochState, it item) {
	sk := str(it, "sk")
	if before, exists := e.results[sk]; exists && !sameResult(before, it) {
		o.violate("S1", "%s was overwritten by another result", keyName(it))
	}
	o.checkChunk(it)
	e.results[sk] = it
}

// checkChunk holds that a result is stored in full chunks, and what is left of its rows with
// its head: nobody holds more of it, and no item is too large (rules S1, W5).
func (o *Oracle) checkChunk(it item) {
	bytes, head := len(binary(it, "rows")), strings.HasSuffix(str(it, "sk"), "#000")
	if o.set.Chunk > 0 && (head && bytes >= o.set.Chunk || !head && bytes != o.set.Chunk) {
		o.violate("S1", "%s has %d bytes of rows, a chunk has %d", keyName(it), bytes, o.set.Chunk)
	}
}

func sameResult(a, b item) bool {
	return str(a, "outcome") == str(b, "outcome") && str(a, "error") == str(b, "error") &&
		str(a, "query_id") == str(b, "query_id") && string(binary(a, "rows")) == string(binary(b, "rows")) &&
		num(a, "count") == num(b, "count")
}

// isComplete is rule G5.
func (e *epochState) isComplete() bool {
	if len(e.shards) != shardsOf(e.run) {
		return false
	}
	for _, s := range e.shards {
		if !s.isFull() {
			return false
		}
	}
	return true
}

// shard returns the progress item that a query is in, or nil.
func (e *epochState) shard(index int) *shardState {
	return e.shards[shardKey(shardIndex(index))]
}

// shardSize is how many queries share a progress item (docs/protocol.md, words).
const shardSize = 16

// shardIndex returns the number of the shard of a query.
func shardIndex(index int) int { return index / shardSize }

// shardsOf returns the number of shards of each epoch of a run (rule G5).
func shardsOf(r *runState) int { return max(1, shardIndex(num(r.meta, "total")+shardSize-1)) }

func shardKey(n int) string { return fmt.Sprintf("PROGRESS#%05d", n) }
