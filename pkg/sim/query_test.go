package sim

import (
	"context"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	sdk "github.com/aws/aws-sdk-go-v2/service/cloudwatchlogs"
	"github.com/aws/aws-sdk-go-v2/service/cloudwatchlogs/types"

	"github.com/fanlight/fanlight/pkg/localaws/logs"
)

// ask starts a query and returns its answer after a minute.
func ask(t *testing.T, core *logs.Core, clock *Clock, text string) *sdk.GetQueryResultsOutput {
	t.Helper()
	started, err := core.StartQuery(t.Context(), &sdk.StartQueryInput{
		LogGroupName: aws.String("/any"), QueryString: &text, StartTime: aws.Int64(0), EndTime: aws.Int64(1),
	})
	if err != nil {
		t.Fatal(err)
	}
	clock.Advance(time.Minute)
	out, err := core.GetQueryResults(context.Background(), &sdk.GetQueryResultsInput{QueryId: started.QueryId})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func TestAnswers(t *testing.T) {
	t.Parallel()
	e := Answers(Query{Index: 7})
	if row := e.Outcome.Rows[0]; *row[0].Field != "calls" || *row[0].Value != "7" || e.Queue+e.Run != 2*time.Second {
		t.Errorf("query 7 goes as %+v", e)
	}
}

func TestEnds(t *testing.T) {
	t.Parallel()
	if e := Ends(types.QueryStatusFailed); e.State != types.QueryStatusFailed || e.Run != time.Second || len(e.Outcome.Rows) != 0 {
		t.Errorf("it goes as %+v", e)
	}
}

func TestAnswerQueries(t *testing.T) {
	t.Parallel()
	clock := &Clock{now: Due}
	core := logs.New(clock.Now, logs.Quotas{})
	AnswerQueries(core)
	out := ask(t, core, clock, "fields @message\n# fanlight bot-usage@2026-01-02T12:30:00Z 1 3 abc")
	if out.Status != types.QueryStatusComplete || *out.Results[0][0].Value != "3" {
		t.Errorf("query 3 is %s with %v", out.Status, out.Results)
	}
}
