package sim

import (
	"fmt"
	"os"
	"sync"
	"sync/atomic"
	"testing"
)

func TestZZ(t *testing.T) {
	n := setting("N", 1000)
	first := setting("FIRST", 1)
	var next atomic.Int64
	var wg sync.WaitGroup
	var mu sync.Mutex
	count := map[string]int{}
	for range 2 {
		wg.Go(func() {
			for {
				k := int(next.Add(1)) - 1
				if k >= n {
					return
				}
				seed := uint64(first + k)
				func() {
					defer func() {
						if e := recover(); e != nil {
							mu.Lock()
							count["panic"]++
							if count["panic"] < 3 {
								fmt.Println(seed, "PANIC", e)
								if os.Getenv("BT") != "" {
									panic(e)
								}
							}
							mu.Unlock()
						}
					}()
					r, found := Judge(seed, Options{Queries: Few, Unjudged: true, FaultFree: os.Getenv("FREE") != ""})
					mu.Lock()
					defer mu.Unlock()
					if len(r.Violations) > 0 {
						count["ORACLE "+string(r.Violations[0].Rule)]++
					}
					for _, f := range found {
						count[f.Rule]++
						if count[f.Rule] <= setting("SHOW", 3) {
							fmt.Println(seed, f.String())
						}
					}
					if len(found) > 0 {
						count["seeds"]++
					}
				}()
			}
		})
	}
	wg.Wait()
	fmt.Println(count)
}
