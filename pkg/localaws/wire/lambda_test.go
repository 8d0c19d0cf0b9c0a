package wire_test

import (
	"context"
	"errors"
	"fmt"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/lambda"
	lambdatypes "github.com/aws/aws-sdk-go-v2/service/lambda/types"

	"github.com/fanlight/fanlight/pkg/localaws/wire"
)

// functions is an Invoker that keeps its input and answers with the payload, or as the name of the
// function says.
type functions struct{ got *lambda.InvokeInput }

func (f *functions) Invoke(_ context.Context, in *lambda.InvokeInput, _ ...func(*lambda.Options)) (*lambda.InvokeOutput, error) {
	f.got = in
	switch *in.FunctionName {
	case "missing":
		return nil, &lambdatypes.ResourceNotFoundException{Message: aws.String("Function not found")}
	case "busy":
		return nil, &lambdatypes.TooManyRequestsException{Message: aws.String("Rate Exceeded."), Reason: "ReservedFunctionConcurrentInvocationLimitExceeded"}
	case "broken":
		return &lambda.InvokeOutput{StatusCode: 200, FunctionError: aws.String("Unhandled"), Payload: []byte(`{"errorMessage":"x"}`)}, nil
	}
	if in.InvocationType == lambdatypes.InvocationTypeEvent {
		return &lambda.InvokeOutput{StatusCode: 202}, nil
	}
	return &lambda.InvokeOutput{StatusCode: 200, ExecutedVersion: aws.String("$LATEST"), Payload: in.Payload}, nil
}

func (f *functions) ListFunctions(_ context.Context, in *lambda.ListFunctionsInput, _ ...func(*lambda.Options)) (*lambda.ListFunctionsOutput, error) {
	return &lambda.ListFunctionsOutput{
		Functions:  []lambdatypes.FunctionConfiguration{{FunctionName: aws.String("f"), Timeout: in.MaxItems}},
		NextMarker: in.Marker,
	}, nil
}

func TestServer_AddLambda(t *testing.T) {
	t.Parallel()
	a, f := newAccount(wire.Options{}), &functions{}
	a.AddLambda(f)
	client := lambda.NewFromConfig(a.Config, func(o *lambda.Options) { o.Retryer = aws.NopRetryer{} })
	invoke := func(name string, kind lambdatypes.InvocationType) (*lambda.InvokeOutput, error) {
		return client.Invoke(t.Context(), &lambda.InvokeInput{FunctionName: &name, InvocationType: kind, Payload: []byte(`{"a":1}`)})
	}
	out, err := invoke("arn:aws:lambda:us-east-1:000000000000:function:f", "")
	expect(t, "call", "", code(err))
	expect(t, "payload", `{"a":1}`, string(out.Payload))
	expect(t, "version", "$LATEST", aws.ToString(out.ExecutedVersion))
	expect(t, "name", "arn:aws:lambda:us-east-1:000000000000:function:f", *f.got.FunctionName)

	out, err = invoke("f", lambdatypes.InvocationTypeEvent)
	expect(t, "event", "", code(err))
	expect(t, "accepted", int32(202), out.StatusCode)
	out, err = invoke("broken", lambdatypes.InvocationTypeRequestResponse)
	expect(t, "failing function", "", code(err))
	expect(t, "function error", "Unhandled", aws.ToString(out.FunctionError))

	_, err = invoke("missing", "")
	expect(t, "missing", "ResourceNotFoundException", code(err))
	_, err = invoke("busy", "")
	var busy *lambdatypes.TooManyRequestsException
	expect(t, "busy", true, errors.As(err, &busy))
	expect(t, "why", lambdatypes.ThrottleReason("ReservedFunctionConcurrentInvocationLimitExceeded"), busy.Reason)
	listed, err := client.ListFunctions(t.Context(), &lambda.ListFunctionsInput{MaxItems: aws.Int32(7), Marker: aws.String("m")})
	expect(t, "list", "", code(err))
	expect(t, "name", "f", *listed.Functions[0].FunctionName)
	expect(t, "parameters", "7 m", fmt.Sprint(*listed.Functions[0].Timeout, " ", *listed.NextMarker))
	_, err = client.GetFunction(t.Context(), &lambda.GetFunctionInput{FunctionName: aws.String("f")})
	if err == nil {
		t.Error("GetFunction, which there is not, was answered")
	}
}
