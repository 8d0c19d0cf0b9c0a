package sqs

import (
	"fmt"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/sqs/types"
	"github.com/aws/smithy-go"
)

// queryCode returns the code of SQS's older query protocol, which SQS sends too and the SDK
// returns as ErrorCode.
func queryCode(name string) *string { return aws.String("AWS.SimpleQueueService." + name) }

func text(format string, args ...any) *string { return aws.String(fmt.Sprintf(format, args...)) }

func noSuchQueue() error {
	return &types.QueueDoesNotExist{
		Message:           text("The specified queue does not exist."),
		ErrorCodeOverride: queryCode("NonExistentQueue"),
	}
}

func invalidParameter(format string, args ...any) error {
	return &smithy.GenericAPIError{Code: "InvalidParameterValue", Message: fmt.Sprintf(format, args...), Fault: smithy.FaultClient}
}

func missingParameter(name string) error {
	return &smithy.GenericAPIError{
		Code:    "MissingParameter",
		Message: fmt.Sprintf("The request must contain the parameter %s.", name),
		Fault:   smithy.FaultClient,
	}
}

func invalidAttribute(name string) error {
	return &types.InvalidAttributeValue{Message: text("Invalid value for the parameter %s.", name)}
}

func unknownAttribute(name string) error {
	return &types.InvalidAttributeName{Message: text("Unknown Attribute %s.", name)}
}

func badHandle(handle string) error {
	return &types.ReceiptHandleIsInvalid{Message: text("The input receipt handle %q is not a valid receipt handle.", handle)}
}

func notImplemented(what string) error {
	return &types.UnsupportedOperation{
		Message:           text("not implemented by the embedded stand-in: %s", what),
		ErrorCodeOverride: queryCode("UnsupportedOperation"),
	}
}
