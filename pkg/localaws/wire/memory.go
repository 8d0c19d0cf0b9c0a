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

// Endpoint is where clients of the in-memory carrier believe the services to be. The name
// cannot be resolved, so a request that strays from the carrier goes nowhere.
const Endpoint = "http://stand-in.invalid"

const endpointHost = "stand-in.invalid"

// Config is the configuration of SDK clients that talk to a stand-in through client (nil: over
// the network) at endpoint. It is built by hand: config.LoadDefaultConfig would let
// environment variables such as AWS_CA_BUNDLE and AWS_IGNORE_CONFIGURED_ENDPOINT_URLS
// break it or lead it to the real AWS.
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

// Memory carries requests to h without a network, on the caller's goroutine: it opens no
// sockets, so it works inside a testing/synctest bubble. Requests to any host but
// Endpoint's are refused.
func Memory(h http.Handler) aws.HTTPClient { return memory{h} }

type memory struct{ handler http.Handler }

// Do implements aws.HTTPClient.
func (m memory) Do(r *http.Request) (resp *http.Response, err error) {
	if r.URL.Host != endpointHost {
		return nil, foreign{r.URL.Host}
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

// broken is what the caller of a handler that broke off sees.
func broken(ctx context.Context, v any) error {
	if err, ok := v.(error); !ok || !errors.Is(err, http.ErrAbortHandler) {
		panic(v)
	}
	if ctx.Err() != nil {
		return ctx.Err()
	}
	return fmt.Errorf("read the answer: %w", io.ErrUnexpectedEOF)
}

// foreign is the refusal to reach a host; the SDK does not try again.
type foreign struct{ host string }

func (f foreign) Error() string {
	return fmt.Sprintf("the in-memory carrier reaches %s only, not %s", endpointHost, f.host)
}

// RetryableError implements the interface by which the SDK asks.
func (foreign) RetryableError() bool { return false }

// recorder keeps a response.
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
