package oracle

import (
	"slices"
	"strings"
)

// estimating holds that a process asks for an estimate no more often than it has tries.
func (o *Oracle) estimating(p *Process, s *query) {
	o.checkNotNewer(p, o.run(s.Run), "starts an estimate")
	o.checkConcurrency(p)
	if p.estimates == nil {
		p.estimates = map[string]int{}
	}
	scope := partition(s.Run, s.Epoch) + strings.Join(s.Groups, " ")
	if len(s.Groups) == 0 {
		scope += s.Text
	}
	if p.estimates[scope]++; p.estimates[scope] > maxTries {
		o.violate("W8", "%s asks for the estimate of %s %d times", p.Name, scope, p.estimates[scope])
	}
}

// wroteEstimate holds that an estimate never changes.
func (o *Oracle) wroteEstimate(p *Process, e *epochState, it item) {
	before, there := e.estimates[str(it, "sk")]
	if there && (num(before, "bytes") != num(it, "bytes") || str(before, "unknown") != str(it, "unknown")) {
		o.violate("W8", "%s was %d %q and is %d %q", keyName(it), num(before, "bytes"), str(before, "unknown"), num(it, "bytes"), str(it, "unknown"))
	}
	o.checkAnswer(p, e, it)
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
	scopes := set.Scopes(num(e.run.meta, "total"))
	for i, place := range e.run.places() {
		if i < index && set.Budget == 0 {
			continue
		}
		it, there := e.estimates["ESTIMATE#"+scopes[place]]
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

// checkAnswer holds that an estimate on record has the bytes that the service answered to one that was
// asked for in this epoch, of the log groups of its scope; and that none is unknown unless
// something went wrong.
func (o *Oracle) checkAnswer(p *Process, e *epochState, it item) {
	bytes, scope := num(it, "bytes"), strings.TrimPrefix(str(it, "sk"), "ESTIMATE#")
	if str(it, "unknown") != "" {
		if !o.set.Troubled {
			o.violate("W8", "%s records the estimate %s as unknown (%s), although nothing went wrong", p.Name, scope, str(it, "unknown"))
		}
		return
	}
	if bytes == 0 && o.set.Likely[QueryNoData] { // its start was refused: there is nothing to scan
		return
	}
	for _, q := range o.queries {
		if q.Estimate && q.Run == e.run.id && q.Epoch == e.number && q.Answer == bytes && o.isScope(e.run, scope, q.Query) {
			return
		}
	}
	o.violate("W8", "%s records %d bytes for %s, which no estimate of it answered", p.Name, bytes, scope)
}

// isScope reports whether an estimate is one of that scope.
func (o *Oracle) isScope(r *runState, scope string, asked Query) bool {
	if r.definition == nil {
		return true
	}
	scopes := o.set.Scopes(len(r.definition.Queries))
	for place, q := range r.definition.Queries {
		if scopes[place] == scope && slices.Equal(q.Groups, asked.Groups) && (len(q.Groups) > 0 || strings.HasPrefix(asked.Text, q.Text)) {
			return true
		}
	}
	return false
}
