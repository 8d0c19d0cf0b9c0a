package naive

import "math/big"

// rules are the statements of the language that a test may replace by wrong ones,
// to see that the generated queries find the difference.
type rules struct {
	holds      map[string]func(order int) bool // of comparison operators
	negated    func(holds bool) bool           // of "not like" and "not in", if the field is there
	missing    bool                            // what a comparison with an absent side is
	not        func(holds bool) bool
	and, or    func(a, b bool) bool
	contains   func(text, part string) bool
	equal      func(e *evaluation, a, b value) bool // in lists
	arithmetic map[string]func(a, b *big.Rat) *big.Rat
	functions  map[string]function
	aggregates map[string]aggregation
	show       func(n *big.Rat) string
	order      func(e *evaluation, a, b value) int // of sort
	floor      func(ms int64, p period) int64      // of bin
	key        func(e *evaluation, v value) string // of a group
	discover   func(event Event) map[string]value
	glob       func(text, pattern string) []string // nil: no match
	multi      func(matches int) int               // how many of them are rows
	kept       func(keys []string) []bool          // which rows dedup keeps
	direction  func(key int, descending bool) bool // descends, by the key's position
	limit      func(n int) int
}

// right returns the rules of the language.
func right() rules {
	return rules{
		holds:      comparisons,
		negated:    func(holds bool) bool { return !holds },
		not:        func(holds bool) bool { return !holds },
		and:        func(a, b bool) bool { return a && b },
		or:         func(a, b bool) bool { return a || b },
		contains:   contains,
		equal:      func(e *evaluation, a, b value) bool { return e.compare(a, b) == 0 },
		arithmetic: operations,
		functions:  functions,
		aggregates: aggregations,
		show:       shown,
		order:      order,
		floor:      binFloor,
		key:        groupKey,
		discover:   discover,
		glob:       globMatch,
		multi:      func(matches int) int { return matches },
		kept:       firstOnly,
		direction:  func(_ int, descending bool) bool { return descending },
		limit:      func(n int) int { return n },
	}
}
