package dynamodb

import (
	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"
	"github.com/aws/smithy-go"

	"github.com/fanlight/fanlight/pkg/localaws/dynamodb/internal/attr"
)

// validation returns a ValidationException with the message of an error, usually an attr.Invalid.
func validation(err error) error {
	return &smithy.GenericAPIError{Code: "ValidationException", Message: err.Error(), Fault: smithy.FaultClient}
}

func invalidf(format string, args ...any) error {
	return validation(attr.Invalidf(format, args...))
}

func unsupported(what string) error {
	return invalidf("not implemented by the embedded stand-in: %s", what)
}

func tableNotFound() error {
	return &types.ResourceNotFoundException{Message: aws.String("Requested resource not found")}
}

// conditionFailed returns a ConditionalCheckFailedException. It has the item if the request wants it and there
// is one.
func conditionFailed(old *row, want types.ReturnValuesOnConditionCheckFailure) error {
	failed := &types.ConditionalCheckFailedException{Message: aws.String("The conditional request failed")}
	if want == types.ReturnValuesOnConditionCheckFailureAllOld {
		failed.Item = attr.CloneItem(old.attributes())
	}
	return failed
}
