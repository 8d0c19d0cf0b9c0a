package expr

import "sync"

// maxCached bounds how many parsed expressions of each kind are remembered. A program has few texts, but
// nothing stops one from writing values into them.
const maxCached = 1024

// cache remembers what texts were parsed to. Parsed expressions never change, so all cores share them.
type cache[T any] struct {
	mu     sync.RWMutex
	parsed map[string]T
}

var (
	conditions  cache[*conditionTree]
	updates     cache[*updateTree]
	projections cache[*usage]
)

func (c *cache[T]) get(text string, parse func(string) (T, error)) (T, error) {
	c.mu.RLock()
	parsed, ok := c.parsed[text]
	c.mu.RUnlock()
	if ok {
		return parsed, nil
	}
	parsed, err := parse(text)
	if err == nil {
		c.put(text, parsed)
	}
	return parsed, err
}

func (c *cache[T]) put(text string, parsed T) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.parsed == nil || len(c.parsed) >= maxCached {
		c.parsed = make(map[string]T)
	}
	c.parsed[text] = parsed
}
