package sim

import (
	"fmt"
	"testing"
)

// Accidents are the ways in which a call of any kind may go wrong.
var Accidents = []Fault{ServerError, LostAnswer, Resent, CrashBefore}

// Enumerate runs a scenario once for every fault and every call of one of its
// processes, which takes strike by With. The calls are not listed: they are
// those that the process makes. The runs of a fault end when the process made
// fewer calls than the number of the one that was to be struck.
func Enumerate(t *testing.T, faults []Fault, scenario func(t *testing.T, strike func(Call) Fault)) {
	t.Helper()
	for _, fault := range faults {
		for n, struck := 1, true; struck; n++ {
			struck = false
			t.Run(fmt.Sprintf("%s %d", fault, n), func(t *testing.T) {
				scenario(t, func(c Call) Fault {
					if c.N != n {
						return NoFault
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
