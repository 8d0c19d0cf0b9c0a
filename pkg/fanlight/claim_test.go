package fanlight_test

import (
	"testing"

	"github.com/fanlight/fanlight/pkg/fanlight"
)

func TestClaim_Final(t *testing.T) {
	t.Parallel()
	if (fanlight.Claim{}).Final() || !(fanlight.Claim{State: fanlight.Sent}).Final() {
		t.Error("want a claim to be final once it has a state")
	}
}
