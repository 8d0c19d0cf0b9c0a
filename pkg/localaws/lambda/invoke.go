package lambda

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"strings"

	"github.com/aws/aws-lambda-go/lambdacontext"
	"github.com/aws/aws-sdk-go-v2/aws"
	sdk "github.com/aws/aws-sdk-go-v2/service/lambda"
	"github.com/aws/aws-sdk-go-v2/service/lambda/types"
)

const latest = "$LATEST"

// Invoke implements the operation of this name, with the signature of the SDK's
// client. It runs a function and returns its result, or accepts an asynchronous
// invocation, which Run runs. FunctionName is a name or an ARN. A function that
// fails is an answer with FunctionError, not an error. Unlike on AWS, a
// synchronous invocation ends when ctx ends. Errors are
// ResourceNotFoundException, InvalidParameterValueException,
// InvalidRequestContentException, and ServiceException if the code could not be
// run.
func (s *Service) Invoke(ctx context.Context, in *sdk.InvokeInput, _ ...func(*sdk.Options)) (*sdk.InvokeOutput, error) {
	f, err := s.find(aws.ToString(in.FunctionName))
	if err != nil {
		return nil, err
	}
	if err := check(in); err != nil {
		return nil, err
	}
	switch cmp.Or(in.InvocationType, types.InvocationTypeRequestResponse) {
	case types.InvocationTypeEvent:
		s.accept(&event{function: f, requestID: s.newRequestID(), payload: payloadOf(in)})
		return &sdk.InvokeOutput{StatusCode: http.StatusAccepted}, nil
	case types.InvocationTypeDryRun:
		return &sdk.InvokeOutput{StatusCode: http.StatusNoContent}, nil
	}
	return s.invoke(ctx, f, payloadOf(in))
}

func (s *Service) invoke(ctx context.Context, f *function, payload []byte) (*sdk.InvokeOutput, error) {
	result, functionError, err := s.run(ctx, f, s.newRequestID(), payload)
	if err != nil {
		return nil, err
	}
	out := &sdk.InvokeOutput{
		StatusCode:      http.StatusOK,
		ExecutedVersion: aws.String(latest),
		Payload:         result,
	}
	if functionError != "" {
		out.FunctionError = aws.String(functionError)
	}
	return out, nil
}

// run runs one invocation within the function's timeout. An invocation that
// exceeds the timeout has failed, whatever the code returns.
func (s *Service) run(ctx context.Context, f *function, requestID string, payload []byte) (result []byte, functionError string, err error) {
	limited, cancel := context.WithTimeout(ctx, f.Timeout)
	defer cancel()
	limited = lambdacontext.NewContext(limited, &lambdacontext.LambdaContext{
		AwsRequestID:       requestID,
		InvokedFunctionArn: f.arn(),
	})
	result, functionError, err = f.code.Invoke(limited, payload)
	switch {
	case ctx.Err() != nil:
		return nil, "", fmt.Errorf("invoke %s: %w", f.name, ctx.Err())
	case limited.Err() != nil:
		return timedOut(requestID, f.Timeout), Unhandled, nil
	case err != nil:
		return nil, "", &types.ServiceException{Message: aws.String(fmt.Sprintf("invoke %s: %v", f.name, err))}
	}
	return result, functionError, nil
}

func (s *Service) find(name string) (*function, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	name = strings.TrimPrefix(name, functionARN)
	if f := s.functions[name]; f != nil {
		return f, nil
	}
	return nil, &types.ResourceNotFoundException{
		Type:    aws.String("User"),
		Message: aws.String("Function not found: " + functionARN + name),
	}
}

// check refuses what AWS refuses and what is not implemented.
func check(in *sdk.InvokeInput) error {
	for _, f := range []struct {
		name string
		set  bool
	}{
		{"ClientContext", in.ClientContext != nil},
		{"DurableExecutionName", in.DurableExecutionName != nil},
		{"LogType", in.LogType == types.LogTypeTail},
		{"Qualifier", cmp.Or(aws.ToString(in.Qualifier), latest) != latest},
		{"TenantId", in.TenantId != nil},
	} {
		if f.set {
			return invalid("not implemented by the embedded stand-in: Invoke.%s", f.name)
		}
	}
	switch in.InvocationType {
	case "", types.InvocationTypeRequestResponse, types.InvocationTypeEvent, types.InvocationTypeDryRun:
	default:
		return invalid("Value '%s' at 'invocationType' failed to satisfy constraint: one of %v", in.InvocationType, in.InvocationType.Values())
	}
	if !json.Valid(payloadOf(in)) {
		return &types.InvalidRequestContentException{Message: aws.String("Could not parse request body into json")}
	}
	return nil
}

// payloadOf returns a copy of the payload, or an empty object for none.
func payloadOf(in *sdk.InvokeInput) []byte {
	if len(in.Payload) == 0 {
		return []byte("{}")
	}
	return append([]byte(nil), in.Payload...)
}

func invalid(format string, args ...any) error {
	return &types.InvalidParameterValueException{Message: aws.String(fmt.Sprintf(format, args...))}
}
