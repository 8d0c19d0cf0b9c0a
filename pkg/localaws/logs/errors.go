package logs

import (
	"cmp"
	"errors"
	"fmt"
	"strconv"
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

// violated returns the service's error for a member that breaks a rule of the API's model.
func violated(member, value, rule string) error {
	return invalid("1 validation error detected: Value '%s' at '%s' failed to satisfy constraint: %s", value, member, rule)
}

// checkSize returns an error for the size of a page that is not from 1 to most.
func checkSize(member string, size, most int) error {
	switch {
	case size < 1:
		return violated(member, strconv.Itoa(size), "Member must have value greater than or equal to 1")
	case size > most:
		return violated(member, strconv.Itoa(size), fmt.Sprintf("Member must have value less than or equal to %d", most))
	}
	return nil
}

// checkLimit checks the parameter limit, if there is one.
func checkLimit(limit *int32, most int) error {
	if limit == nil {
		return nil
	}
	return checkSize("limit", int(*limit), most)
}

// pageSize returns the number of events of a page.
func pageSize(limit *int32) int { return int(aws.ToInt32(cmp.Or(limit, aws.Int32(maxEvents)))) }

// The service's errors for what does not exist; their texts are recorded in LocalStack's
// and moto's tests.
func noGroup() error  { return notFound("The specified log group does not exist.") }
func noStream() error { return notFound("The specified log stream does not exist.") }

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
