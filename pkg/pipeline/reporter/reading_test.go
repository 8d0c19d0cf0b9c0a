package reporter_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	ddb "github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/pipeline/worker"
	"github.com/fanlight/fanlight/pkg/report"
	"github.com/fanlight/fanlight/pkg/sim"
)

// TestReporter_Report_shared_message reads a large message once that goes to several
// destinations after each other.
func TestReporter_Report_shared_message(t *testing.T) {
	t.Parallel()
	const pages = 10
	reads := 0
	h := ranBy(t, 2, rowsOf(1000, 1900), func(r *report.Report) {
		asTables(r)
		r.Deliver = nil
		for i := range pages {
			to := sim.Chat(fmt.Sprint("page", i))
			to.Kind, to.Telegram, to.File = report.KindFile, nil, &report.File{Path: "page.html"}
			r.Deliver = append(r.Deliver, to)
		}
	}, func(h *sim.Harness) {
		h.Work(h.Process(), worker.Settings{})
		h.Publish(h.Process().With(func(c sim.Call) sim.Fault {
			if in, ok := c.Input.(*dynamodb.QueryInput); ok {
				prefix, _ := in.ExpressionAttributeValues[":prefix"].(*ddb.AttributeValueMemberS)
				if prefix != nil && strings.HasPrefix(prefix.Value, "MESSAGE#") && in.ExclusiveStartKey == nil {
					reads++
				}
			}
			return sim.NoFault
		}))
	})
	expectState(t, h, fanlight.Sent)
	if reads != 1 || len(h.Sender.Got) != pages {
		t.Errorf("%d reads for %d deliveries", reads, len(h.Sender.Got))
	}
	for _, d := range h.Sender.Got {
		if !strings.HasPrefix(d.Message.Text, "<!") {
			t.Errorf("%s got %.20q", d.Message.Destination, d.Message.Text)
		}
	}
}
