package wire_test

import (
	"context"
	"errors"
	"net"
	"sync"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/lambda"
	lambdatypes "github.com/aws/aws-sdk-go-v2/service/lambda/types"
	sqsclient "github.com/aws/aws-sdk-go-v2/service/sqs"

	"github.com/fanlight/fanlight/pkg/localaws/wire"
)

// listen serves an account on a port of its own until the test ends.
func listen(t *testing.T, a *account) (config aws.Config) {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	served := make(chan error)
	go func() { served <- wire.Serve(ctx, l, a.Server) }()
	t.Cleanup(func() {
		cancel()
		if err := <-served; err != nil {
			t.Errorf("serve: %v", err)
		}
	})
	return wire.Config(nil, "http://"+l.Addr().String())
}

func TestLoopback(t *testing.T) {
	t.Parallel()
	a := newAccount(wire.Options{Faults: first("SendMessage", wire.Fault{Kind: wire.AnswerLost})})
	a.Config = listen(t, a)
	client, url := a.queue(t, nil)
	send(t, client, url, "a")
	bodies, _, err := poll(t.Context(), client, url)
	if err != nil {
		t.Fatal(err)
	}
	expect(t, "sent again after the lost answer", []string{"a", "a"}, bodies)
}

// TestShutdownSendsPollersAway would last 20 seconds if it did not.
func TestShutdownSendsPollersAway(t *testing.T) {
	t.Parallel()
	a := newAccount(wire.Options{})
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	served := make(chan error)
	go func() { served <- wire.Serve(ctx, l, a.Server) }()
	a.Config = wire.Config(nil, "http://"+l.Addr().String())
	client, url := a.queue(t, nil)
	polled := make(chan error)
	go func() {
		_, err := client.ReceiveMessage(t.Context(), &sqsclient.ReceiveMessageInput{QueueUrl: url, WaitTimeSeconds: 20},
			func(o *sqsclient.Options) { o.Retryer = aws.NopRetryer{} })
		polled <- err
	}()
	cancel()
	if err := <-polled; err == nil {
		t.Error("the poll was answered")
	}
	if err := <-served; err != nil {
		t.Errorf("serve: %v", err)
	}
}

func TestManyCallersAtOnce(t *testing.T) {
	t.Parallel()
	entries := map[wire.Call]int{}
	a := newAccount(wire.Options{Log: func(e wire.Entry) { entries[e.Call]++ }})
	client, url := a.queue(t, nil)
	var callers sync.WaitGroup
	for range 8 {
		callers.Go(func() {
			send(t, client, url, "x")
			out, err := client.ReceiveMessage(t.Context(), &sqsclient.ReceiveMessageInput{QueueUrl: url, WaitTimeSeconds: 20})
			if err != nil || len(out.Messages) != 1 {
				t.Errorf("each send serves one poll, but: %v, %v", out, err)
			}
		})
	}
	callers.Wait()
	expect(t, "sends in the log", 8, entries[wire.Call{Service: "sqs", Operation: "SendMessage"}])
}

// functions answers Invoke with what it got.
type functions struct{ got *lambda.InvokeInput }

func (f *functions) Invoke(_ context.Context, in *lambda.InvokeInput, _ ...func(*lambda.Options)) (*lambda.InvokeOutput, error) {
	f.got = in
	switch *in.FunctionName {
	case "missing":
		return nil, &lambdatypes.ResourceNotFoundException{Message: aws.String("Function not found")}
	case "busy":
		return nil, &lambdatypes.TooManyRequestsException{Message: aws.String("Rate Exceeded."), Reason: "ReservedFunctionConcurrentInvocationLimitExceeded"}
	case "broken":
		return &lambda.InvokeOutput{StatusCode: 200, FunctionError: aws.String("Unhandled"), Payload: []byte(`{"errorMessage":"x"}`)}, nil
	}
	if in.InvocationType == lambdatypes.InvocationTypeEvent {
		return &lambda.InvokeOutput{StatusCode: 202}, nil
	}
	return &lambda.InvokeOutput{StatusCode: 200, ExecutedVersion: aws.String("$LATEST"), Payload: in.Payload}, nil
}

func TestInvoke(t *testing.T) {
	t.Parallel()
	a, f := newAccount(wire.Options{}), &functions{}
	a.AddLambda(f)
	client := lambda.NewFromConfig(a.Config, func(o *lambda.Options) { o.Retryer = aws.NopRetryer{} })
	invoke := func(name string, kind lambdatypes.InvocationType) (*lambda.InvokeOutput, error) {
		return client.Invoke(t.Context(), &lambda.InvokeInput{FunctionName: &name, InvocationType: kind, Payload: []byte(`{"a":1}`)})
	}
	out, err := invoke("arn:aws:lambda:us-east-1:000000000000:function:f", "")
	expect(t, "call", "", code(err))
	expect(t, "payload", `{"a":1}`, string(out.Payload))
	expect(t, "version", "$LATEST", aws.ToString(out.ExecutedVersion))
	expect(t, "name", "arn:aws:lambda:us-east-1:000000000000:function:f", *f.got.FunctionName)

	out, err = invoke("f", lambdatypes.InvocationTypeEvent)
	expect(t, "event", "", code(err))
	expect(t, "accepted", int32(202), out.StatusCode)
	out, err = invoke("broken", lambdatypes.InvocationTypeRequestResponse)
	expect(t, "failing function", "", code(err))
	expect(t, "function error", "Unhandled", aws.ToString(out.FunctionError))

	_, err = invoke("missing", "")
	expect(t, "missing", "ResourceNotFoundException", code(err))
	_, err = invoke("busy", "")
	var busy *lambdatypes.TooManyRequestsException
	expect(t, "busy", true, errors.As(err, &busy))
	expect(t, "why", lambdatypes.ThrottleReason("ReservedFunctionConcurrentInvocationLimitExceeded"), busy.Reason)
	_, err = client.ListFunctions(t.Context(), &lambda.ListFunctionsInput{})
	if err == nil {
		t.Error("ListFunctions, which there is not, was answered")
	}
}
