package cli

import (
	"testing"

	"github.com/fanlight/fanlight/pkg/fanlight"
)

func TestEndedLine(t *testing.T) {
	t.Parallel()
	sent := record("email", fanlight.Delivery{State: fanlight.DeliverySent})
	gone := record("telegram", fanlight.Delivery{State: fanlight.DeliveryFailed, Error: "403 Forbidden"})
	good := wasReported(sent)
	good.queries[2].State = "empty"
	for _, test := range []struct {
		w          watched
		state      fanlight.State
		mark, want string
	}{
		{good, fanlight.Sent, checkOK, "api-latency@2026-01-02T06:00:00Z sent: 3 of 3 queries ok; email: sent"},
		{wasReported(sent, gone), fanlight.PartlySent, checkWarned,
			"api-latency@2026-01-02T06:00:00Z partly_sent, incomplete: 1 of 3 queries gave no answer (by_user: failed); email: sent; telegram: failed: 403 Forbidden"},
		{wasReported(), fanlight.Held, checkFailed, "api-latency@2026-01-02T06:00:00Z held, incomplete: 1 of 3 queries gave no answer (by_user: failed)"},
	} {
		if e := endedLine(test.w, test.state); e.text != test.want || e.state != test.mark {
			t.Errorf("%s: got %q, want %q", e.state, e.text, test.want)
		}
	}
}
