package localaws_test

import (
	"context"
	"errors"
	"fmt"
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

	"github.com/fanlight/fanlight/pkg/cwli"
	"github.com/fanlight/fanlight/pkg/localaws"
	"github.com/fanlight/fanlight/pkg/localaws/lambda"
	"github.com/fanlight/fanlight/pkg/localaws/logs"
	"github.com/fanlight/fanlight/pkg/localaws/wire"
)

func TestNew(t *testing.T) {
	t.Parallel()
	t.Run("a fast clock", func(t *testing.T) {
		t.Parallel()
		synctest.Test(t, func(t *testing.T) {
			l := localaws.New(localaws.Options{Speed: 60})
			defer l.Close()
			client := sqsclient.NewFromConfig(l.Config())
			url := must[*sqsclient.CreateQueueOutput](t)(client.CreateQueue(t.Context(), &sqsclient.CreateQueueInput{QueueName: aws.String("q")})).QueueUrl
			must[*sqsclient.SendMessageOutput](t)(client.SendMessage(t.Context(), &sqsclient.SendMessageInput{
				QueueUrl: url, MessageBody: aws.String("late"), DelaySeconds: 600,
			}))
			time.Sleep(10 * time.Second)
			out := must[*sqsclient.ReceiveMessageOutput](t)(client.ReceiveMessage(t.Context(), &sqsclient.ReceiveMessageInput{QueueUrl: url}))
			expect(t, "messages after ten minutes of its clock", 1, len(out.Messages))
		})
	})
	t.Run("faults, log and quotas", func(t *testing.T) {
		t.Parallel()
		synctest.Test(t, func(t *testing.T) {
			var log []string
			l := localaws.New(localaws.Options{
				Quotas: logs.Quotas{StartPerSecond: 1},
				Faults: func(c wire.Call) wire.Fault {
					if c.Operation == "CreateLogGroup" && len(log) == 0 {
						return wire.Fault{Kind: wire.ServerError}
					}
					return wire.Fault{}
				},
				Log: func(e wire.Entry) { log = append(log, e.String()[len("00:00:00.000000 "):]) },
			})
			defer l.Close()
			client := cloudwatchlogs.NewFromConfig(l.Config())
			put(t, client, "a line")
			query(t, client, "fields @message")
			_, err := client.StartQuery(t.Context(), &cloudwatchlogs.StartQueryInput{}, func(o *cloudwatchlogs.Options) { o.Retryer = aws.NopRetryer{} })
			if err == nil {
				t.Error("a second query has no error")
			}
			expect(t, "first calls", []string{"logs.CreateLogGroup 500 InternalServerError (0s)", "logs.CreateLogGroup 200 (0s)"}, log[:2])
		})
	})
}

func TestLocal_Config(t *testing.T) {
	t.Parallel()
	l := localaws.New(localaws.Options{})
	defer l.Close()
	other := localaws.New(localaws.Options{})
	defer other.Close()
	must[*sqsclient.CreateQueueOutput](t)(sqsclient.NewFromConfig(l.Config()).CreateQueue(t.Context(), &sqsclient.CreateQueueInput{QueueName: aws.String("q")}))
	for account, want := range map[*localaws.Local]int{l: 1, other: 0} {
		out := must[*sqsclient.ListQueuesOutput](t)(sqsclient.NewFromConfig(account.Config()).ListQueues(t.Context(), &sqsclient.ListQueuesInput{}))
		expect(t, "queues", want, len(out.QueueUrls))
	}
}

func TestLocal_Do(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		var reported []error
		l := localaws.New(localaws.Options{Report: func(err error) { reported = append(reported, err) }})
		defer l.Close()
		l.Do(func(c localaws.Cores) { c.Logs.AttachCatchAll(unreadable{}) })
		out := query(t, cloudwatchlogs.NewFromConfig(l.Config()), "fields @message")
		expect(t, "status", cwltypes.QueryStatusFailed, out.Status)
		if len(reported) != 1 || !errors.Is(reported[0], errUnreadable) {
			t.Errorf("reported %v, want %v", reported, errUnreadable)
		}
	})
}

var errUnreadable = errors.New("permission denied")

// unreadable is a source that fails.
type unreadable struct{}

// Each implements logs.Source.
func (unreadable) Each(context.Context, string, func(*cwli.Event) error) error { return errUnreadable }

func TestLocal_Close(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		l := localaws.New(localaws.Options{})
		client := cloudwatchlogs.NewFromConfig(l.Config())
		put(t, client, "a line")
		l.Close()
		expect(t, "status", cwltypes.QueryStatusFailed, query(t, client, "fields @message").Status)
	})
}

func TestLocal_Lambda(t *testing.T) {
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

func TestLocal_Serve(t *testing.T) {
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

// TestLocal_Unanswered has a request under way when Serve ends, and a key that the
// port takes.
func TestLocal_Unanswered(t *testing.T) {
	t.Parallel()
	l := localaws.New(localaws.Options{Key: wire.Key{ID: "local", Secret: "local"}})
	defer l.Close()
	listener := must[net.Listener](t)(net.Listen("tcp", "127.0.0.1:0"))
	ctx, stop := context.WithCancel(t.Context())
	served := make(chan error)
	go func() { served <- l.Serve(ctx, listener) }()
	caller := must[net.Conn](t)(net.Dial("tcp", listener.Addr().String()))
	defer func() { _ = caller.Close() }()
	must[int](t)(fmt.Fprintf(caller, "POST / HTTP/1.1\r\nHost: %s\r\nExpect: 100-continue\r\nContent-Length: 1\r\n\r\n", listener.Addr()))
	must[int](t)(caller.Read(make([]byte, 1))) // the server waits for the body
	expect(t, "under way", 1, l.Unanswered())
	stop()
	expect(t, "serve", error(nil), <-served)
	expect(t, "dropped", 1, l.Unanswered())
}
