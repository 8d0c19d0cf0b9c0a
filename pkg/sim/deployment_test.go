package sim

import (
	"context"
	"errors"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/service/dynamodb"

	"github.com/fanlight/fanlight/pkg/fanlight"
	core "github.com/fanlight/fanlight/pkg/localaws/dynamodb"
	"github.com/fanlight/fanlight/pkg/localaws/sqs"
)

func TestCreateResources(t *testing.T) {
	t.Parallel()
	clock := &Clock{now: Due}
	queues := sqs.New(clock.Now)
	names, err := CreateResources(t.Context(), core.New(clock.Now), queues, MaxReceives)
	if err != nil {
		t.Fatal(err)
	}
	for _, url := range []string{names.QueryQueue, names.QueryDead, names.ReportQueue} {
		if _, any := queues.NextVisible(url); any || url == "" {
			t.Errorf("queue %q holds a message", url)
		}
	}
	if _, err := CreateResources(t.Context(), noTables{}, queues, MaxReceives); err == nil || !strings.Contains(err.Error(), "create table: no") {
		t.Errorf("without tables: %v", err)
	}
}

type noTables struct{}

func (noTables) CreateTable(context.Context, *dynamodb.CreateTableInput, ...func(*dynamodb.Options)) (*dynamodb.CreateTableOutput, error) {
	return nil, errors.New("no")
}

func TestDeployment_Ledger(t *testing.T) {
	t.Parallel()
	h := NewHarness(t, Report(1))
	h.Start()
	if run, err := h.Deployment.Ledger().Run(t.Context(), RunID); err != nil || run.State != fanlight.Running {
		t.Errorf("read %+v, %v", run, err)
	}
}
