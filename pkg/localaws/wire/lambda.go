package wire

import (
	"context"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"
	sdk "github.com/aws/aws-sdk-go-v2/service/lambda"
	"github.com/aws/aws-sdk-go-v2/service/lambda/types"
	"github.com/aws/smithy-go"
)

// Functions has methods of the SDK's client of Lambda. The server calls them without the lock,
// because functions call the server.
type Functions interface {
	Invoke(context.Context, *sdk.InvokeInput, ...func(*sdk.Options)) (*sdk.InvokeOutput, error)
	ListFunctions(context.Context, *sdk.ListFunctionsInput, ...func(*sdk.Options)) (*sdk.ListFunctionsOutput, error)
}

// AddLambda adds Lambda with the operations Invoke and ListFunctions.
func (s *Server) AddLambda(functions Functions) { s.lambda = functions }

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
	if r.Method == http.MethodGet && strings.TrimSuffix(r.URL.Path, "/") == strings.TrimSuffix(invokePrefix, "/") {
		return s.listing(), true
	}
	return e, false
}

func (s *Server) invocation(function string) endpoint {
	return lambdaCall("Invoke", func(r *http.Request) (answer, error) { return s.invoke(r, function) })
}

func (s *Server) listing() endpoint { return lambdaCall("ListFunctions", s.listFunctions) }

func lambdaCall(operation string, run func(*http.Request) (answer, error)) endpoint {
	return endpoint{
		call: Call{"lambda", operation},
		run:  run,
		fail: lambdaFailure,
		throttled: &types.TooManyRequestsException{
			Message: aws.String("Rate Exceeded."),
			Reason:  types.ThrottleReasonCallerRateLimitExceeded,
		},
	}
}

// listFunctions answers ListFunctions, whose parameters are in the query of the URL
// (https://docs.aws.amazon.com/lambda/latest/api/API_ListFunctions.html).
func (s *Server) listFunctions(r *http.Request) (answer, error) {
	query := r.URL.Query()
	in := &sdk.ListFunctionsInput{
		FunctionVersion: types.FunctionVersion(query.Get("FunctionVersion")),
		Marker:          given(query.Get("Marker")),
		MasterRegion:    given(query.Get("MasterRegion")),
	}
	if text := query.Get("MaxItems"); text != "" {
		items, err := strconv.ParseInt(text, 10, 32)
		if err != nil {
			return lambdaFailure(malformed("MaxItems is %q, not a whole number", text)), nil
		}
		in.MaxItems = aws.Int32(int32(items))
	}
	out, err := s.lambda.ListFunctions(r.Context(), in)
	if err != nil {
		return lambdaFailure(err), gone(r, err)
	}
	body, err := encode(out)
	if err != nil {
		return lambdaFailure(err), nil
	}
	return answer{status: http.StatusOK, header: http.Header{"Content-Type": {"application/json"}}, body: body}, nil
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
