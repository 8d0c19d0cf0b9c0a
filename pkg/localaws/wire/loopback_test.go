package wire_test

import (
	"context"
	"net"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	sqsclient "github.com/aws/aws-sdk-go-v2/service/sqs"

	"github.com/fanlight/fanlight/pkg/localaws/wire"
)

// listen serves an account on a port until the test ends, and returns the configuration of clients.
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

func TestServe(t *testing.T) {
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

// TestServe_shutdown would last 20 seconds if Serve waited for long polls.
func TestServe_shutdown(t *testing.T) {
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
