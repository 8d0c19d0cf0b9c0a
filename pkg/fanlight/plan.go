package fanlight

import (
	"cmp"
	"math"
	"slices"
	"time"

	"github.com/fanlight/fanlight/pkg/report"
)

// unknownTime is the class of a query of which no time is on record: it is sent
// first, because a long query that begins late makes the whole run late, and a
// short one that begins early delays nothing much.
const unknownTime = math.MaxUint8

// TimeClass returns the class of a query that took so long, in steps of a quarter
// of an octave from 100 ms: 1 to 254, and 255 for one of which no time is known.
func TimeClass(took time.Duration) byte {
	if took <= 0 {
		return unknownTime
	}
	return byte(min(max(1, 1+math.Round(4*math.Log2(took.Seconds()/0.1))), unknownTime-1))
}

// OrderByTimes returns the order of a report's queries by the classes of the times
// that other ones took, which are those of an earlier definition of the report. A
// query without an equal among these counts as unknown. It returns nil if all
// queries are of one class: then the definition's order is the sending order.
func OrderByTimes(queries, before []report.Query, classes []byte) []byte {
	if len(before) != len(classes) {
		return nil
	}
	known := make(map[string]byte, len(before))
	for i, q := range before {
		known[workOf(q)] = classes[i]
	}
	order := make([]byte, len(queries))
	for i, q := range queries {
		if i < len(before) && workOf(before[i]) == workOf(q) { // of several equal ones, that one
			order[i] = classes[i]
			continue
		}
		order[i] = cmp.Or(known[workOf(q)], unknownTime)
	}
	if len(order) == 0 || slices.Min(order) == slices.Max(order) {
		return nil
	}
	return order
}

// workOf names the work that a query is: its text and its log groups.
func workOf(q report.Query) string {
	work := q.Text
	for _, group := range q.LogGroups {
		work += "\x00" + group
	}
	return work
}

// Places returns the place in the definition of each query of the plan: by the
// classes of the run's order, the longest first, and by the definition's order
// among those of one class.
func (r Run) Places() []int {
	places := make([]int, len(r.Definition.Queries))
	for i := range places {
		places[i] = i
	}
	if len(r.Order) == len(places) {
		slices.SortStableFunc(places, func(a, b int) int { return cmp.Compare(r.Order[b], r.Order[a]) })
	}
	return places
}

// Plan returns the run's queries in sending order. It is a function of what is
// frozen: every caller gets the same.
func (r Run) Plan() []Query {
	plan := make([]Query, len(r.Definition.Queries))
	for i, place := range r.Places() {
		q := r.Definition.Queries[place]
		plan[i] = Query{Index: i, ID: q.ID, Text: q.Text, LogGroups: q.LogGroups, MaxRows: q.MaxRows, MaxScan: q.MaxScan}
	}
	return plan
}
