package sim

import (
	"testing"

	"github.com/fanlight/fanlight/pkg/sim/oracle"
)

// The oracle knows faults by their words.
func TestFault_words(t *testing.T) {
	t.Parallel()
	for _, f := range oracle.Known() {
		if faultsByName[f] == NoFault {
			t.Errorf("the oracle knows %q, which is no fault", f)
		}
	}
	for _, c := range []oracle.CommandKind{oracle.Cancel, oracle.ReplayAll, oracle.ReplayFailed, oracle.Resend, oracle.ResendNow, oracle.Correct} {
		if faultsByName[oracle.Fault(c)] == NoFault {
			t.Errorf("the oracle knows the command %q, which nobody gives", c)
		}
	}
}
