package sim

import (
	"errors"
	"net/http"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cloudwatchlogs/types"
	"github.com/aws/smithy-go"
	smithyhttp "github.com/aws/smithy-go/transport/http"

	"github.com/fanlight/fanlight/pkg/fanlight"
)

// The faults that may strike a call, by what the call does.
var (
	readFaults  = []Fault{CrashBefore, Throttled, ServerError, SlowCall, SlowAnswer}
	writeFaults = []Fault{CrashBefore, CrashAfter, Throttled, ServerError, LostAnswer, Resent, SlowCall, SlowAnswer}
)

var faultsByCall = map[string][]Fault{
	"GetItem": readFaults, "Query": readFaults,
	"PutItem": writeFaults, "UpdateItem": writeFaults, "BatchWriteItem": writeFaults,
	"SendMessageBatch": writeFaults, "ReceiveMessage": writeFaults, "DeleteMessageBatch": writeFaults, "ChangeVisibility": writeFaults,
	"GetQueueAttributes": readFaults,
	"DescribeQueries":    readFaults,
	"StartQuery": {
		CrashBefore, CrashAfter, Throttled, SlowCall, SlowAnswer, QuotaExceeded, QueryMalformed, QueryNoData, AmbiguousStart, FailedStart,
	},
	"GetQueryResults": {CrashBefore, Throttled, ServerError, SlowCall, SlowAnswer, QueryLost},
	"StopQuery":       {CrashBefore, CrashAfter, Throttled, ServerError, LostAnswer, SlowCall, SlowAnswer},
	"Deliver": {
		CrashBefore, CrashAfter, SlowCall, SlowAnswer, DeliveryPermanent, DeliveryRetry, DeliveryWait, DeliveryLongWait, DeliveredUnknown, UndeliveredUnknown,
	},
}

// refusals are the errors of calls without effect.
var refusals = map[Fault]error{
	Throttled:      failure("ThrottlingException", http.StatusBadRequest),
	PartitionBusy:  failure("ProvisionedThroughputExceededException", http.StatusBadRequest),
	Denied:         failure("AccessDeniedException", http.StatusBadRequest),
	ServerError:    failure("InternalServerError", http.StatusInternalServerError),
	FailedStart:    failure("InternalFailure", http.StatusInternalServerError),
	QuotaExceeded:  &types.LimitExceededException{Message: aws.String("Account maximum query concurrency limit of [100] reached.")},
	QueryMalformed: &types.MalformedQueryException{Message: aws.String("unexpected symbol found")},
	QueryNoData: &types.InvalidParameterException{
		Message: aws.String("Query's end date and time is either before the log groups creation time or exceeds the log groups log retention settings"),
	},
	QueryLost:          &types.ResourceNotFoundException{Message: aws.String("Query does not exist")},
	DeliveryPermanent:  &fanlight.DeliveryError{Permanent: true, Err: errors.New("chat not found")},
	DeliveryRetry:      &fanlight.DeliveryError{Err: errors.New("bad gateway")},
	DeliveryWait:       &fanlight.DeliveryError{RetryAfter: 2 * time.Second, Err: errors.New("too many requests")},
	DeliveryLongWait:   &fanlight.DeliveryError{RetryAfter: 40 * time.Minute, Err: errors.New("too many requests")},
	UndeliveredUnknown: &fanlight.DeliveryError{Unknown: true, Err: errors.New("connection reset")},
}

// passing are the codes of errors of Logs Insights that pass: too many calls, and credentials
// that ran out or are not known yet
// (docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/CommonErrors.html).
var passing = []string{
	"ThrottlingException", "ThrottlingException", "Throttling", "TooManyRequestsException", "RequestLimitExceeded", "ExpiredTokenException", "ExpiredToken",
	"RequestExpired", "InvalidSignatureException", "SignatureDoesNotMatch", "UnrecognizedClientException", "InvalidClientTokenId",
}

// refused returns the error of a call without effect; nil if it has one. The service has
// several words for some, which take turns.
func (p *Process) refused(c Call) error {
	if c.fault == Throttled && services[c.Op] == "logs" {
		return failure(passing[p.d.calls%len(passing)], http.StatusBadRequest)
	}
	return refusals[c.fault]
}

// lostAnswers are the errors of calls that had their effect.
var lostAnswers = map[Fault]error{
	LostAnswer:       failure("InternalServerError", http.StatusInternalServerError),
	AmbiguousStart:   failure("InternalFailure", http.StatusInternalServerError),
	DeliveredUnknown: &fanlight.DeliveryError{Unknown: true, Err: errors.New("connection reset")},
}

// failure returns an error as the SDK returns it when its retries are exhausted.
func failure(code string, status int) error {
	fault := smithy.FaultServer
	if status < http.StatusInternalServerError {
		fault = smithy.FaultClient
	}
	return &smithyhttp.ResponseError{
		Response: &smithyhttp.Response{Response: &http.Response{StatusCode: status}},
		Err:      &smithy.GenericAPIError{Code: code, Message: code, Fault: fault},
	}
}
