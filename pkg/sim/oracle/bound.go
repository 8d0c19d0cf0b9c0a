package oracle

// estimating holds that a process asks for an estimate no more often than it has tries.
func (o *Oracle) estimating(p *Process, s *query) {
	o.checkNotNewer(p, o.run(s.Run), "starts an estimate")
	o.checkConcurrency(p)
	if p.estimates == nil {
		p.estimates = map[string]int{}
	}
	scope := partition(s.Run, s.Epoch) + s.Groups[0]
	if p.estimates[scope]++; p.estimates[scope] > maxTries {
		o.violate("W8", "%s asks for the estimate of %s %d times", p.Name, scope, p.estimates[scope])
	}
}

// wroteEstimate holds that an estimate never changes.
func (o *Oracle) wroteEstimate(e *epochState, it item) {
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
func (o *Oracle) clearance(e *epochState, index int) clearance {
	set, spent := o.set, 0
	if !set.Bounded {
		return cleared
	}
	for i, place := range e.run.places() {
		if i < index && set.Budget == 0 {
			continue
		}
		it, there := e.estimates["ESTIMATE#"+set.Scopes[place]]
		bytes := num(it, "bytes")
		fits := bytes <= set.MaxScan && (set.Budget == 0 || spent+bytes <= int(set.Budget))
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
func (o *Oracle) checkCleared(q *query) {
	e := o.epochOf(q)
	if c := o.clearance(e, q.Index); c != cleared {
		o.violate("W8", "query %d of %s epoch %d is started, which its estimates do not allow (%d)", q.Index, q.Run, q.Epoch, c)
	}
}

// checkRefused holds that a query is not run only if the estimates on record refuse it.
func (o *Oracle) checkRefused(e *epochState, index int) {
	o.world.Count(OverBudget)
	if c := o.clearance(e, index); c != refused {
		o.violate("W8", "query %d of %s epoch %d is not run, and its estimates allow it (%d)", index, e.run.id, e.number, c)
	}
}
