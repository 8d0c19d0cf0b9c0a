package wire_test

import (
	"os"
	"sync"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	sqsclient "github.com/aws/aws-sdk-go-v2/service/sqs"
	"github.com/google/go-cmp/cmp"

	"github.com/fanlight/fanlight/pkg/localaws/wire"
)

func TestNew(t *testing.T) {
	t.Parallel()
	began := time.Now()
	var entry wire.Entry
	server := wire.New(wire.Options{Log: func(e wire.Entry) { entry = e }})
	client := sqsclient.NewFromConfig(wire.Config(wire.Memory(server), wire.Endpoint))
	_, err := client.ListQueues(t.Context(), &sqsclient.ListQueuesInput{}, func(o *sqsclient.Options) { o.Retryer = aws.NopRetryer{} })
	expect(t, "a server without services", "NotImplemented", code(err))
	if entry.At.Before(began) || entry.Status != 501 || entry.Code != "NotImplemented" {
		t.Errorf("log entry %+v, want one by the present time with status 501", entry)
	}
}

func TestServer_Do(t *testing.T) {
	t.Parallel()
	a := newAccount(wire.Options{})
	client, url := a.queue(t, nil)
	done := make(chan struct{})
	a.Do(func() {
		go func() {
			defer close(done)
			send(t, client, url, "a")
		}()
		_, some := a.sqs.NextVisible(*url)
		expect(t, "messages while the cores are locked", false, some)
	})
	<-done
	a.Do(func() {
		_, some := a.sqs.NextVisible(*url)
		expect(t, "messages afterwards", true, some)
	})
}

func TestServer_After(t *testing.T) {
	t.Parallel()
	a, calls := newAccount(wire.Options{}), 0
	a.After(func() { calls++ })
	a.queue(t, nil)
	expect(t, "calls after an operation", 1, calls)
	a.Do(func() {})
	expect(t, "calls after Do", 2, calls)
}

func TestServer_ServeHTTP(t *testing.T) {
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

// TestServer_agrees_with_another_SQS runs the script on the server and on another SQS, such as
// moto_server, and compares the answers.
func TestServer_agrees_with_another_SQS(t *testing.T) {
	endpoint := os.Getenv("FANLIGHT_SQS_ENDPOINT")
	if endpoint == "" {
		t.Skip("set FANLIGHT_SQS_ENDPOINT to the URL of another SQS (for example moto_server's) to compare with it")
	}
	ours, theirs := runScript(t, newAccount(wire.Options{}).Config), runScript(t, wire.Config(nil, endpoint))
	for i, step := range script {
		diff := cmp.Diff(theirs[i], ours[i])
		if diff == "" {
			continue
		}
		if reason, ok := known[step.name]; ok {
			t.Logf("%s differs, as known: %s", step.name, reason)
			continue
		}
		t.Errorf("%s (-peer +stand-in):\n%s", step.name, diff)
	}
}
