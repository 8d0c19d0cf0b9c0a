package logs

import (
	"fmt"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/cloudwatchlogs/types"

	"github.com/fanlight/fanlight/pkg/cwli"
)

// StoredQuery is a query without its result.
type StoredQuery struct {
	Query
	Sequence int
	Status   types.QueryStatus
}

// Store calls f with each query whose results are kept, oldest first. It stops at the first
// error and returns that.
func (c *Core) Store(f func(StoredQuery) error) error {
	c.advance(c.now())
	for _, q := range c.queries {
		if err := f(StoredQuery{q.Query, q.sequence, q.status}); err != nil {
			return err
		}
	}
	return nil
}

// Newest returns the query that was started last.
func (c *Core) Newest() StoredQuery {
	q := c.queries[len(c.queries)-1]
	return StoredQuery{q.Query, q.sequence, q.status}
}

// Restore adds a query that Store or Newest returned. Sleep must be called after the last one. It returns an
// error if a query with this number, or a later one, is there.
func (c *Core) Restore(s StoredQuery) error {
	if c.byID[s.ID] != nil || s.Sequence <= c.lastQuery {
		return fmt.Errorf("restore query %s: it is not in order", s.ID)
	}
	q := &query{Query: s.Query, sequence: s.Sequence, status: s.Status, ended: s.Created}
	if q.status == types.QueryStatusRunning {
		q.status = types.QueryStatusScheduled // nothing runs it here
	}
	c.lastQuery = s.Sequence
	c.byID[q.ID] = q
	c.queries = append(c.queries, q)
	c.live = append(c.live, q) // Sleep ends it
	return nil
}

// Sleep makes Complete, without a result, every query that has no result: those that ran when
// the process ended, and those whose results were in its memory. A query that sleeps runs when
// its result is asked for. Nobody waits for most of them any more, so they do not all run at once.
func (c *Core) Sleep() {
	now := c.now()
	for _, q := range c.live {
		if q.isLive() || q.status == types.QueryStatusComplete {
			q.end(types.QueryStatusComplete, now, Outcome{})
			q.asleep = true
		}
		c.account(q)
	}
	c.live, c.waiting = nil, nil
}

// wake makes a query that sleeps Scheduled, like one that was just started. If it cannot run any
// more, because a log group has no events now, it has failed.
func (c *Core) wake(q *query) {
	if !q.asleep {
		return
	}
	q.asleep = false
	c.kept -= q.size
	q.size = 0
	compiled, inputs, err := c.prepare(q.Query)
	if err != nil {
		q.end(types.QueryStatusFailed, c.now(), Outcome{Err: err})
		c.account(q)
		return
	}
	q.job = &Job{query: q.Query, compiled: compiled, inputs: inputs, memory: c.Memory}
	q.status, q.ended, q.started = types.QueryStatusScheduled, time.Time{}, time.Time{}
	c.waiting, c.live = append(c.waiting, q.job), append(c.live, q)
}

// prepare compiles a query that was accepted before.
func (c *Core) prepare(asked Query) (*cwli.Query, [][]input, error) {
	compiled, err := cwli.Compile(asked.Text)
	if err != nil {
		return nil, nil, err
	}
	inputs := compiled.Inputs()
	if inputs[len(inputs)-1].Named() { // SOURCE names the groups
		asked.Groups = nil
	}
	sources, err := c.read(&asked, inputs)
	return compiled, sources, err
}
