// Package recent keeps values that were computed last, by what they were computed from:
// the same definition is read, and the same query compiled, again and again.
package recent

import "sync"

// Values holds values by their keys, as long as the keys have fewer bytes than a limit in
// all. It is safe for concurrent use. Values are shared between those who get them: nobody
// may change one.
type Values[V any] struct {
	limit int
	mu    sync.Mutex
	bytes int
	byKey map[string]V
}

// New returns values whose keys have up to limit bytes in all. A single key may have a
// quarter of that: what has a longer one is computed each time.
func New[V any](limit int) *Values[V] { return &Values[V]{limit: limit, byKey: map[string]V{}} }

// Get returns the value of a key, which it computes if it is not there. An error is
// returned and not kept.
func (v *Values[V]) Get(key []byte, compute func() (V, error)) (V, error) {
	v.mu.Lock()
	value, found := v.byKey[string(key)]
	v.mu.Unlock()
	if found {
		return value, nil
	}
	value, err := compute()
	if err == nil && len(key) <= v.limit/4 {
		v.keep(string(key), value)
	}
	return value, err
}

// keep adds a value. All others go if it does not fit: which of them will be needed
// again cannot be known, and that one comes back at once.
func (v *Values[V]) keep(key string, value V) {
	v.mu.Lock()
	defer v.mu.Unlock()
	if v.bytes+len(key) > v.limit {
		clear(v.byKey)
		v.bytes = 0
	}
	if _, found := v.byKey[key]; !found {
		v.bytes += len(key)
	}
	v.byKey[key] = value
}
