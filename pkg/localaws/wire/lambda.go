package wire

import (
	"context"
	"net/http"
	"net/url"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"
	sdk "github.com/aws/aws-sdk-go-v2/service/lambda"
	"github.com/aws/aws-sdk-go-v2/service/lambda/types"
	"github.com/aws/smithy-go"
)

// Invoker has the method Invoke of the SDK's client of Lambda. The server calls it without the
// lock, because functions call the server.
type Invoker interface {
	Invoke(context.Context, *sdk.InvokeInput, ...func(*sdk.Options)) (*sdk.InvokeOutput, error)
}

// AddLambda adds Lambda with the operation Invoke.
func (s *Server) AddLambda(functions Invoker) { s.lambda = functions }

const (
	invokePrefix = "/2015-03-31/functions/"
	invokeSuffix = "/invocations"
)

// invoked returns the function in the path of a request for Invoke.
func invoked(r *http.Request) (function string, ok bool) {
	rest, begins := strings.CutPrefix(r.URL.EscapedPath(), invokePrefix)
	name, ends := strings.CutSuffix(rest, invokeSuffix)
	function, err := url.PathUnescape(name)
	return function, r.Method == http.MethodPost && begins && ends && err == nil && !strings.Contains(name, "/")
}

// lambdaEndpoint returns the endpoint of a request to Lambda.
func (s *Server) lambdaEndpoint(r *http.Request) (e endpoint, ok bool) {
	if s.lambda == nil {
		return e, false
	}
	if function, ok := invoked(r); ok {
		return s.invocation(function), true
	}
	return e, false
}

func (s *Server) invocation(function string) endpoint {
	return endpoint{
		call: Call{"lambda", "Invoke"},
		run:  func(r *http.Request) (answer, error) { return s.invoke(r, function) },
		fail: lambdaFailure,
		throttled: &types.TooManyRequestsException{
			Message: aws.String("Rate Exceeded."),
			Reason:  types.ThrottleReasonCallerRateLimitExceeded,
		},
	}
}

func (s *Server) invoke(r *http.Request, function string) (answer, error) {
	payload, err := read(r)
	if err != nil {
		return lambdaFailure(err), r.Context().Err()
	}
	out, err := s.lambda.Invoke(r.Context(), &sdk.InvokeInput{
		FunctionName:         aws.String(function),
		InvocationType:       types.InvocationType(r.Header.Get("X-Amz-Invocation-Type")),
		LogType:              types.LogType(r.Header.Get("X-Amz-Log-Type")),
		ClientContext:        given(r.Header.Get("X-Amz-Client-Context")),
		DurableExecutionName: given(r.Header.Get("X-Amz-Durable-Execution-Name")),
		TenantId:             given(r.Header.Get("X-Amz-Tenant-Id")),
		Qualifier:            given(r.URL.Query().Get("Qualifier")),
		Payload:              payload,
	})
	if err != nil {
		return lambdaFailure(err), gone(r, err)
	}
	return invocationAnswer(out), nil
}

func given(value string) *string {
	if value == "" {
		return nil
	}
	return &value
}

func invocationAnswer(out *sdk.InvokeOutput) answer {
	h := http.Header{"Content-Type": {"application/json"}}
	for name, value := range map[string]*string{
		"X-Amz-Executed-Version": out.ExecutedVersion,
		"X-Amz-Function-Error":   out.FunctionError,
		"X-Amz-Log-Result":       out.LogResult,
	} {
		if value != nil {
			h.Set(name, *value)
		}
	}
	return answer{status: int(out.StatusCode), header: h, body: out.Payload}
}

// lambdaFailure returns the answer for an error, with the status that the API reference has for
// it.
func lambdaFailure(err error) answer {
	e := apiError(err)
	h := http.Header{"Content-Type": {"application/json"}}
	h.Set("X-Amzn-Errortype", e.ErrorCode())
	return answer{status: lambdaStatus(e), code: e.ErrorCode(), header: h, body: encodeError("com.amazonaws.lambda", e)}
}

func lambdaStatus(e smithy.APIError) int {
	switch e.(type) {
	case *types.ResourceNotFoundException:
		return http.StatusNotFound
	case *types.TooManyRequestsException:
		return http.StatusTooManyRequests
	}
	return status(e)
}
