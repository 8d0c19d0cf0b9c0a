package wire

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"

	"github.com/aws/aws-sdk-go-v2/aws"
)

// Endpoint is the URL of the services for clients of the in-memory transport. The name cannot be
// resolved, so a request over a network fails.
const Endpoint = "http://stand-in.invalid"

const endpointHost = "stand-in.invalid"

// Config returns the configuration of SDK clients that reach a stand-in through client (nil: over
// the network) at endpoint. It does not depend on the environment, whereas variables such as
// AWS_CA_BUNDLE and AWS_IGNORE_CONFIGURED_ENDPOINT_URLS could break the result of
// config.LoadDefaultConfig or make it reach AWS.
func Config(client aws.HTTPClient, endpoint string) aws.Config {
	return aws.Config{
		Region:       "us-east-1",
		BaseEndpoint: aws.String(endpoint),
		HTTPClient:   client,
		Credentials: aws.CredentialsProviderFunc(func(context.Context) (aws.Credentials, error) {
			return aws.Credentials{AccessKeyID: "local", SecretAccessKey: "local", Source: "embedded stand-in"}, nil
		}),
	}
}

// Memory returns a client that calls h without a network, on the caller's goroutine. It opens no
// socket, so it works in a testing/synctest bubble. It refuses requests to any host other than
// Endpoint's.
func Memory(h http.Handler) aws.HTTPClient { return memory{h} }

type memory struct{ handler http.Handler }

// Do implements aws.HTTPClient.
func (m memory) Do(r *http.Request) (resp *http.Response, err error) {
	if r.URL.Host != endpointHost {
		return nil, hostError{r.URL.Host}
	}
	in := r.Clone(r.Context())
	in.RequestURI = r.URL.RequestURI()
	if in.Body == nil {
		in.Body = http.NoBody
	}
	defer func() { _ = in.Body.Close() }() // it was only read
	defer func() {
		if v := recover(); v != nil {
			resp, err = nil, broken(r.Context(), v)
		}
	}()
	w := &recorder{header: http.Header{}, status: http.StatusOK}
	m.handler.ServeHTTP(w, in)
	return w.response(r), nil
}

// broken returns the error of a request whose handler ended without an answer. It panics with any
// other panic of the handler.
func broken(ctx context.Context, v any) error {
	if err, ok := v.(error); !ok || !errors.Is(err, http.ErrAbortHandler) {
		panic(v)
	}
	if ctx.Err() != nil {
		return ctx.Err()
	}
	return fmt.Errorf("read the answer: %w", io.ErrUnexpectedEOF)
}

// hostError is the error of a request to another host.
type hostError struct{ host string }

// Error implements error.
func (e hostError) Error() string {
	return fmt.Sprintf("the in-memory transport reaches %s only, not %s", endpointHost, e.host)
}

// RetryableError makes the SDK not try again.
func (hostError) RetryableError() bool { return false }

// recorder is a ResponseWriter that keeps the response.
type recorder struct {
	header http.Header
	status int
	body   bytes.Buffer
}

func (w *recorder) Header() http.Header         { return w.header }
func (w *recorder) WriteHeader(status int)      { w.status = status }
func (w *recorder) Write(p []byte) (int, error) { return w.body.Write(p) }

func (w *recorder) response(r *http.Request) *http.Response {
	return &http.Response{
		Status:        fmt.Sprintf("%d %s", w.status, http.StatusText(w.status)),
		StatusCode:    w.status,
		Proto:         "HTTP/1.1",
		ProtoMajor:    1,
		ProtoMinor:    1,
		Header:        w.header,
		Body:          io.NopCloser(&w.body),
		ContentLength: int64(w.body.Len()),
		Request:       r,
	}
}
