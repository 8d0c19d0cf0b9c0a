package oracle

import (
	"slices"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
)

// stores reports whether a call is one of those by which a process settles: it writes to the table, or
// reads there what to write.
func stores(in any) bool {
	switch in.(type) {
	case *dynamodb.PutItemInput, *dynamodb.UpdateItemInput, *dynamodb.BatchWriteItemInput, *dynamodb.GetItemInput, *dynamodb.QueryInput:
		return true
	}
	return false
}

// checkReadSettled holds rule W6: a worker settles what it has read before it ends, or the next one
// reads it once more. Whatever befell its calls to others, only a fault of those by which it settles
// keeps it from that.
func (o *Oracle) checkReadSettled(p *Process) {
	if !p.is(worker) || p.unstored || o.set.Likely[EarlyTime] {
		return
	}
	for id, at := range p.read {
		q := o.queries[id]
		if m := q.message(); !o.isSettled(m) && o.onRecord(q) && !p.letGoBefore(m, at) {
			o.violate("W6", "%s ends, and has not settled query %d of %s epoch %d, which it has read", p.Name, q.Index, q.Run, q.Epoch)
		}
	}
}

// onRecord reports whether a query is the start on record, by which whoever comes next goes on.
func (o *Oracle) onRecord(q *query) bool {
	shard := o.epochOf(q).shard(q.Index)
	return shard != nil && shard.starts[q.Index].id == q.ID
}

// letGoBefore reports whether the process had handed a query back at a time: the answer came too late.
func (p *Process) letGoBefore(m queryMessage, t time.Time) bool {
	return slices.ContainsFunc(p.messages, func(h held) bool {
		return h.given && h.sameQuery(held{query: m}) && !h.until.Add(-h.hidden).After(t)
	})
}
