package insights_test

import (
	"context"
	"errors"
	"fmt"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cloudwatchlogs/types"
	"github.com/aws/smithy-go"

	"github.com/fanlight/fanlight/pkg/insights"
)

func TestClassify(t *testing.T) {
	t.Parallel()
	api := func(code, message string) error { return &smithy.GenericAPIError{Code: code, Message: message} }
	for _, test := range []struct {
		err  error
		want insights.ErrorKind
	}{
		{&types.LimitExceededException{Message: aws.String("Account maximum query concurrency limit of [100] reached.")}, insights.Full},
		{api("ThrottlingException", "Rate exceeded"), insights.Retryable},
		{api("Throttling", "Rate exceeded"), insights.Retryable},
		{api("TooManyRequestsException", ""), insights.Retryable},
		{api("RequestLimitExceeded", ""), insights.Retryable},
		{&types.MalformedQueryException{Message: aws.String("unexpected symbol")}, insights.Refused},
		{&types.InvalidParameterException{}, insights.Refused},
		{&types.ResourceNotFoundException{}, insights.Refused},
		{api("AccessDeniedException", "not authorized"), insights.Refused},
		{api("ValidationException", ""), insights.Refused},
		{api("UnrecognizedClientException", ""), insights.Retryable},
		{api("ExpiredTokenException", ""), insights.Retryable},
		{api("InvalidSignatureException", ""), insights.Retryable},
		{api("RequestExpired", ""), insights.Retryable},
		{api("MalformedQueryException", "Query's end date and time is either before the log groups creation time or exceeds the log groups log retention settings"), insights.NoData},
		{&types.ServiceUnavailableException{}, insights.Ambiguous},
		{api("InternalFailure", ""), insights.Ambiguous},
		{api("SomethingNew", ""), insights.Ambiguous},
		{context.DeadlineExceeded, insights.Ambiguous},
		{errors.New("read: connection reset by peer"), insights.Ambiguous},
	} {
		wrapped := fmt.Errorf("start query q: %w", &smithy.OperationError{ServiceID: "CloudWatch Logs", OperationName: "StartQuery", Err: test.err})
		if got := insights.Classify(wrapped); got != test.want {
			t.Errorf("%v: %d, want %d", test.err, got, test.want)
		}
	}
}

func TestMessage(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		err  error
		want string
	}{
		{&types.ResourceNotFoundException{Message: aws.String("Log group '/x' does not exist for account ID '1' (Service: AWSLogs; Status Code: 400; Error Code: ResourceNotFoundException; Request ID: a-b; Proxy: null)")},
			"Log group '/x' does not exist for account ID '1'"},
		{&types.MalformedQueryException{Message: aws.String("unexpected symbol found ) at line 1 (position 3)")}, "unexpected symbol found ) at line 1 (position 3)"},
		{errors.New("connection reset"), "start: connection reset"},
	} {
		if got := insights.Message(fmt.Errorf("start: %w", test.err)); got != test.want {
			t.Errorf("%q, want %q", got, test.want)
		}
	}
}
