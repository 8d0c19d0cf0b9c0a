package insights

import (
	"errors"
	"regexp"
	"strings"

	"github.com/aws/smithy-go"
)

// Meaning is what an error of Logs Insights means for the caller.
type Meaning int

// The meanings of an error.
const (
	Unclear   Meaning = iota // the call may have taken effect: a lost answer, a 5xx
	Throttled                // it did not take effect: the account's rate, or its concurrency, is used up
	Refused                  // it did not take effect and never will: malformed, denied, no such log group
	NoData                   // refused because the whole window lies where the log group has nothing
)

// ErrLost is returned for a query, or a page of it, that the service does not
// know, or no longer.
var ErrLost = errors.New("no such query in Logs Insights, or no longer")

// beforeGroup begins the service's message for a window that ends before the
// log group was created or lies beyond its retention; AWS's own sample code
// tests for it.
const beforeGroup = "Query's end date and time"

// Classify says what an error of a call means. It goes by the code, since
// several of them have no Go type (CommonErrors of the CloudWatch Logs API).
func Classify(err error) Meaning {
	var api smithy.APIError
	if !errors.As(err, &api) {
		return Unclear
	}
	switch api.ErrorCode() {
	case "ThrottlingException", "Throttling", "TooManyRequestsException", "RequestLimitExceeded", "LimitExceededException":
		return Throttled
	case "MalformedQueryException", "InvalidParameterException", "ValidationException", "ValidationError",
		"ResourceNotFoundException", "AccessDeniedException", "AccessDenied", "NotAuthorized",
		"UnrecognizedClientException", "ExpiredTokenException", "InvalidSignatureException",
		"OptInRequired", "InvalidAction":
		if strings.HasPrefix(api.ErrorMessage(), beforeGroup) {
			return NoData
		}
		return Refused
	}
	return Unclear
}

// serviceTail is what the service's Java libraries put behind a message.
var serviceTail = regexp.MustCompile(` \(Service: [^)]*\)$`)

// Words returns Insights' own words for an error, without the request's
// technical tail.
func Words(err error) string {
	var api smithy.APIError
	if !errors.As(err, &api) {
		return err.Error()
	}
	return serviceTail.ReplaceAllString(api.ErrorMessage(), "")
}
