package attempt

import (
	"errors"
	"net/http"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/aws/retry"
	awshttp "github.com/aws/aws-sdk-go-v2/aws/transport/http"
	"github.com/aws/smithy-go"
	smithyhttp "github.com/aws/smithy-go/transport/http"

	"github.com/fanlight/fanlight/pkg/fanlight"
)

// Once returns a configuration whose clients send a request once, over a
// connection of its own, for operations that take no idempotency key: only the
// record of a delivery says whether to send again, and a connection that was
// kept while Lambda froze the function may be closed, which looks like a lost
// answer.
func Once(cfg aws.Config) aws.Config {
	if cfg.HTTPClient == nil {
		cfg.HTTPClient = awshttp.NewBuildableClient()
	}
	cfg.HTTPClient = closing{cfg.HTTPClient}
	cfg.Retryer = func() aws.Retryer { return aws.NopRetryer{} }
	return cfg
}

// closing closes a connection after its first request.
type closing struct{ aws.HTTPClient }

// Do implements aws.HTTPClient.
func (c closing) Do(r *http.Request) (*http.Response, error) {
	r.Close = true
	return c.HTTPClient.Do(r)
}

// Outcome returns the outcome of a request of an AWS client of Once, from its
// error and its trace. Without an answer that can be read, the service may have
// carried the request out.
func Outcome(err error, t *Trace) *fanlight.DeliveryError {
	outcome := &fanlight.DeliveryError{Permanent: !Retryable(err), Err: err}
	var unsent *smithyhttp.RequestSendError
	var canceled *smithy.CanceledError
	switch {
	case refused(err):
	case errors.As(err, &canceled): // at any step, also before the request was made
		outcome.Unknown = t.written.Load()
	case errors.As(err, &unsent):
		outcome.Unknown = t.MayHaveSent()
	default:
		outcome.Unknown = Status(err) > 0 && Status(err) < 300
	}
	return outcome
}

// Retryable reports whether another request may help after an error of an AWS
// client: after throttling, an error of the server or expired credentials, and
// where there was no answer.
func Retryable(err error) bool {
	var api smithy.APIError
	switch code := Status(err); {
	case code >= 500, code == http.StatusTooManyRequests:
		return true
	case errors.As(err, &api):
		_, throttled := retry.DefaultThrottleErrorCodes[api.ErrorCode()]
		return throttled || expired[api.ErrorCode()] || api.ErrorFault() == smithy.FaultServer
	default:
		return code < 300
	}
}

// expired are the codes of all services for credentials that were too old.
var expired = map[string]bool{"ExpiredToken": true, "ExpiredTokenException": true, "RequestExpired": true}

// refused reports whether the service answered with an error of its own.
func refused(err error) bool {
	var api smithy.APIError
	return errors.As(err, &api)
}

// Status returns the HTTP status of the answer that an error of an AWS client is
// about, 0 if there was no answer.
func Status(err error) int {
	if answer := (*smithyhttp.ResponseError)(nil); errors.As(err, &answer) {
		return answer.HTTPStatusCode()
	}
	return 0
}
