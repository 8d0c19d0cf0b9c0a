package localaws_test

import (
	"context"
	"net"
	"testing"
	"testing/synctest"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cloudwatchlogs"
	cwltypes "github.com/aws/aws-sdk-go-v2/service/cloudwatchlogs/types"
	lambdaclient "github.com/aws/aws-sdk-go-v2/service/lambda"
	lambdatypes "github.com/aws/aws-sdk-go-v2/service/lambda/types"
	sqsclient "github.com/aws/aws-sdk-go-v2/service/sqs"
	sqstypes "github.com/aws/aws-sdk-go-v2/service/sqs/types"
	"github.com/google/go-cmp/cmp"

	"github.com/fanlight/fanlight/pkg/localaws"
	"github.com/fanlight/fanlight/pkg/localaws/lambda"
	"github.com/fanlight/fanlight/pkg/localaws/wire"
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

// put makes a log group with events, one minute apart and ending now.
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

// query starts one over the last hour and waits for its end.
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

func TestQueriesRunByThemselves(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		l := localaws.New(localaws.Options{})
		defer l.Close()
		client := cloudwatchlogs.NewFromConfig(l.Config())
		put(t, client, `{"is_group":1}`, `{"is_group":0}`, `{"is_group":1}`)
		out := query(t, client, "filter (is_group=1) | stats count(*) as calls")
		expect(t, "status", cwltypes.QueryStatusComplete, out.Status)
		expect(t, "calls", "2", *out.Results[0][0].Value)
		expect(t, "matched and scanned", []float64{2, 3}, []float64{out.Statistics.RecordsMatched, out.Statistics.RecordsScanned})
	})
}

func TestQueriesFailAfterClose(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		l := localaws.New(localaws.Options{})
		client := cloudwatchlogs.NewFromConfig(l.Config())
		put(t, client, "a line")
		l.Close()
		expect(t, "status", cwltypes.QueryStatusFailed, query(t, client, "fields @message").Status)
	})
}

func TestAFunctionIsInvokedAndFedFromItsQueue(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		l := localaws.New(localaws.Options{Report: func(err error) { t.Error(err) }})
		defer l.Close()
		queues, functions := sqsclient.NewFromConfig(l.Config()), lambdaclient.NewFromConfig(l.Config())
		url := must[*sqsclient.CreateQueueOutput](t)(queues.CreateQueue(t.Context(), &sqsclient.CreateQueueInput{QueueName: aws.String("q")})).QueueUrl
		l.Lambda().Register("echo", lambda.Handler(func(_ context.Context, in map[string]string) (map[string]string, error) { return in, nil }), lambda.Config{})
		type event struct{ Records []struct{ Body string } }
		fed := make(chan string, 1)
		l.Lambda().Register("worker", lambda.Handler(func(_ context.Context, e event) error {
			fed <- e.Records[0].Body
			return nil
		}), lambda.Config{})

		out := must[*lambdaclient.InvokeOutput](t)(functions.Invoke(t.Context(), &lambdaclient.InvokeInput{FunctionName: aws.String("echo"), Payload: []byte(`{"a":"b"}`)}))
		expect(t, "answer", `{"a":"b"}`, string(out.Payload))
		accepted := must[*lambdaclient.InvokeOutput](t)(functions.Invoke(t.Context(), &lambdaclient.InvokeInput{
			FunctionName: aws.String("worker"), InvocationType: lambdatypes.InvocationTypeEvent, Payload: []byte(`{"Records":[{"Body":"by event"}]}`),
		}))
		expect(t, "accepted", int32(202), accepted.StatusCode)
		expect(t, "an event", "by event", <-fed)

		ctx, stop := context.WithCancel(t.Context())
		mapped := make(chan error)
		go func() {
			mapped <- l.Lambda().RunMapping(ctx, lambda.Mapping{Queue: queues, QueueURL: *url, Function: "worker", BatchSize: 1})
		}()
		must[*sqsclient.SendMessageOutput](t)(queues.SendMessage(t.Context(), &sqsclient.SendMessageInput{QueueUrl: url, MessageBody: aws.String("by queue")}))
		expect(t, "a message", "by queue", <-fed)
		time.Sleep(time.Minute)
		attributes := must[*sqsclient.GetQueueAttributesOutput](t)(queues.GetQueueAttributes(t.Context(), &sqsclient.GetQueueAttributesInput{QueueUrl: url, AttributeNames: []sqstypes.QueueAttributeName{"All"}})).Attributes
		expect(t, "deleted", "0", attributes["ApproximateNumberOfMessagesNotVisible"])
		stop()
		expect(t, "mapping", error(nil), <-mapped)
	})
}

func TestServeNamesItsPortInQueueURLs(t *testing.T) {
	t.Parallel()
	l := localaws.New(localaws.Options{})
	defer l.Close()
	listener := must[net.Listener](t)(net.Listen("tcp", "127.0.0.1:0"))
	ctx, stop := context.WithCancel(t.Context())
	served := make(chan error)
	go func() { served <- l.Serve(ctx, listener) }()
	endpoint := "http://" + listener.Addr().String()
	client := sqsclient.NewFromConfig(wire.Config(nil, endpoint))
	out := must[*sqsclient.CreateQueueOutput](t)(client.CreateQueue(t.Context(), &sqsclient.CreateQueueInput{QueueName: aws.String("q")}))
	expect(t, "URL", endpoint+"/000000000000/q", *out.QueueUrl)
	l.Do(func(c localaws.Cores) {
		_, some := c.SQS.NextVisible(*out.QueueUrl)
		expect(t, "messages seen from inside", false, some)
	})
	stop()
	expect(t, "serve", error(nil), <-served)
}
