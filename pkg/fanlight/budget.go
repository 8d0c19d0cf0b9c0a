package fanlight

import (
	"strings"

	"github.com/fanlight/fanlight/pkg/price"
)

// Budget decides which queries of a run are not run, by estimates of what they would scan
// (rule W8). The decision on a query is a function of the plan and of the estimates on
// record: all who decide, whenever that is, decide the same, and nothing is counted that a crash
// could count twice.
type Budget struct {
	most   int64 // bytes of a run; 0: no bound
	plan   []bounded
	known  map[string]Estimate
	next   int   // the first query that is not decided yet
	spent  int64 // by those that are
	beyond map[int]Excess
}

// bounded is a query of the plan.
type bounded struct {
	scope   Scope
	maxScan int64
}

// notRun begins the error of a query that is not run.
const notRun = "not run: "

// NotRun returns the error of a query that is not run, and why.
func NotRun(why string) string { return notRun + why }

// IsNotRun reports whether a query has the error of one that was not run.
func IsNotRun(err string) bool { return strings.HasPrefix(err, notRun) }

// Excess is why a query is not run.
type Excess struct {
	Bytes   int64 // that it would scan
	Before  int64 // that the queries before it may scan; 0 if its own bound refuses it
	MaxScan int64 // its own bound, which it exceeds; 0: it exceeds the run's budget
}

// NewBudget returns the budget of a run with the plan, by the estimates on record of its
// epoch, to which more may be added.
func NewBudget(dollars float64, plan []Query, known map[string]Estimate) *Budget {
	b := &Budget{most: int64(dollars / price.ScannedByte), known: known, beyond: map[int]Excess{}}
	for _, q := range plan {
		b.plan = append(b.plan, bounded{q.Scope(), q.MaxScan})
	}
	return b
}

// Missing returns which of the scopes have no estimate that the decision on a query
// depends on: those of the queries up to it, or its own if the run has no budget.
func (b *Budget) Missing(index int) (scopes []Scope) {
	first := min(b.next, index)
	if b.most == 0 {
		first = index
	}
	seen := map[string]bool{}
	for _, q := range b.plan[first : index+1] {
		if _, known := b.known[q.scope.Key]; !known && !seen[q.scope.Key] {
			scopes, seen[q.scope.Key] = append(scopes, q.scope), true
		}
	}
	return scopes
}

// Refuses reports whether a query is not run, and why. No estimate that it depends on may
// be missing. A query without a known estimate is run, and counts nothing.
func (b *Budget) Refuses(index int) (why Excess, refused bool) {
	if b.most == 0 {
		q := b.plan[index]
		bytes := b.known[q.scope.Key].Bytes
		return Excess{Bytes: bytes, MaxScan: q.maxScan}, q.maxScan > 0 && bytes > q.maxScan
	}
	for ; b.next <= index; b.next++ {
		q := b.plan[b.next]
		switch bytes := b.known[q.scope.Key].Bytes; {
		case q.maxScan > 0 && bytes > q.maxScan:
			b.beyond[b.next] = Excess{Bytes: bytes, MaxScan: q.maxScan}
		case bytes > b.most-b.spent:
			b.beyond[b.next] = Excess{Bytes: bytes, Before: b.spent}
		default:
			b.spent += bytes
		}
	}
	why, refused = b.beyond[index]
	return why, refused
}
