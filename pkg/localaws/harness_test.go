package localaws_test

import (
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cloudwatchlogs"
	cwltypes "github.com/aws/aws-sdk-go-v2/service/cloudwatchlogs/types"
	"github.com/google/go-cmp/cmp"
)

func expect(t *testing.T, what string, want, got any) {
	t.Helper()
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("%s (-want +got):\n%s", what, diff)
	}
}

func must[T any](t *testing.T) func(T, error) T {
	return func(v T, err error) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
}

// put creates a log group with events, one a minute until now.
func put(t *testing.T, client *cloudwatchlogs.Client, lines ...string) {
	t.Helper()
	group, stream := aws.String("/bot"), aws.String("s")
	must[*cloudwatchlogs.CreateLogGroupOutput](t)(client.CreateLogGroup(t.Context(), &cloudwatchlogs.CreateLogGroupInput{LogGroupName: group}))
	must[*cloudwatchlogs.CreateLogStreamOutput](t)(client.CreateLogStream(t.Context(), &cloudwatchlogs.CreateLogStreamInput{LogGroupName: group, LogStreamName: stream}))
	var events []cwltypes.InputLogEvent
	for i, line := range lines {
		at := time.Now().Add(time.Duration(i-len(lines)) * time.Minute).UnixMilli()
		events = append(events, cwltypes.InputLogEvent{Message: aws.String(line), Timestamp: &at})
	}
	must[*cloudwatchlogs.PutLogEventsOutput](t)(client.PutLogEvents(t.Context(), &cloudwatchlogs.PutLogEventsInput{LogGroupName: group, LogStreamName: stream, LogEvents: events}))
}

// query starts a query over the last hour and waits for its end.
func query(t *testing.T, client *cloudwatchlogs.Client, text string) *cloudwatchlogs.GetQueryResultsOutput {
	t.Helper()
	started := must[*cloudwatchlogs.StartQueryOutput](t)(client.StartQuery(t.Context(), &cloudwatchlogs.StartQueryInput{
		LogGroupName: aws.String("/bot"), QueryString: &text,
		StartTime: aws.Int64(time.Now().Add(-time.Hour).Unix()), EndTime: aws.Int64(time.Now().Unix()),
	}))
	for {
		out := must[*cloudwatchlogs.GetQueryResultsOutput](t)(client.GetQueryResults(t.Context(), &cloudwatchlogs.GetQueryResultsInput{QueryId: started.QueryId}))
		if out.Status != cwltypes.QueryStatusScheduled && out.Status != cwltypes.QueryStatusRunning {
			return out
		}
		time.Sleep(time.Second)
	}
}
