package oracle

import (
	"time"

	"github.com/aws/aws-sdk-go-v2/service/dynamodb"

	"github.com/fanlight/fanlight/pkg/fanlight"
)

// sweep holds the runs that a janitor has to see to.
type sweep struct {
	runs    map[fanlight.RunID]time.Time // open ones that the index nominates, and which it has not looked at, with the deadlines that it shows
	before  time.Time                    // the latest of these of one that it looked at
	overdue map[fanlight.RunID]bool      // of which it raised no event
}

// nominated takes note of the open runs that the index shows.
func (s *sweep) nominated(in *dynamodb.QueryInput, out *dynamodb.QueryOutput) {
	if str(in.ExpressionAttributeValues, ":pk") == "BACKFILLS" { // whose editions it looks at, too
		s.runs = nil
	}
	if in.IndexName == nil || str(in.ExpressionAttributeValues, ":open") != "open" {
		return
	}
	if s.runs == nil {
		s.runs, s.overdue = map[fanlight.RunID]time.Time{}, map[fanlight.RunID]bool{}
	}
	for _, it := range out.Items {
		s.runs[runOf(str(it, "pk"))] = stamp(it, "deadline")
	}
}

// visits holds the order in which a janitor looks at open runs: those with the earliest deadline
// first (J1 to J5), so that what is late is not left over when its time is short. They are those that
// the index shows: an epoch that has begun meanwhile has another.
func (o *Oracle) visits(p *Process, meta item) {
	id := runOf(str(meta, "pk"))
	shown, nominated := p.sweep.runs[id]
	if str(meta, "sk") != "META" || str(meta, "state") == "" || !nominated {
		return
	}
	delete(p.sweep.runs, id)
	if p.blemish.IsZero() && shown.Before(p.sweep.before) && str(meta, "open") != "" {
		o.violate("J1", "%s looks at %s, whose deadline is %s, after one of %s", p.Name, id, shown.UTC(), p.sweep.before.UTC())
	}
	p.sweep.before = latest(p.sweep.before, shown)
	if str(meta, "open") != "" && num(meta, "round") == 1 && !p.clock().Before(stamp(meta, "deadline")) && !o.run(id).wasNewer {
		p.sweep.overdue[id] = true
	}
}

// checkOverdue holds rule J4: a sweep that finds an open run after its deadline raises the event,
// whatever else it does for the run. The process ended well, and no fault struck it.
func (o *Oracle) checkOverdue(p *Process) {
	for id := range p.sweep.overdue {
		if r := o.run(id); r.open && r.closed.Before(p.begun) {
			o.violate("J4", "%s found %s open after its deadline, and did not say so", p.Name, id)
		}
	}
}
