package cwli

import (
	"cmp"
	"slices"

	"github.com/fanlight/fanlight/pkg/cwli/value"
)

// topValues is the method of topk: the list of the k most frequent values, equally
// frequent ones in the order of sort. All are counted; AWS does not say whether the
// service estimates.
func topValues(k int) method {
	return method{
		start:  func(b *budget) any { return &frequencies{memory: b, byKey: map[string]*frequency{}} },
		add:    func(c *cellState, v, _ value.Value) { c.more.(*frequencies).add(v) },
		result: func(c *cellState) value.Value { return c.more.(*frequencies).top(k) },
	}
}

// frequencies counts values.
type frequencies struct {
	memory *budget
	byKey  map[string]*frequency
	key    []byte
}

type frequency struct {
	value value.Value
	n     int
}

func (s *frequencies) add(v value.Value) {
	s.key = v.AppendKey(s.key[:0])
	if known := s.byKey[string(s.key)]; known != nil {
		known.n++
		return
	}
	_, v = v.Keep(nil)
	s.byKey[string(s.key)] = &frequency{v, 1}
	const fixed = 150
	_ = s.memory.take("stats", fixed+len(s.key)+len(v.Text)) // the budget keeps the error
}

// top returns the k most frequent values, absent if there is none.
func (s *frequencies) top(k int) value.Value {
	if len(s.byKey) == 0 {
		return value.Value{}
	}
	list := make([]*frequency, 0, len(s.byKey))
	for _, f := range s.byKey {
		list = append(list, f)
	}
	slices.SortFunc(list, func(a, b *frequency) int {
		return cmp.Or(cmp.Compare(b.n, a.n), value.CompareNatural(&a.value, &b.value), cmp.Compare(a.value.String(), b.value.String()))
	})
	items := make([]value.Value, min(k, len(list)))
	for i := range items {
		items[i] = list[i].value.Plain()
	}
	return value.OfList(items)
}
