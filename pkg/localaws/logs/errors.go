package logs

import (
	"errors"
	"fmt"
	"unicode/utf8"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cloudwatchlogs/types"

	"github.com/fanlight/fanlight/pkg/cwli/syntax"
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

// tooMany has the service's own words for the concurrency quota.
func tooMany(limit int) error {
	return &types.LimitExceededException{Message: aws.String(
		fmt.Sprintf("Account maximum query concurrency limit of [%d] reached.", limit))}
}

// missingGroup has the service's own words, recorded from AWS in February 2026
// by LocalStack's tests, without their tail of request data.
func missingGroup(name string) error {
	return notFound("Log group '%s' does not exist for account ID '%s' (Service: AWSLogs; Status Code: 400; Error Code: ResourceNotFoundException)", name, AccountID)
}

// malformed tells what the query's compiler refused, with the offsets in
// characters that AWS's QueryCompileError has: 0-based, the end exclusive.
func malformed(text string, err error) error {
	detail := &types.QueryCompileError{Message: aws.String(err.Error())}
	if at, ok := errors.AsType[*syntax.Error](err); ok {
		detail.Message = aws.String(at.Error())
		detail.Location = &types.QueryCompileErrorLocation{
			StartCharOffset: characters(text, at.Offset),
			EndCharOffset:   characters(text, at.End),
		}
	}
	return &types.MalformedQueryException{Message: aws.String(err.Error()), QueryCompileError: detail}
}

// characters turns an offset in bytes into one in characters.
func characters(text string, offset int) *int32 {
	offset = min(max(offset, 0), len(text))
	return aws.Int32(int32(utf8.RuneCountInString(text[:offset])))
}

// field is an input field that the stand-in does not implement.
type field struct {
	name string
	set  bool
}

// refuse names the first unimplemented field that is set, so that no caller
// believes it had an effect.
func refuse(operation string, fields ...field) error {
	for _, f := range fields {
		if f.set {
			return invalid("not implemented by the embedded stand-in: %s.%s", operation, f.name)
		}
	}
	return nil
}
