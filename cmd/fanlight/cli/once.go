package cli

import "sync"

// once passes each error on a single time: three tries of a query over the same
// broken file say the same.
func once(tell func(error)) func(error) {
	var mu sync.Mutex
	told := map[string]bool{}
	return func(err error) {
		mu.Lock()
		defer mu.Unlock()
		if text := err.Error(); !told[text] {
			told[text] = true
			tell(err)
		}
	}
}
