package logs

import (
	"slices"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/cloudwatchlogs/types"
)

// Results says for how long the Core keeps queries that have ended, with their results. After
// that a query is not found, as on AWS after seven days.
type Results struct {
	// Keep is how long after its start a query is found; 0 means seven days, as on AWS
	// (https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/AnalyzingLogData.html).
	Keep time.Duration

	// Bytes is how much memory the ended queries take, approximately; 0 means DefaultResultBytes.
	// Beyond it the oldest are dropped. The one that ended last is always kept.
	Bytes int64
}

// DefaultResultBytes is the memory of ended queries if Results has no other.
const DefaultResultBytes = 128 << 20

func (r Results) withDefaults() Results {
	if r.Keep == 0 {
		r.Keep = keepResults
	}
	if r.Bytes == 0 {
		r.Bytes = DefaultResultBytes
	}
	return r
}

// The memory of a query without its texts, and that of a cell without its value,
// approximately.
const (
	queryOverhead = 1000
	cellOverhead  = 64
)

func sizeOf(rows [][]types.ResultField) (n int64) {
	for _, row := range rows {
		for _, cell := range row {
			n += cellOverhead
			if cell.Value != nil {
				n += int64(len(*cell.Value))
			}
		}
	}
	return n
}

// account counts the memory of a query that has ended, and drops the oldest if there is too
// much of it.
func (c *Core) account(q *query) {
	q.size = queryOverhead + int64(len(q.Text)) + sizeOf(q.outcome.Rows)
	c.kept += q.size
	for limit := c.Results.withDefaults().Bytes; c.kept > limit && c.dropFirst(func(old *query) bool { return old != q }); {
	}
}

// forget drops the queries that are kept for long enough.
func (c *Core) forget(now time.Time) {
	keep := c.Results.withDefaults().Keep
	for c.dropFirst(func(q *query) bool { return now.Sub(q.Created) > keep }) {
	}
}

// dropFirst removes the oldest query that has ended, if it is unwanted, and reports whether it
// did. There are few queries before it: those that have not ended.
func (c *Core) dropFirst(unwanted func(*query) bool) bool {
	at := slices.IndexFunc(c.queries, func(q *query) bool { return q.size > 0 })
	if at < 0 || !unwanted(c.queries[at]) {
		return false
	}
	q := c.queries[at]
	c.kept -= q.size
	delete(c.byID, q.ID)
	copy(c.queries[1:], c.queries[:at])
	c.queries[0] = nil // so that its memory is free
	c.queries = c.queries[1:]
	return true
}
