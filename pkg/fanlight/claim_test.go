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

// TestFinalState holds rule E1.
func TestFinalState(t *testing.T) {
	t.Parallel()
	sent := fanlight.Delivery{State: fanlight.DeliverySent}
	failed := fanlight.Delivery{State: fanlight.DeliveryFailed}
	unknown := fanlight.Delivery{State: fanlight.DeliveryUnknown, Unknown: true}
	perhaps := fanlight.Delivery{State: fanlight.DeliveryFailed, Unknown: true} // an earlier try's answer never came
	untried := fanlight.Delivery{}
	for _, test := range []struct {
		deliveries []fanlight.Delivery
		want       fanlight.State
	}{
		{nil, fanlight.Sent},
		{[]fanlight.Delivery{sent, sent}, fanlight.Sent},
		{[]fanlight.Delivery{sent, failed}, fanlight.PartlySent},
		{[]fanlight.Delivery{failed, unknown}, fanlight.PartlySent},
		{[]fanlight.Delivery{perhaps}, fanlight.PartlySent},
		{[]fanlight.Delivery{failed, untried}, fanlight.Unsent},
	} {
		if got := fanlight.FinalState(test.deliveries); got != test.want {
			t.Errorf("%+v: %s, want %s", test.deliveries, got, test.want)
		}
	}
}
