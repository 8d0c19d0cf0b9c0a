package lambda_test

import (
	"context"
	"errors"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/aws/aws-lambda-go/lambdacontext"
	"github.com/aws/aws-sdk-go-v2/aws"
	sdk "github.com/aws/aws-sdk-go-v2/service/lambda"
	"github.com/aws/aws-sdk-go-v2/service/lambda/types"
	"github.com/aws/smithy-go"

	"github.com/fanlight/fanlight/pkg/localaws/lambda"
)

func TestService_Invoke_request_ID_and_deadline(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s := lambda.New(lambda.Options{})
		var ids []string
		s.Register("f", lambda.Handler(func(ctx context.Context) {
			lc, _ := lambdacontext.FromContext(ctx)
			ids = append(ids, lc.AwsRequestID)
			deadline, _ := ctx.Deadline()
			if left := time.Until(deadline); left != 15*time.Minute {
				t.Errorf("%v left, want 15m", left)
			}
		}), lambda.Config{Timeout: 15 * time.Minute})
		for _, name := range []string{"f", "arn:aws:lambda:us-east-1:000000000000:function:f"} {
			if _, err := s.Invoke(t.Context(), &sdk.InvokeInput{FunctionName: &name}); err != nil {
				t.Fatal(err)
			}
		}
		if len(ids) != 2 || ids[0] == ids[1] || ids[0] == "" {
			t.Errorf("request IDs %q", ids)
		}
	})
}

func TestService_Invoke(t *testing.T) {
	t.Parallel()
	calls := 0
	s := lambda.New(lambda.Options{})
	s.Register("f", lambda.Handler(func() { calls++ }), lambda.Config{})
	for kind, want := range map[types.InvocationType]struct {
		status int32
		calls  int
	}{
		"":                                  {200, 1},
		types.InvocationTypeRequestResponse: {200, 1},
		types.InvocationTypeEvent:           {202, 0}, // Run has not been called
		types.InvocationTypeDryRun:          {204, 0},
	} {
		calls = 0
		out, err := s.Invoke(t.Context(), &sdk.InvokeInput{FunctionName: aws.String("f"), InvocationType: kind})
		if err != nil || out.StatusCode != want.status || calls != want.calls {
			t.Errorf("type %q: answer %+v, error %v, %d calls; want %+v", kind, out, err, calls, want)
		}
	}
}

func TestService_Invoke_caller_that_gives_up(t *testing.T) {
	t.Parallel()
	s := lambda.New(lambda.Options{})
	s.Register("f", lambda.Handler(func(ctx context.Context) { <-ctx.Done() }), lambda.Config{Timeout: time.Hour})
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := s.Invoke(ctx, &sdk.InvokeInput{FunctionName: aws.String("f")}); !errors.Is(err, context.Canceled) {
		t.Errorf("error %v, want the context's", err)
	}
}

func TestService_Invoke_refused(t *testing.T) {
	t.Parallel()
	s := lambda.New(lambda.Options{})
	s.Register("f", lambda.Handler(func() {}), lambda.Config{})
	tests := map[string]struct {
		in   sdk.InvokeInput
		code string
		text string
	}{
		"unknown function": {sdk.InvokeInput{FunctionName: aws.String("g")}, "ResourceNotFoundException", "Function not found: arn:aws:lambda:us-east-1:000000000000:function:g"},
		"no JSON":          {sdk.InvokeInput{FunctionName: aws.String("f"), Payload: []byte("{")}, "InvalidRequestContentException", "Could not parse"},
		"log tail":         {sdk.InvokeInput{FunctionName: aws.String("f"), LogType: types.LogTypeTail}, "InvalidParameterValueException", "Invoke.LogType"},
		"version":          {sdk.InvokeInput{FunctionName: aws.String("f"), Qualifier: aws.String("7")}, "InvalidParameterValueException", "Invoke.Qualifier"},
		"unknown type":     {sdk.InvokeInput{FunctionName: aws.String("f"), InvocationType: "Later"}, "InvalidParameterValueException", "'Later'"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, err := s.Invoke(t.Context(), &tt.in)
			var api smithy.APIError
			if !errors.As(err, &api) || api.ErrorCode() != tt.code || !strings.Contains(api.ErrorMessage(), tt.text) {
				t.Errorf("error %v, want %s with %q", err, tt.code, tt.text)
			}
		})
	}
}
