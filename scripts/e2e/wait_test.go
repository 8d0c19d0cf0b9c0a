package e2e

import (
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/sqs"
	"github.com/aws/aws-sdk-go-v2/service/sqs/types"

	"github.com/fanlight/fanlight/pkg/fanlight"
)

// awaitEmpty waits until every queue is empty, the dead letters among them:
// what was done is deleted shortly after.
func (d *deployment) awaitEmpty(t *testing.T) {
	t.Helper()
	left := map[string]string{}
	for end := time.Now().Add(patience); time.Now().Before(end); time.Sleep(200 * time.Millisecond) {
		clear(left)
		for name, url := range d.Queues {
			d.count(t, name, url, left)
		}
		if len(left) == 0 {
			say("queues: all %d empty", len(d.Queues))
			return
		}
	}
	t.Errorf("messages are left: %v", left)
}

// count notes how many messages a queue holds, if any.
func (d *deployment) count(t *testing.T, name, url string, left map[string]string) {
	t.Helper()
	visible, hidden := types.QueueAttributeNameApproximateNumberOfMessages, types.QueueAttributeNameApproximateNumberOfMessagesNotVisible
	out, err := d.queues.GetQueueAttributes(t.Context(), &sqs.GetQueueAttributesInput{
		QueueUrl: &url, AttributeNames: []types.QueueAttributeName{visible, hidden},
	})
	if err != nil {
		t.Fatal(err)
	}
	if v, h := out.Attributes[string(visible)], out.Attributes[string(hidden)]; v != "0" || h != "0" {
		left[name] = v + " visible, " + h + " hidden"
	}
}

// patience is how long a run may take here.
const patience = 4 * time.Minute

// await returns a run once it has ended.
func (d *deployment) await(t *testing.T, id fanlight.RunID) fanlight.Run {
	t.Helper()
	r, err := fanlight.Run{}, error(nil)
	for end := time.Now().Add(patience); time.Now().Before(end); time.Sleep(200 * time.Millisecond) {
		if r, err = d.ledger.Run(t.Context(), id); err == nil && !r.Open {
			return r
		}
	}
	t.Fatalf("run %s has not ended within %s: state %q, %v", id, patience, r.State, err)
	return r
}

// awaitEnd waits until a function has done something.
func (d *deployment) awaitEnd(t *testing.T, function string) {
	t.Helper()
	timeout := time.After(patience)
	for {
		select {
		case ended := <-d.ended:
			if ended == d.Functions[function] {
				return
			}
		case <-timeout:
			t.Fatalf("the %s has done nothing within %s", function, patience)
		}
	}
}
