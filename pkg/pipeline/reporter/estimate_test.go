package reporter_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"github.com/fanlight/fanlight/pkg/localaws/logs"
	"github.com/fanlight/fanlight/pkg/pipeline/worker"
	"github.com/fanlight/fanlight/pkg/sim"
)

// TestReporter_Report_notes_estimates says which queries were run without an estimate, and
// does not wait to know.
func TestReporter_Report_notes_estimates(t *testing.T) {
	t.Parallel()
	for name, unread := range map[string]bool{"read": false, "unread": true} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r := sim.Report(2, "chat")
			r.Budget, r.Queries[1].LogGroups = 1, []string{"/b"}
			h := sim.NewHarness(t, r)
			h.Estimate = func(q sim.Query) logs.Execution {
				if q.Groups[0] == "/b" {
					return logs.Execution{}
				}
				return sim.Estimates(1)
			}
			h.Start()
			h.Work(h.Process(), worker.Settings{})
			p := h.Process()
			p.Refuse = func(c sim.Call) error {
				q, is := c.Input.(*dynamodb.QueryInput)
				if !unread || !is {
					return nil
				}
				if prefix, _ := q.ExpressionAttributeValues[":prefix"].(*types.AttributeValueMemberS); prefix == nil || prefix.Value != "ESTIMATE#" {
					return nil
				}
				return errors.New("no answer")
			}
			h.Publish(p)
			const note = "q1: no estimate of its scan: the estimate is unclear: it has 0 rows"
			text := h.Sender.Got[0].Message.Text
			if strings.Contains(text, note) == unread || strings.Contains(text, "q0: no estimate") {
				t.Errorf("it says\n%s", text)
			}
		})
	}
}
