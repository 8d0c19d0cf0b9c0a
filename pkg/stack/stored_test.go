package stack_test

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/golden"
	"github.com/fanlight/fanlight/pkg/lambdaevent"
	"github.com/fanlight/fanlight/pkg/localaws/logs"
	"github.com/fanlight/fanlight/pkg/report"
	"github.com/fanlight/fanlight/pkg/sim"
)

// TestStack_stored_names compares everything that a run stores or sends with a golden
// file: keys and attributes of items, bodies of messages, metric lines. A name
// in it may be added, never changed: older and newer programs share one table.
func TestStack_stored_names(t *testing.T) {
	t.Parallel()
	r := sim.Report(17, "chat", "mail")
	r.Budget = 0.5
	r.Owner = &report.Destination{Name: "owner", Kind: report.KindStdout, OnUnknown: report.Resend}
	w := sim.NewHarness(t, r)
	w.Script = func(q sim.Query) logs.Execution {
		if q.Index == 1 && q.Epoch == 1 {
			return sim.Ends(failedQuery)
		}
		return sim.Answers(q)
	}
	run := w.Start()
	w.Sweep()
	w.Quiesce()
	do := func(c fanlight.Command) {
		if answer, err := w.Process().Dispatcher().Execute(t.Context(), c); err != nil || answer.Refused != "" {
			t.Fatal(answer, err)
		}
		w.Quiesce()
	}
	do(fanlight.Command{Action: fanlight.ActionReplay, ID: "replay", Run: run.ID, Epoch: 1, Failed: true})
	do(fanlight.Command{Action: fanlight.ActionResend, ID: "resend", Run: run.ID, Epoch: 2, Round: 1, Destinations: []string{"mail"}})
	var page strings.Builder
	for _, pk := range []string{"REPORTS", "WATCHES", "REPORT#" + r.Name, "RUN#" + string(run.ID), "RUN#" + string(run.ID) + "#1", "RUN#" + string(run.ID) + "#2"} {
		writeItems(t, &page, w.DynamoDB, w.Names.Table, pk)
	}
	fmt.Fprintf(&page, "query message %s\nreport message %s\n", encoded(t, w.QuerySent[0]), encoded(t, w.ReportSent[0]))
	metrics := lambdaevent.NewMetrics(&page, w.Clock, "fanlight")
	for _, e := range w.Events {
		metrics.Emit(context.Background(), e)
	}
	golden.Compare(t, "testdata/stored.golden", token.ReplaceAllString(page.String(), "${1}<token>"))
}

// token matches 48 random bits in hexadecimal.
var token = regexp.MustCompile(`(^|[ #:])[0-9a-f]{12}\b`)

const failedQuery = "Failed"

type querier interface {
	Query(context.Context, *dynamodb.QueryInput, ...func(*dynamodb.Options)) (*dynamodb.QueryOutput, error)
}

// writeItems writes the items of a partition, an attribute a line. Chunks that
// are compressed have their length only.
func writeItems(t *testing.T, page *strings.Builder, table querier, name, pk string) {
	t.Helper()
	out, err := table.Query(t.Context(), &dynamodb.QueryInput{
		TableName: &name, KeyConditionExpression: new("pk = :pk"),
		ExpressionAttributeValues: map[string]types.AttributeValue{":pk": &types.AttributeValueMemberS{Value: pk}},
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, item := range out.Items {
		fmt.Fprintf(page, "%s\n", pk)
		for _, attribute := range slices.Sorted(maps.Keys(item)) {
			if attribute != "pk" {
				fmt.Fprintf(page, "    %-12s %s\n", attribute, value(item[attribute]))
			}
		}
	}
}

func value(v types.AttributeValue) string {
	switch v := v.(type) {
	case *types.AttributeValueMemberS:
		return "S " + v.Value
	case *types.AttributeValueMemberN:
		return "N " + v.Value
	case *types.AttributeValueMemberBOOL:
		return fmt.Sprint("BOOL ", v.Value)
	case *types.AttributeValueMemberNS:
		return fmt.Sprint("NS ", v.Value)
	case *types.AttributeValueMemberL:
		return fmt.Sprint("L of ", len(v.Value))
	case *types.AttributeValueMemberB:
		return "B"
	}
	return fmt.Sprintf("%T", v)
}

func encoded(t *testing.T, v any) []byte {
	t.Helper()
	b, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return b
}
