package logs_test

import (
	"testing"
	"time"

	sdk "github.com/aws/aws-sdk-go-v2/service/cloudwatchlogs"

	"github.com/fanlight/fanlight/pkg/localaws/logs"
)

// awsQuotas are those of an account on AWS, with five calls a second of
// DescribeQueries.
var awsQuotas = logs.Quotas{Concurrent: 100, StartPerSecond: 10, ReadPerSecond: 10, DescribePerSecond: 5}

func TestQuotas(t *testing.T) {
	t.Parallel()
	a := newAccount(t, awsQuotas)
	a.AttachCatchAll(events())
	a.Script(func(logs.Query) logs.Execution { return logs.Execution{Run: time.Hour} })
	tryStart := func() error {
		_, err := a.StartQuery(t.Context(), startInput(count))
		return err
	}
	for range 10 {
		a.start(count)
	}
	wantError(t, tryStart(), "ThrottlingException", "Rate exceeded")
	a.pass(99 * time.Millisecond)
	wantError(t, tryStart(), "ThrottlingException", "Rate exceeded")
	a.pass(time.Millisecond)
	a.start(count)
	wantError(t, tryStart(), "ThrottlingException", "Rate exceeded")
	for range 89 {
		a.pass(100 * time.Millisecond)
		a.start(count)
	}
	a.pass(time.Second)
	wantError(t, tryStart(), "LimitExceededException", "Account maximum query concurrency limit of [100] reached.")
	if err := a.stop(a.Queries()[0].ID); err != nil {
		t.Fatal(err)
	}
	a.start(count)
	wantError(t, tryStart(), "LimitExceededException", "[100]")
	a.pass(time.Hour)
	if err := tryStart(); err != nil {
		t.Errorf("after all have ended: %v", err)
	}
}

func TestQuotas_reads(t *testing.T) {
	t.Parallel()
	a := newAccount(t, awsQuotas)
	a.put("/bot", "x")
	id := a.start(count)
	for range 10 {
		a.results(id)
	}
	_, err := a.GetQueryResults(t.Context(), &sdk.GetQueryResultsInput{QueryId: &id})
	wantError(t, err, "ThrottlingException", "Rate exceeded")
	for range 5 {
		if _, err := a.DescribeQueries(t.Context(), &sdk.DescribeQueriesInput{}); err != nil {
			t.Error(err)
		}
	}
	_, err = a.DescribeQueries(t.Context(), &sdk.DescribeQueriesInput{})
	wantError(t, err, "ThrottlingException", "Rate exceeded")
}
