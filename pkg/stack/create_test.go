package stack_test

import (
	"context"
	"errors"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/sqs"
	"github.com/aws/aws-sdk-go-v2/service/sqs/types"

	core "github.com/fanlight/fanlight/pkg/localaws/dynamodb"
	queues "github.com/fanlight/fanlight/pkg/localaws/sqs"
	"github.com/fanlight/fanlight/pkg/sim"
	"github.com/fanlight/fanlight/pkg/stack"
)

func TestCreate(t *testing.T) {
	t.Parallel()
	h := sim.NewHarness(t)
	q := queues.New(h.Clock.Now)
	names, err := stack.Create(t.Context(), "prod", stack.MaxReceives, core.New(h.Clock.Now), q)
	if err != nil || names.Table != "prod" {
		t.Fatal(names, err)
	}
	for url, want := range map[string]map[string]string{
		names.QueryQueue:  {"name": "prod-queries", "VisibilityTimeout": "900"},
		names.ReportQueue: {"name": "prod-reports", "VisibilityTimeout": "240"},
		names.QueryDead:   {"name": "prod-queries-dead", "MessageRetentionPeriod": "1209600"},
	} {
		out, err := q.GetQueueAttributes(t.Context(), &sqs.GetQueueAttributesInput{QueueUrl: &url, AttributeNames: []types.QueueAttributeName{"All"}})
		if err != nil {
			t.Fatal(err)
		}
		for attribute, value := range want {
			if got := out.Attributes[attribute]; attribute != "name" && got != value {
				t.Errorf("%s of %s is %s, want %s", attribute, url, got, value)
			}
		}
		if !strings.HasSuffix(url, "/"+want["name"]) {
			t.Errorf("queue %s, want %s", url, want["name"])
		}
		if policy := out.Attributes["RedrivePolicy"]; url != names.QueryDead && !strings.Contains(policy, `"maxReceiveCount":1000`) {
			t.Errorf("the redrive policy of %s is %s", url, policy)
		}
	}
	if _, err := stack.Create(t.Context(), "prod", stack.MaxReceives, noTables{}, q); err == nil || !strings.Contains(err.Error(), "create table prod: no") {
		t.Errorf("without tables: %v", err)
	}
}

type noTables struct{}

func (noTables) CreateTable(context.Context, *dynamodb.CreateTableInput, ...func(*dynamodb.Options)) (*dynamodb.CreateTableOutput, error) {
	return nil, errors.New("no")
}
