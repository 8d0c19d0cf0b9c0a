package oracle

import (
	"slices"

	"github.com/aws/aws-sdk-go-v2/service/cloudwatchlogs"
)

// forGood are the refusals after which a query is settled at once (rule W5).
var forGood = []Fault{QueryMalformed, QueryNoData, Denied}

// refusedForGood notes that a process knows that a query was refused for good: its start, or
// its answer.
func (o *Oracle) refusedForGood(p *Process, c Call, err error) {
	if err == nil || !slices.Contains(forGood, c.Fault) {
		return
	}
	if p.refused == nil {
		p.refused = map[mark]bool{}
	}
	switch in := c.Input.(type) {
	case *cloudwatchlogs.StartQueryInput:
		if m, ok := markOf(*in.QueryString); ok {
			p.refused[m] = true
		}
	case *cloudwatchlogs.GetQueryResultsInput:
		if q := o.queries[*in.QueryId]; q != nil && !q.Estimate {
			p.refused[mark{q.place(), false}] = true
		}
	}
}

// checkNotRefused holds that a process does not start a query once more that was refused
// for good: it would be refused again, or be paid for again, until the deadline (rule W5).
func (o *Oracle) checkNotRefused(p *Process, in any) {
	start, ok := in.(*cloudwatchlogs.StartQueryInput)
	if !ok {
		return
	}
	if m, _ := markOf(*start.QueryString); p.refused[m] {
		o.violate("W5", "%s starts query %d of %s once more, which was refused for good", p.Name, m.index, m.partition)
	}
}

// checkTryEnded holds that a start on record is replaced only when it came to nothing in a way
// that a further try may mend (rule W5).
func (o *Oracle) checkTryEnded(e *epochState, index int, before start) {
	if q := o.queries[before.id]; before.try > 0 && q != nil && !q.struckBy(costsATry) {
		o.violate("W5", "query %d of %s epoch %d is started again after try %d, and nothing ended that: %v", index, e.run.id, e.number, before.try, q.faults)
	}
}
