package reporter_test

import (
	"errors"
	"slices"
	"testing"

	"github.com/aws/aws-sdk-go-v2/service/dynamodb"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/sim"
)

// TestReporter_Report_times records how long the queries took after the first try of a
// delivery, whatever comes of it: no report waits for that.
func TestReporter_Report_times(t *testing.T) {
	t.Parallel()
	for name, refused := range map[string]int{"delivered": 0, "refused": 1} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			h := complete(t, sim.Report(2, "chat"))
			h.Sender.Answer = func(_ string, try int) error {
				if try <= refused {
					return &fanlight.DeliveryError{Err: errors.New("bad gateway")}
				}
				return nil
			}
			p := h.Process()
			h.Publish(p)
			delivered := slices.IndexFunc(p.Calls, func(c sim.Call) bool { return c.Op == "Deliver" })
			if recorded := slices.IndexFunc(p.Calls, recordsTimes); delivered < 0 || recorded < delivered {
				t.Errorf("call %d records the times, call %d delivers", recorded, delivered)
			}
		})
	}
}

func recordsTimes(c sim.Call) bool {
	put, ok := c.Input.(*dynamodb.PutItemInput)
	if !ok {
		return false
	}
	_, has := put.Item["classes"]
	return has
}
