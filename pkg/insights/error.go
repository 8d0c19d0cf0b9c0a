package insights

import (
	"errors"
	"slices"
	"strings"

	"github.com/aws/smithy-go"

	"github.com/fanlight/fanlight/pkg/lazyregexp"
)

// ErrorKind classifies an error of Logs Insights by what the caller can do.
type ErrorKind int

// The kinds of an error.
const (
	Ambiguous ErrorKind = iota // the call may have taken effect: a lost answer, a 5xx
	Retryable                  // it did not take effect: too many calls a second, or the credentials ran out; it may later
	Full                       // it did not take effect: as many queries run as the account, or the query's class, allows; it may when one ends
	Refused                    // it did not take effect and never will: malformed, denied, no such log group
	NoData                     // refused because the whole window lies where the log group has nothing
)

// ErrLost is returned for a query that the service does not know, or no longer.
var ErrLost = errors.New("no such query in Logs Insights, or no longer")

// ErrPage is returned for a page's token that the service does not take: it
// lives for an hour (API_GetQueryResults). The results are read again from the
// first page.
var ErrPage = errors.New("no such page of the results, or no longer")

// beforeGroup begins the service's message for a window that ends before the
// log group was created or lies beyond its retention; AWS's own sample code
// tests for it.
const beforeGroup = "Query's end date and time"

// Classify returns the kind of a call's error. It goes by the code, since
// several of them have no Go type (CommonErrors of the CloudWatch Logs API).
func Classify(err error) ErrorKind {
	var api smithy.APIError
	if !errors.As(err, &api) {
		return Ambiguous
	}
	switch api.ErrorCode() {
	case "LimitExceededException":
		return Full
	case "ThrottlingException", "Throttling", "TooManyRequestsException", "RequestLimitExceeded",
		"ExpiredTokenException", "ExpiredToken", "RequestExpired", "InvalidSignatureException", "SignatureDoesNotMatch",
		"UnrecognizedClientException", "InvalidClientTokenId":
		return Retryable
	case "MalformedQueryException", "InvalidParameterException", "ValidationException", "ValidationError",
		"ResourceNotFoundException", "AccessDeniedException", "AccessDenied", "NotAuthorized",
		"OptInRequired", "InvalidAction":
		if strings.HasPrefix(api.ErrorMessage(), beforeGroup) {
			return NoData
		}
		return Refused
	}
	return Ambiguous
}

// hasCode reports whether an error of a call bears one of the codes.
func hasCode(err error, codes ...string) bool {
	var api smithy.APIError
	return errors.As(err, &api) && slices.Contains(codes, api.ErrorCode())
}

// serviceTail matches the details that the service's Java libraries append to a
// message.
var serviceTail = lazyregexp.New(` \(Service: [^)]*\)$`)

// Message returns the service's message of an error, without the request ID and
// other technical details.
func Message(err error) string {
	var api smithy.APIError
	if !errors.As(err, &api) {
		return err.Error()
	}
	return serviceTail().ReplaceAllString(api.ErrorMessage(), "")
}
