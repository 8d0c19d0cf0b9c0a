package logs

import (
	"errors"
	"fmt"
	"unicode/utf8"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cloudwatchlogs/types"

	"github.com/fanlight/fanlight/pkg/cwli/expr"
)

func invalid(format string, args ...any) error {
	return &types.InvalidParameterException{Message: aws.String(fmt.Sprintf(format, args...))}
}

func notFound(format string, args ...any) error {
	return &types.ResourceNotFoundException{Message: aws.String(fmt.Sprintf(format, args...))}
}

func exists(format string, args ...any) error {
	return &types.ResourceAlreadyExistsException{Message: aws.String(fmt.Sprintf(format, args...))}
}

func throttled() error {
	return &types.ThrottlingException{Message: aws.String("Rate exceeded")}
}

// tooMany returns the service's error for the concurrency quota.
func tooMany(limit int) error {
	return &types.LimitExceededException{Message: aws.String(
		fmt.Sprintf("Account maximum query concurrency limit of [%d] reached.", limit))}
}

// missingGroup returns the service's error for a log group that does not exist, recorded on AWS
// in February 2026 by LocalStack's tests, without the request ID at its end.
func missingGroup(name string) error {
	return notFound("Log group '%s' does not exist for account ID '%s' (Service: AWSLogs; Status Code: 400; Error Code: ResourceNotFoundException)", name, accountID)
}

// malformed returns the error of a query that does not compile. AWS's QueryCompileError has
// offsets in characters: 0-based, the end exclusive.
func malformed(text string, err error) error {
	detail := &types.QueryCompileError{Message: aws.String(err.Error())}
	if at, ok := errors.AsType[*expr.Error](err); ok {
		detail.Message = aws.String(at.Error())
		detail.Location = &types.QueryCompileErrorLocation{
			StartCharOffset: characters(text, at.Offset),
			EndCharOffset:   characters(text, at.End),
		}
	}
	return &types.MalformedQueryException{Message: aws.String(err.Error()), QueryCompileError: detail}
}

// characters converts an offset in bytes to one in characters.
func characters(text string, offset int) *int32 {
	offset = min(max(offset, 0), len(text))
	return aws.Int32(int32(utf8.RuneCountInString(text[:offset])))
}

// field is a field of an input that is not implemented.
type field struct {
	name string
	set  bool
}

// refuse returns an error that names the first field that is set.
func refuse(operation string, fields ...field) error {
	for _, f := range fields {
		if f.set {
			return invalid("not implemented by the embedded stand-in: %s.%s", operation, f.name)
		}
	}
	return nil
}
