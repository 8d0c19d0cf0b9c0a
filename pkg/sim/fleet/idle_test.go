package fleet_test

import (
	"testing"

	"github.com/fanlight/fanlight/pkg/sim/fleet"
)

func TestSweep(t *testing.T) {
	t.Parallel()
	s := fleet.New(3, 1)
	s.Log = true
	_, c, err := fleet.Sweep(s)
	if err != nil {
		t.Fatal(err)
	}
	if c.AllInvocations() != 1 || c.Invocations["janitor"] != 1 || c.AllUnits().Write != 0 || c.AllUnits().Read == 0 {
		t.Errorf("an idle sweep takes %+v; want one invocation that writes nothing", c)
	}
	if lines := c.Logged["janitor"]; lines < 250 || lines > 1000 {
		t.Errorf("an idle sweep logs %d bytes, want Lambda's own lines", lines)
	}
	t.Logf("an idle sweep: %v, %v, %v, %d bytes", c.Calls, c.Units, c.Billed, c.AllLogged())
}
