package attempt_test

import (
	"context"
	"errors"
	"net/http"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/smithy-go"
	smithyhttp "github.com/aws/smithy-go/transport/http"
	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/fanlight/fanlight/pkg/deliver/attempt"
	"github.com/fanlight/fanlight/pkg/fanlight"
)

// answered is an error of an AWS client about an answer with a status; code is
// that of a modelled error, empty for an answer without one.
func answered(status int, code string) error {
	e := &smithyhttp.ResponseError{
		Response: &smithyhttp.Response{Response: &http.Response{StatusCode: status}}, Err: errors.New("not JSON"),
	}
	if code != "" {
		e.Err = &smithy.GenericAPIError{Code: code, Message: "no"}
	}
	return &smithy.OperationError{ServiceID: "SNS", OperationName: "Publish", Err: e}
}

var errUnsent = &smithyhttp.RequestSendError{Err: errors.New("connection refused")}

func TestOutcome(t *testing.T) {
	t.Parallel()
	passing, final, open := fanlight.DeliveryError{}, fanlight.DeliveryError{Permanent: true}, fanlight.DeliveryError{Unknown: true}
	for _, test := range []struct {
		name string
		err  error
		want fanlight.DeliveryError
	}{
		{"throttled", answered(400, "ThrottlingException"), passing},
		{"too many requests", answered(429, "Other"), passing},
		{"broken", answered(500, "InternalError"), passing},
		{"unavailable, without a code", answered(503, ""), passing},
		{"expired credentials", answered(403, "ExpiredToken"), passing},
		{"refused", answered(400, "ValidationException"), final},
		{"refused, without a code", answered(404, ""), final},
		{"redirect", answered(307, ""), final},
		{"unreadable answer", answered(200, ""), open},
		{"no answer", errUnsent, open},
		{"canceled before the request", &smithy.CanceledError{Err: context.Canceled}, passing},
		{"before the request", errors.New("no credentials today"), passing},
	} {
		_, trace := attempt.WithTrace(t.Context())
		got := attempt.Outcome(test.err, trace)
		if !errors.Is(got, test.err) {
			t.Errorf("%s: %v does not wrap its cause", test.name, got)
		}
		if diff := cmp.Diff(test.want, *got, cmpopts.IgnoreFields(fanlight.DeliveryError{}, "Err")); diff != "" {
			t.Errorf("%s (-want +got):\n%s", test.name, diff)
		}
	}
}

func TestRetryable(t *testing.T) {
	t.Parallel()
	server := &smithy.GenericAPIError{Code: "Other", Fault: smithy.FaultServer}
	for err, want := range map[error]bool{
		answered(400, "SlowDown"): true, answered(502, ""): true, server: true, errUnsent: true,
		answered(400, "NotFound"): false, answered(403, ""): false,
	} {
		if got := attempt.Retryable(err); got != want {
			t.Errorf("Retryable(%v) = %v, want %v", err, got, want)
		}
	}
}

func TestStatus(t *testing.T) {
	t.Parallel()
	if got := attempt.Status(answered(418, "Teapot")); got != 418 {
		t.Errorf("Status = %d, want 418", got)
	}
	if got := attempt.Status(errUnsent); got != 0 {
		t.Errorf("Status without an answer = %d, want 0", got)
	}
}

// closes notes whether requests ask to close their connection.
type closes []bool

func (c *closes) Do(r *http.Request) (*http.Response, error) {
	*c = append(*c, r.Close)
	return nil, errUnsent
}

func TestOnce(t *testing.T) {
	t.Parallel()
	var seen closes
	cfg := attempt.Once(aws.Config{HTTPClient: &seen})
	if cfg.Retryer().IsErrorRetryable(errUnsent) {
		t.Error("a request is sent again")
	}
	r, err := http.NewRequestWithContext(context.Background(), http.MethodGet, "http://sns.invalid", nil)
	if err != nil {
		t.Fatal(err)
	}
	_, _ = cfg.HTTPClient.Do(r)
	if diff := cmp.Diff(closes{true}, seen); diff != "" {
		t.Errorf("requests that close their connection (-want +got):\n%s", diff)
	}
	if attempt.Once(aws.Config{}).HTTPClient == nil {
		t.Error("no HTTP client without one in the configuration")
	}
}
