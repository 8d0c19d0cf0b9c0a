package sim

import (
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/cloudwatchlogs/types"

	"github.com/fanlight/fanlight/pkg/localaws/logs"
)

// estimate decides how an estimate goes: each answers another number. One of ten is more
// than a query may scan.
func (s *simulation) estimate(q *script) logs.Execution {
	q.estimate, q.excused = true, true
	s.scripts[q.ID] = q
	e := Estimates(300 + s.rng.Int64N(2000))
	if s.rng.IntN(10) == 0 {
		e = Estimates(2 * maxScan)
	}
	if s.faults.pick(EstimateFailed) != NoFault {
		e = oneOf(s.rng, Ends(types.QueryStatusFailed), logs.Execution{}, logs.Execution{Run: time.Hour})
	}
	s.note("insights", "estimates", q.ID)
	return e
}

// estimating holds that a process asks for an estimate no more often than it has tries.
func (o *oracle) estimating(p *Process, s *script) {
	o.checkNotNewer(p, o.run(s.Run), "starts an estimate")
	o.checkConcurrency(p)
	if p.known.estimates == nil {
		p.known.estimates = map[string]int{}
	}
	scope := partition(s.Run, s.Epoch) + strings.Join(s.Groups, " ")
	if p.known.estimates[scope]++; p.known.estimates[scope] > maxTries {
		o.violate("W8", "%s asks for the estimate of %s %d times", p.name, scope, p.known.estimates[scope])
	}
}

// wroteEstimate holds that an estimate never changes.
func (o *oracle) wroteEstimate(e *epochState, it item) {
	before, there := e.estimates[str(it, "sk")]
	if there && (num(before, "bytes") != num(it, "bytes") || str(before, "unknown") != str(it, "unknown")) {
		o.violate("W8", "%s was %d %q and is %d %q", keyName(it), num(before, "bytes"), str(before, "unknown"), num(it, "bytes"), str(it, "unknown"))
	}
	e.estimates[str(it, "sk")] = it
}

// verdict of the estimates on a query.
type clearance int

const (
	cleared   clearance = iota
	refused             // it would scan too much
	undecided           // estimates are missing
)

// clearance decides on a query by the estimates on record: the queries before it, in
// sending order, count as far as they fit.
func (o *oracle) clearance(e *epochState, index int) clearance {
	set, spent, scopes := o.sim.set, 0, o.sim.scopes(num(e.run.meta, "total"))
	if !set.bounded {
		return cleared
	}
	for i, place := range e.run.places() {
		if i < index && set.budget == 0 {
			continue
		}
		it, there := e.estimates["ESTIMATE#"+scopes[place]]
		bytes := num(it, "bytes")
		fits := bytes <= maxScan && (set.budget == 0 || spent+bytes <= int(set.budget))
		switch {
		case !there:
			return undecided
		case i == index && fits:
			return cleared
		case i == index:
			return refused
		case fits:
			spent += bytes
		}
	}
	return undecided
}

// checkCleared holds that a query is started only if the estimates on record let it.
func (o *oracle) checkCleared(q Query) {
	e := o.epochOf(q)
	if c := o.clearance(e, q.Index); c != cleared {
		o.violate("W8", "query %d of %s epoch %d is started, which its estimates do not allow (%d)", q.Index, q.Run, q.Epoch, c)
	}
}

// checkRefused holds that a query is not run only if the estimates on record refuse it.
func (o *oracle) checkRefused(e *epochState, index int) {
	o.sim.count(OverBudget)
	if c := o.clearance(e, index); c != refused {
		o.violate("W8", "query %d of %s epoch %d is not run, and its estimates allow it (%d)", index, e.run.id, e.number, c)
	}
}
