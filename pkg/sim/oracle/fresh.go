package oracle

import (
	"errors"
	"strconv"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/cloudwatchlogs"
	"github.com/aws/aws-sdk-go-v2/service/cloudwatchlogs/types"

	"github.com/fanlight/fanlight/pkg/fanlight"
)

// freshFor is how old what is known of the record may be when a query is started (rule W3), and
// as much again for what happens in between.
const freshFor = 2 * time.Minute

// known holds what a worker has read of the record, and heard of the queries on it.
type known struct {
	read     map[string]time.Time // progress items, and when last
	doubtful map[place]bool       // queries of which a try came to nothing since
}

// place names a query of an epoch.
type place struct {
	partition string
	index     int
}

func (q place) shard() string { return q.partition + " " + shardKey(shardIndex(q.index)) }

func (q *query) place() place { return place{partition(q.Run, q.Epoch), q.Index} }

// sees takes note of a progress item that the process was answered with.
func (k *known) sees(item string, at time.Time) {
	if k.read == nil {
		k.read = map[string]time.Time{}
	}
	k.read[item] = at
	for q := range k.doubtful {
		if q.shard() == item {
			delete(k.doubtful, q)
		}
	}
}

// doubts takes note of a try of a query that came to nothing.
func (k *known) doubts(q *query) {
	if k.doubtful == nil {
		k.doubtful = map[place]bool{}
	}
	if !q.Estimate {
		k.doubtful[q.place()] = true
	}
}

// hears takes note of the answer about a query that ended without rows, or is not known any more.
func (o *Oracle) hears(p *Process, c Call, out any, err error) {
	in, ok := c.Input.(*cloudwatchlogs.GetQueryResultsInput)
	if !ok {
		return
	}
	_, gone := errors.AsType[*types.ResourceNotFoundException](err)
	if answer, ok := out.(*cloudwatchlogs.GetQueryResultsOutput); ok && err == nil {
		gone = answer.Status == types.QueryStatusFailed || answer.Status == types.QueryStatusCancelled
	}
	if q := o.queries[*in.QueryId]; q != nil && gone {
		p.known.doubts(q)
	}
}

// checkFresh holds that a process starts a query only by what it has read of the record: not
// long ago, and not before it heard that the try before came to nothing (rule W3).
func (o *Oracle) checkFresh(p *Process, text string) {
	q, ok := markOf(text)
	at, read := p.known.read[q.shard()]
	age := o.world.Now().Sub(at)
	switch {
	case !ok || q.estimate:
	case !read || age > freshFor && !o.set.Likely[EarlyTime]: // else the call may have begun late
		o.violate("W3", "%s starts query %d of %s by what it read %s ago, if at all", p.Name, q.index, q.partition, age)
	case p.known.doubtful[q.place]:
		o.violate("W3", "%s starts query %d of %s once more, and has not read its progress since the try before", p.Name, q.index, q.partition)
	}
}

// mark is the one at the end of a query's text, # fanlight <run> <epoch> <index> ….
type mark struct {
	place
	estimate bool
}

// markOf reads the mark of a text. ok is false if it has none.
func markOf(text string) (m mark, ok bool) {
	asked, words, ok := strings.Cut(text, "\n# fanlight ")
	fields := strings.Fields(words)
	if !ok || len(fields) < 3 {
		return m, false
	}
	of := place{partition(fanlight.RunID(fields[0]), must(strconv.Atoi(fields[1]))), must(strconv.Atoi(fields[2]))}
	return mark{of, strings.HasSuffix(asked, "| estimate")}, true
}
