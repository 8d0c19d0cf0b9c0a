package wire_test

import (
	"context"
	"errors"
	"io"
	"net/http"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	sqsclient "github.com/aws/aws-sdk-go-v2/service/sqs"

	"github.com/fanlight/fanlight/pkg/localaws/wire"
)

func TestConfig(t *testing.T) {
	t.Setenv("AWS_REGION", "eu-west-1")
	config := wire.Config(nil, "http://127.0.0.1:4600")
	expect(t, "Region", "us-east-1", config.Region)
	expect(t, "endpoint", "http://127.0.0.1:4600", *config.BaseEndpoint)
	credentials, err := config.Credentials.Retrieve(t.Context())
	if err != nil || credentials.AccessKeyID != "local" {
		t.Errorf("credentials %+v, %v", credentials, err)
	}
}

func TestMemory(t *testing.T) {
	t.Parallel()
	handler := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/abort" {
			panic(http.ErrAbortHandler)
		}
		w.Header().Set("X-Test", r.RequestURI)
		w.WriteHeader(http.StatusTeapot)
		_, _ = w.Write([]byte("short"))
	})
	get := func(path string) (*http.Response, error) {
		r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, wire.Endpoint+path, nil)
		if err != nil {
			t.Fatal(err)
		}
		return wire.Memory(handler).Do(r)
	}
	resp, err := get("/a?b=c")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = resp.Body.Close() }() // it was read to its end
	body, err := io.ReadAll(resp.Body)
	expect(t, "answer", []any{"418 I'm a teapot", "/a?b=c", "short", nil}, []any{resp.Status, resp.Header.Get("X-Test"), string(body), err})
	if resp, err := get("/abort"); !errors.Is(err, io.ErrUnexpectedEOF) {
		t.Errorf("a handler without an answer: %v, %v", resp, err)
	}
}

func TestMemory_other_host(t *testing.T) {
	t.Parallel()
	a := newAccount(wire.Options{})
	client := sqsclient.NewFromConfig(a.Config, func(o *sqsclient.Options) { o.BaseEndpoint = aws.String("https://sqs.us-east-1.amazonaws.com") })
	_, err := client.ListQueues(context.Background(), &sqsclient.ListQueuesInput{})
	if err == nil || !strings.Contains(err.Error(), "not sqs.us-east-1.amazonaws.com") {
		t.Errorf("a request to AWS gave %v, want a refusal that names the host", err)
	}
}
