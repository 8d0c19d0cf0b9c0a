package pipelinetest

import (
	"fmt"
	"testing"
)

// Accidents are all ways for a call to go wrong.
var Accidents = []Fault{Fail, Lost, Resent, Crash}

// Enumerate runs a scenario once for every fault and every call of one of its
// processes, whose On is the given function: the calls are not listed, they
// are those that the process makes. It ends a fault's runs when the process
// was through before the call that was to be struck.
func Enumerate(t *testing.T, faults []Fault, scenario func(t *testing.T, strike func(Call) Fault)) {
	t.Helper()
	for _, fault := range faults {
		for n, struck := 1, true; struck; n++ {
			struck = false
			t.Run(fmt.Sprintf("%s %d", fault, n), func(t *testing.T) {
				scenario(t, func(c Call) Fault {
					if c.N != n {
						return None
					}
					struck = true
					return fault
				})
			})
			if t.Failed() {
				return
			}
		}
	}
}
