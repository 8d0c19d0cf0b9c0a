package cwli

import (
	"cmp"
	"encoding/json"
	"slices"
	"strings"

	"github.com/axiomhq/hyperloglog"

	"github.com/fanlight/fanlight/pkg/cwli/value"
)

// exactDistinct is the number of distinct values up to which they are counted exactly.
// More are estimated with 2¹⁴ registers, whose standard error is 1.04 / √2¹⁴ = 0.8 %
// (Flajolet, Fusy, Gandouet, Meunier, "HyperLogLog", AofA 2007). AWS documents that the
// service estimates, too, not from how many on.
const exactDistinct = 4096

// distinct is the method of countDistinct.
var distinct = method{
	start:  func(b *budget) any { return newDistinctSet(b) },
	add:    func(c *cellState, v, _ value.Value) { c.more.(*distinctSet).add(v) },
	result: func(c *cellState) value.Value { return value.OfNumber(c.more.(*distinctSet).count()) },
}

// distinctSet is the distinct values of one group.
type distinctSet struct {
	memory *budget
	seen   map[string]bool
	key    []byte
	sketch *hyperloglog.Sketch
}

// perSet is about how many bytes a set takes before its values.
const perSet = 150

func newDistinctSet(b *budget) *distinctSet {
	_ = b.take("stats", perSet) // the budget keeps the error
	return &distinctSet{memory: b, seen: map[string]bool{}}
}

func (s *distinctSet) add(v value.Value) {
	s.key = v.AppendKey(s.key[:0])
	if s.sketch != nil {
		s.sketch.Insert(s.key)
		return
	}
	if s.seen[string(s.key)] {
		return
	}
	const fixed = 56
	s.seen[string(s.key)] = true
	_ = s.memory.take("stats", fixed+len(s.key)) // the budget keeps the error
	if len(s.seen) > exactDistinct {
		s.estimate()
	}
}

// estimate makes a sketch of the values so far.
func (s *distinctSet) estimate() {
	s.sketch = hyperloglog.New14()
	for key := range s.seen {
		s.sketch.Insert([]byte(key))
	}
	s.seen = nil
}

func (s *distinctSet) count() float64 {
	if s.sketch != nil {
		return float64(s.sketch.Estimate())
	}
	return float64(len(s.seen))
}

// collected is the method of values: the distinct values, in the order in which they
// first occurred.
var collected = method{
	start:  func(b *budget) any { return newCollection(b) },
	add:    func(c *cellState, v, at value.Value) { c.more.(*collection).add(v, at.Num) },
	result: func(c *cellState) value.Value { return c.more.(*collection).list() },
}

type collection struct {
	memory *budget
	places map[string]int // of the values in texts
	texts  []occurrence   // in the order in which they were read
}

// occurrence is a value and when it first occurred.
type occurrence struct {
	text string
	at   float64
}

func newCollection(b *budget) *collection {
	_ = b.take("stats", perSet) // the budget keeps the error
	return &collection{memory: b, places: map[string]int{}}
}

func (c *collection) add(v value.Value, at float64) {
	s := v.Plain().String()
	if place, ok := c.places[s]; ok {
		c.texts[place].at = min(c.texts[place].at, at)
		return
	}
	const fixed = 90
	s = strings.Clone(s)
	c.places[s] = len(c.texts)
	c.texts = append(c.texts, occurrence{s, at})
	_ = c.memory.take("stats", fixed+len(s)) // the budget keeps the error
}

// list returns the values as a JSON array, absent if there is none.
func (c *collection) list() value.Value {
	if len(c.texts) == 0 {
		return value.Value{}
	}
	sorted := slices.Clone(c.texts)
	slices.SortStableFunc(sorted, func(a, b occurrence) int { return cmp.Compare(a.at, b.at) })
	texts := make([]string, len(sorted))
	for i, o := range sorted {
		texts[i] = o.text
	}
	text, err := json.Marshal(texts)
	if err != nil {
		return value.Value{} // texts can always be written
	}
	return value.Value{Kind: value.List, Text: string(text)}
}
