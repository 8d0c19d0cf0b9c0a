package expr

import "sync"

// maxCached is the largest number of parsed expressions of each kind in the cache. Most programs have few
// texts, but a program may write values into them.
const maxCached = 1024

// cache maps texts to parsed expressions. Parsed expressions never change, so all cores share the cache. It is
// safe for concurrent use.
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
