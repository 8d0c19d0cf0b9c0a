package oracle

import (
	"time"

	"github.com/aws/aws-sdk-go-v2/service/cloudwatchlogs"
	"github.com/aws/aws-sdk-go-v2/service/cloudwatchlogs/types"
)

// How long a result waits to be settled (rule S2): for others of its shard, or not at all.
const (
	settledWithOthers = 5 * time.Second
	settledAlone      = 2 * time.Second  // the bound of what needs no time
	settledHurriedly  = 10 * time.Second // before the deadline: what is read then does not wait
)

// reads takes note of results that a process has read to the end. A result that is read
// when the process holds none of its shard that is left to answer waits for nothing.
func (o *Oracle) reads(p *Process, id string, page *cloudwatchlogs.GetQueryResultsOutput) {
	p.heardAt = o.world.Now()
	if page.Status != types.QueryStatusComplete || page.NextToken != nil || o.queries[id] == nil || o.queries[id].Estimate {
		return
	}
	if p.read == nil {
		p.read = map[string]time.Time{}
	}
	p.read[id] = o.world.Now()
}

// checkSettledSoon holds how long a worker keeps a result that it has read: no longer than it
// waits for others of the shard, and not at all if it holds none that has no result, or has
// read it near the deadline.
func (o *Oracle) checkSettledSoon(p *Process, e *epochState, index int, winner string) {
	read, ok := p.read[str(e.result(index, winner, 0), "query_id")]
	if !ok || !p.is(worker) || !p.blemish.IsZero() || o.set.Likely[EarlyTime] {
		return
	}
	now, most := o.world.Now(), settledWithOthers+settledAlone
	alone := latest(read, o.alone(p, e, index))
	if hurried := e.deadline.Add(-settledHurriedly - p.Skew); !e.deadline.IsZero() && !p.misled() && read.After(hurried) {
		alone = read
	}
	if now.Sub(read) <= most && now.Sub(alone) <= settledAlone {
		return
	}
	o.violate("S2", "%s settles query %d of %s epoch %d %s after it has read the result", p.Name, index, e.run.id, e.number, o.world.Now().Sub(read))
}

// alone returns since when the process holds no other query of the shard of which it has
// no result; now if it does.
func (o *Oracle) alone(p *Process, e *epochState, index int) time.Time {
	var since time.Time
	for _, h := range p.messages {
		if h.query.Run != e.run.id || h.query.Epoch != e.number || h.query.Query.Index == index || shardIndex(h.query.Query.Index) != shardIndex(index) {
			continue
		}
		read, has := o.hasRead(p, h.query)
		if !has { // if it let the other go, since when is not known
			return o.world.Now()
		}
		since = latest(since, read)
	}
	return since
}

// hasRead returns when the process read the result of a query.
func (o *Oracle) hasRead(p *Process, m queryMessage) (at time.Time, has bool) {
	for id, read := range p.read {
		if q := o.queries[id]; q.Run == m.Run && q.Epoch == m.Epoch && q.Index == m.Query.Index {
			return read, true
		}
	}
	return at, false
}
