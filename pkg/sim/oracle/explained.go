package oracle

import (
	"slices"
	"strings"

	"github.com/fanlight/fanlight/pkg/fanlight"
)

// Explain notes a fault that struck a start of a query: it was refused for good.
func (o *Oracle) Explain(run fanlight.RunID, epoch, index int, f Fault) {
	q := o.run(run).at(epoch).query(index)
	q.refused = append(q.refused, f)
}

// Unreadable notes a message that this version cannot read.
func (o *Oracle) Unreadable(body string) { o.unreadable[body] = true }

// Lost notes that the service no longer knows a query.
func (o *Oracle) Lost(id string) {
	q := o.queries[id]
	q.excused = true
	q.faults = append(q.faults, QueryLost)
}

// Some faults settle a query at once, others cost it one of its tries (rule W5).
var (
	endsAtOnce = []Fault{QueryTimedOut, QueryTooWide, NoGroup}
	costsATry  = []Fault{QueryFailed, QueryStopped, QueryLost}
	noRows     = []Fault{QueryTimedOut, QueryFailed, QueryStopped, NoGroup} // one that scans too much has some, if it was not seen running
)

func (q *query) struckBy(kinds []Fault) bool {
	return slices.ContainsFunc(q.faults, func(f Fault) bool { return slices.Contains(kinds, f) })
}

// checkExplained holds that an outcome has a cause that the script, a fault, the deadline
// or a cancel gave (rules W5, W8, J4, D6): what only has to wait does not fail.
func (o *Oracle) checkExplained(p *Process, e *epochState, index int, winner string) {
	if parseWinner(winner, e.number).epoch != e.number { // it was explained in its own epoch
		return
	}
	result := e.result(index, winner, 0)
	id, outcome, words := str(result, "query_id"), fanlight.Outcome(str(result, "outcome")), str(result, "error")
	asked := o.queries[id]
	if id != "" && (asked == nil || asked.Run != e.run.id || asked.Epoch != e.number || asked.Index != index) {
		o.violate("W5", "query %d of %s epoch %d is settled by %s, which is another's", index, e.run.id, e.number, id)
		return
	}
	explained := false
	switch outcome {
	case fanlight.OK, fanlight.Empty:
		explained = o.found(e, index, result)
	case fanlight.Failed:
		if strings.HasPrefix(words, "not run: ") {
			o.checkRefused(e, index)
			return
		}
		explained = o.failed(e, index, asked)
	case fanlight.TimedOut:
		explained = !p.clock().Before(e.deadline) && (p.is(janitor) || o.set.Older)
	case fanlight.CancelledResult:
		explained = o.cancelled(e)
	}
	if !explained {
		o.violate("W5", "%s settles query %d of %s epoch %d as %s (%s) by %q, and nothing explains it: %s",
			p.Name, index, e.run.id, e.number, outcome, strings.TrimSpace(words), id, o.causes(e, index))
	}
}

// found reports whether a good outcome follows from the query's script: all of its rows
// that the report keeps, or none; without a query only if its start was refused for want
// of data.
func (o *Oracle) found(e *epochState, index int, result item) bool {
	asked, rows := o.queries[str(result, "query_id")], num(result, "row_count")
	empty := str(result, "outcome") == string(fanlight.Empty)
	if asked == nil {
		return empty && rows == 0 && slices.Contains(e.query(index).refused, QueryNoData)
	}
	if asked.struckBy(noRows) {
		return false
	}
	return rows == len(asked.kept) && empty == (len(asked.Rows) == 0)
}

// failed reports whether a query may have failed: its start was refused for good, its
// last try ended so that no other follows, or it was the last of the tries that it has.
func (o *Oracle) failed(e *epochState, index int, last *query) bool {
	refused := e.query(index).refused
	if last == nil && slices.Contains(refused, QueryMalformed) || slices.Contains(refused, Denied) { // a read may be denied, too
		return true
	}
	if last == nil || last.struckBy(endsAtOnce) {
		return last != nil
	}
	tries := 0
	for _, q := range o.queries {
		if q.Run == e.run.id && q.Epoch == e.number && q.Index == index && q.struckBy(costsATry) {
			tries++
		}
	}
	return last.struckBy(costsATry) && tries >= maxTries
}

// cancelled reports whether a cancel ended the epoch before it was delivered (rule D6).
func (o *Oracle) cancelled(e *epochState) bool {
	return e.round(1).state == fanlight.Cancelled && slices.ContainsFunc(o.given, func(c Command) bool {
		return c.Kind == Cancel && c.Run == e.run.id && c.Epoch == e.number && c.saw(1)
	})
}

// causes names what befell a query.
func (o *Oracle) causes(e *epochState, index int) string {
	var all []string
	for _, f := range e.query(index).refused {
		all = append(all, string(f))
	}
	for id, q := range o.queries {
		if q.Run == e.run.id && q.Epoch == e.number && q.Index == index {
			all = append(all, id+": "+strings.Join(names(q.faults), ", "))
		}
	}
	slices.Sort(all)
	return strings.Join(all, "; ")
}

func names(faults []Fault) (all []string) {
	for _, f := range faults {
		all = append(all, string(f))
	}
	return all
}
