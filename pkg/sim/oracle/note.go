package oracle

import (
	"strconv"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"
)

// noteEvery is how long a worker holds a query without a change of its shard before it notes that
// (rule W7), and noteSlack how long it may be busy with something else then.
const (
	noteEvery = 5 * time.Minute
	noteSlack = time.Minute
)

// notes says when a shard was last written otherwise than by a note, and when each query was last noted
// as held.
type notes struct {
	changed int // on record
	touched time.Time
	held    map[string]string // on record, by attribute
	at      map[int]time.Time
}

// noted compares a progress item with the shard as it was.
func (o *Oracle) noted(was *shardState, it item) notes {
	is := notes{changed: num(it, "changed"), touched: o.world.Now(), held: map[string]string{}, at: map[int]time.Time{}}
	if was != nil && is.changed == was.notes.changed {
		is.touched = was.notes.touched
	}
	for name, value := range it {
		n, isNumber := value.(*types.AttributeValueMemberN)
		index, err := strconv.Atoi(strings.TrimPrefix(name, "h"))
		if !isNumber || err != nil || name[0] != 'h' {
			continue
		}
		is.held[name], is.at[index] = n.Value, o.world.Now()
		if was != nil && was.notes.held[name] == n.Value {
			is.at[index] = was.notes.at[index]
		}
	}
	return is
}

// checkNoted holds rule W7: a query that a worker has held unsettled for five minutes, without a change
// of its shard, is noted as held. Else a janitor sends it again.
func (o *Oracle) checkNoted(p *Process) {
	if !p.is(worker) || o.late > 0 || o.set.Likely[EarlyTime] || o.world.Now().Sub(p.begun) < noteEvery {
		return
	}
	for i := range p.messages {
		h := &p.messages[i]
		if h.url != o.set.QueryQueue || h.unreadable || h.done || h.given || o.isSettled(h.query) {
			continue
		}
		since := latest(o.heldSince(h), latest(h.unnoted, p.blemish))
		if unknown := o.world.Now().Sub(since); unknown > noteEvery+noteSlack+o.skew() {
			h.unnoted = o.world.Now()
			o.violate("W7", "%s holds query %d of %s epoch %d, and has not noted that for %s", p.Name, h.query.Query.Index, h.query.Run, h.query.Epoch, unknown)
		}
	}
}

// heldSince returns when it was last known that the query of a message is held: the process received
// the message then, or the shard changed, or somebody noted it.
func (o *Oracle) heldSince(h *held) time.Time {
	since := h.at
	if shard := o.run(h.query.Run).at(h.query.Epoch).shard(h.query.Query.Index); shard != nil {
		since = latest(since, latest(shard.notes.touched, shard.notes.at[h.query.Query.Index]))
	}
	return since
}
