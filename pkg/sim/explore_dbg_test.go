package sim

import (
	"fmt"
	"os"
	"regexp"
	"sort"
	"sync"
	"testing"
)

var dbgMu sync.Mutex
var dbgN = map[string]int{}
var digits = regexp.MustCompile(`[0-9a-f]{8,}`)

func init() {
	dbgHook = func(w *world, all []choice) {
		dbgMu.Lock()
		defer dbgMu.Unlock()
		for _, c := range all {
			k := "kill"
			if c.kill == nil {
				p := pendingOf(c.task)
				i := invocationOf(c.task)
				n := fmt.Sprintf("%T", c.task)
				if i != nil {
					n = i.name
				}
				k = n + " " + p.Op + " " + digits.ReplaceAllString(p.target, "X")
				if a, ok := c.task.(*appointment); ok {
					k += a.name
				}
				if a, ok := c.task.(*eventSource); ok {
					k += a.url
				}
			}
			dbgN[k]++
		}
	}
}

func TestDbg(t *testing.T) {
	for _, s := range Scopes() {
		if os.Getenv("SCOPE") == s.Name {
			t.Log(s.explore(0, nil, setting("MOST", 1500)))
		}
	}
	var keys []string
	for k := range dbgN {
		keys = append(keys, k)
	}
	sort.Slice(keys, func(a, b int) bool { return dbgN[keys[a]] > dbgN[keys[b]] })
	for _, k := range keys[:min(45, len(keys))] {
		fmt.Println(dbgN[k], k)
	}
}
