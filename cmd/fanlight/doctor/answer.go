package doctor

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"

	"github.com/aws/smithy-go"
	smithyhttp "github.com/aws/smithy-go/transport/http"

	"github.com/fanlight/fanlight/pkg/text"
)

// prefixes are the prefixes of IAM's actions, by the names that the clients have.
var prefixes = map[string]string{
	"CloudWatch Logs": "logs", "DynamoDB": "dynamodb", "Lambda": "lambda", "SNS": "sns", "SQS": "sqs",
	"Scheduler": "scheduler", "Service Quotas": "servicequotas", "SESv2": "ses",
}

// actionOf returns IAM's name of the call that an error is of.
func actionOf(err error) string {
	var of *smithy.OperationError
	if !errors.As(err, &of) {
		return "the call"
	}
	operation := of.Operation()
	if operation == "Invoke" {
		operation = "InvokeFunction"
	}
	return prefixes[of.Service()] + ":" + operation
}

// unanswered is the check for a call that says nothing about what was asked.
func (d *Doctor) unanswered(name string, err error) Check {
	action := actionOf(err)
	switch {
	case isDenied(err):
		d.denied = append(d.denied, action)
		return skipped(name, "you may not %s", action)
	case isUnknown(err):
		return skipped(name, "this endpoint has no %s", action)
	}
	return skipped(name, "%s: %s", action, reason(err))
}

// reason returns the service's words of an error, on one line.
func reason(err error) string {
	words := err.Error()
	if api := smithy.APIError(nil); errors.As(err, &api) {
		words = strings.TrimSuffix(api.ErrorCode()+": "+api.ErrorMessage(), ": ")
	}
	return text.Limit(text.Clean(words), maxReason)
}

// maxReason is how many characters of a service's words are shown.
const maxReason = 300

// hasCode reports whether the service answered with one of the codes.
func hasCode(err error, codes ...string) bool {
	var api smithy.APIError
	return errors.As(err, &api) && slices.Contains(codes, api.ErrorCode())
}

// isDenied reports whether an error says that the user lacks a permission. The codes are
// those of the services' common errors.
func isDenied(err error) bool {
	return hasCode(err, "AccessDenied", "AccessDeniedException", "AuthorizationError", "NotAuthorized", "AuthorizationErrorException", "UnauthorizedOperation")
}

// isUnknown reports whether an error says that the endpoint does not have the operation:
// by its code, or by a status without one.
func isUnknown(err error) bool {
	var answer *smithyhttp.ResponseError
	var api smithy.APIError
	if !errors.As(err, &answer) {
		return false
	}
	switch answer.HTTPStatusCode() {
	case http.StatusNotImplemented, http.StatusMethodNotAllowed:
		return true
	case http.StatusNotFound:
		return !errors.As(err, &api)
	}
	return hasCode(err, "NotImplemented", "UnknownOperationException", "InvalidAction")
}

// list returns words as "a, b, c and 4 more".
func list(words []string, most int) string {
	if more := len(words) - most; more > 0 {
		return fmt.Sprintf("%s and %d more", strings.Join(words[:most], ", "), more)
	}
	return strings.Join(words, ", ")
}

// checkPermissions names what the user may not do, of what the checks asked.
func (d *Doctor) checkPermissions(context.Context) []Check {
	if len(d.denied) == 0 {
		return []Check{ok("permissions", "no call of this program was denied")}
	}
	slices.Sort(d.denied)
	c := skipped("permissions", "you may not %s", list(slices.Compact(d.denied), 10))
	c.Remedy = "ask for these actions; the module's policy for operators has them"
	return []Check{c}
}
