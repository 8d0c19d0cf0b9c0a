package sim

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestEnumerate(t *testing.T) {
	struck := map[Fault][]int{}
	Enumerate(t, []Fault{CrashBefore, Resent}, func(t *testing.T, strike func(Call) Fault) {
		for n := 1; n <= 3; n++ { // a process that makes three calls
			if f := strike(Call{N: n}); f != NoFault {
				struck[f] = append(struck[f], n)
			}
		}
	})
	if diff := cmp.Diff(map[Fault][]int{CrashBefore: {1, 2, 3}, Resent: {1, 2, 3}}, struck); diff != "" {
		t.Errorf("struck calls (-want +got):\n%s", diff)
	}
}
