package logs_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	sdk "github.com/aws/aws-sdk-go-v2/service/cloudwatchlogs"
	"github.com/aws/aws-sdk-go-v2/service/cloudwatchlogs/types"
	"github.com/google/go-cmp/cmp"

	"github.com/fanlight/fanlight/pkg/localaws/logs"
)

func TestCore_GetQueryResults(t *testing.T) {
	t.Parallel()
	a := newAccount(t, logs.Quotas{})
	all := make([][]types.ResultField, 25_000)
	for i := range all {
		all[i] = []types.ResultField{{Field: aws.String("n"), Value: aws.String(fmt.Sprint(i))}}
	}
	a.AttachCatchAll(events())
	a.Script(func(logs.Query) logs.Execution { return logs.Execution{Outcome: logs.Outcome{Rows: all}} })
	in := &sdk.GetQueryResultsInput{QueryId: aws.String(a.start(count))}
	var got [][]types.ResultField
	var sizes []int
	for {
		out, err := a.GetQueryResults(t.Context(), in)
		if err != nil {
			t.Fatal(err)
		}
		got = append(got, out.Results...)
		sizes = append(sizes, len(out.Results))
		if in.NextToken = out.NextToken; in.NextToken == nil {
			break
		}
	}
	if diff := cmp.Diff([]int{10_000, 10_000, 5_000}, sizes); diff != "" {
		t.Errorf("sizes (-want +got):\n%s", diff)
	}
	if show(got) != show(all) {
		t.Error("the pages together are not the rows")
	}
}

func TestCore_GetQueryResults_tokens(t *testing.T) {
	t.Parallel()
	a := newAccount(t, logs.Quotas{})
	a.put("/bot", "x", "y")
	first, second := a.start("fields @message"), a.start("fields @message")
	a.runJobs()
	page := func(id string, token *string, size int32) (*sdk.GetQueryResultsOutput, error) {
		return a.GetQueryResults(t.Context(), &sdk.GetQueryResultsInput{QueryId: &id, NextToken: token, MaxItems: &size})
	}
	one, err := page(first, nil, 1)
	if err != nil || one.NextToken == nil {
		t.Fatalf("first page %v, error %v", one, err)
	}
	_, err = page(second, one.NextToken, 1)
	wantError(t, err, "InvalidParameterException", "nextToken")
	_, err = page(first, aws.String("bogus"), 1)
	wantError(t, err, "InvalidParameterException", "nextToken")
	_, err = page(first, nil, 10_001)
	wantError(t, err, "InvalidParameterException", "'10001'")
	a.pass(time.Hour)
	if two, err := page(first, one.NextToken, 1); err != nil || len(two.Results) != 1 || two.NextToken != nil {
		t.Errorf("second page after an hour: %v, error %v", two, err)
	}
	a.pass(time.Second)
	_, err = page(first, one.NextToken, 1)
	wantError(t, err, "InvalidParameterException", "expired")
}

func TestCore_GetQueryResults_copies(t *testing.T) {
	t.Parallel()
	a := newAccount(t, logs.Quotas{})
	a.put("/bot", "x")
	id := a.start(count)
	a.runJobs()
	a.results(id).Results[0][0] = types.ResultField{}
	a.results(id).Statistics.RecordsScanned = 7
	if out := a.results(id); show(out.Results) != "n=1\n" || out.Statistics.RecordsScanned != 1 {
		t.Errorf("a caller's change shows: %q, %v", show(out.Results), out.Statistics)
	}
}

func TestCore_StopQuery(t *testing.T) {
	t.Parallel()
	a := newAccount(t, logs.Quotas{})
	a.put("/bot", "x")
	scheduled, running, complete := a.start(count), a.start(count), a.start(count)
	if err := a.stop(scheduled); err != nil {
		t.Errorf("stop a scheduled query: %v", err)
	}
	jobs := a.TakeJobs()
	if len(jobs) != 2 {
		t.Fatalf("%d jobs, want the two that are left", len(jobs))
	}
	a.Finish(jobs[1], jobs[1].Run(t.Context()))
	if err := a.stop(running); err != nil {
		t.Errorf("stop a running query: %v", err)
	}
	outcome := jobs[0].Run(t.Context())
	if outcome.Err == nil || len(outcome.Rows) > 0 {
		t.Errorf("a stopped job ran on: %+v", outcome)
	}
	a.Finish(jobs[0], outcome)
	a.wantStatus(scheduled, types.QueryStatusCancelled)
	a.wantStatus(running, types.QueryStatusCancelled)
	a.wantStatus(complete, types.QueryStatusComplete)
	for _, id := range []string{scheduled, running, complete} {
		wantError(t, a.stop(id), "InvalidParameterException", "has already ended")
	}
	wantError(t, a.stop("00000000-0000-4000-8000-0000000000ff"), "ResourceNotFoundException", "does not exist")
}
