package fanlight

import (
	"cmp"
	"math"
	"slices"
	"time"

	"github.com/fanlight/fanlight/pkg/report"
)

// unknownTime is the class of a query of which no time is on record. It counts as the
// longest: a long query that begins late makes the whole run late, and a short one
// that begins early delays nothing much.
const unknownTime = math.MaxUint8

// TimeClass returns the class of a query that took so long, in steps of a quarter
// of an octave from 100 ms: 1 to 254, and 255 for one of which no time is known.
func TimeClass(took time.Duration) byte {
	if took <= 0 {
		return unknownTime
	}
	return byte(min(max(1, 1+math.Round(4*math.Log2(took.Seconds()/0.1))), unknownTime-1))
}

// OrderByTimes returns the sending order of a report's queries, a rank for each, by the
// classes of the times that other ones took, which are those of an earlier definition
// of the report. A query without an equal among these counts as unknown. It returns
// nil if all queries are of one class: then the definition's order is the sending
// order.
func OrderByTimes(queries, before []report.Query, classes []byte) []byte {
	if len(before) != len(classes) {
		return nil
	}
	known := make(map[string]byte, len(before))
	for i, q := range before {
		known[workOf(q)] = classes[i]
	}
	now := make([]byte, len(queries))
	for i, q := range queries {
		if i < len(before) && workOf(before[i]) == workOf(q) { // of several equal ones, that one
			now[i] = classes[i]
			continue
		}
		now[i] = cmp.Or(known[workOf(q)], unknownTime)
	}
	if len(now) == 0 || slices.Min(now) == slices.Max(now) {
		return nil
	}
	return ranks(now)
}

// Of more than lastOnes queries, the last ones are sent longest first, so that a run
// does not end with one long query; the firstOnes are the longest, which fill the
// slots; ranksBefore are the ranks of those between, which are mixed. Longest first
// from the beginning fills the slots with long queries while starts are left over, and
// has starts run out while slots are left over at the end: with 100 slots and 10
// starts a second 10,000 queries take 1.19 times as long as mixed ones.
const (
	firstOnes   = 50
	lastOnes    = 400
	ranksBefore = 128
	highestRank = math.MaxUint8
)

// ranks returns the rank of each query: the highest is sent first. Of many queries the
// last ones are a sample of all but the first, longest first; each rank between has its
// share of every class.
func ranks(classes []byte) []byte {
	longest := make([]int, len(classes))
	for i := range longest {
		longest[i] = i
	}
	slices.SortStableFunc(longest, func(a, b int) int { return cmp.Compare(classes[b], classes[a]) })
	all, last, mixed := slices.Clone(classes), 0, 0
	if len(all) <= lastOnes {
		return all
	}
	first := min(firstOnes, len(all)-lastOnes)
	for _, i := range longest[:first] {
		all[i] = highestRank
	}
	for _, i := range longest[first:] {
		if last += lastOnes; last >= len(all)-first {
			last -= len(all) - first
			all[i] = min(all[i], highestRank-1-ranksBefore)
			continue
		}
		all[i] = highestRank - 1 - byte(mixed%ranksBefore)
		mixed++
	}
	return all
}

// workOf names the work that a query is: its text and its log groups.
func workOf(q report.Query) string {
	work := q.Text
	for _, group := range q.LogGroups {
		work += "\x00" + group
	}
	return work
}

// Places returns the place in the definition of each query of the plan: by the ranks
// of the run's order, the highest first, and by the definition's order among those of
// one rank.
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
		plan[i] = Query{Index: i, ID: q.ID, Text: q.Text, LogGroups: q.LogGroups, MaxRows: q.MaxRows, MaxScan: q.MaxScan, Budget: r.Definition.Budget, MaxBytes: q.MaxBytes}
	}
	return plan
}
