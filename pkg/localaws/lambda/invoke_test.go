package lambda_test

import (
	"context"
	"encoding/json"
	"errors"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/aws/aws-lambda-go/lambdacontext"
	"github.com/aws/aws-sdk-go-v2/aws"
	sdk "github.com/aws/aws-sdk-go-v2/service/lambda"
	"github.com/aws/aws-sdk-go-v2/service/lambda/types"
	"github.com/aws/smithy-go"
	"github.com/google/go-cmp/cmp"

	"github.com/fanlight/fanlight/pkg/localaws/lambda"
)

type oddError struct{}

func (*oddError) Error() string { return "odd" }

func TestInvokeInProcess(t *testing.T) {
	t.Parallel()
	tests := map[string]struct {
		handler any
		payload string
		want    string
		failed  bool
	}{
		"answer":         {func(n int) (int, error) { return n + 1, nil }, `41`, `42`, false},
		"no answer":      {func() {}, ``, `null`, false},
		"error":          {func() error { return errors.New("no") }, ``, `{"errorType":"errorString","errorMessage":"no"}`, true},
		"typed error":    {func() error { return &oddError{} }, ``, `{"errorType":"oddError","errorMessage":"odd"}`, true},
		"no such event":  {func(int) {}, `"x"`, `{"errorType":"UnmarshalTypeError","errorMessage":"json: cannot unmarshal string into Go value of type int"}`, true},
		"not a function": {7, ``, `{"errorType":"errorString","errorMessage":"handler kind int is not func"}`, true},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := lambda.New(lambda.Options{})
			s.Register("f", lambda.Handler(tt.handler), lambda.Config{})
			out, err := s.Invoke(t.Context(), &sdk.InvokeInput{FunctionName: aws.String("f"), Payload: []byte(tt.payload)})
			if err != nil {
				t.Fatal(err)
			}
			if string(out.Payload) != tt.want || (out.FunctionError != nil) != tt.failed || out.StatusCode != 200 {
				t.Errorf("got %d %s, function error %v; want %s", out.StatusCode, out.Payload, aws.ToString(out.FunctionError), tt.want)
			}
		})
	}
}

func TestPanicIsAFunctionError(t *testing.T) {
	t.Parallel()
	s := lambda.New(lambda.Options{})
	s.Register("f", lambda.Handler(func() { panic("boom") }), lambda.Config{})
	out, err := s.Invoke(t.Context(), &sdk.InvokeInput{FunctionName: aws.String("f")})
	if err != nil {
		t.Fatal(err)
	}
	var got struct {
		Type  string   `json:"errorType"`
		Text  string   `json:"errorMessage"`
		Stack []string `json:"stackTrace"`
	}
	if err := json.Unmarshal(out.Payload, &got); err != nil {
		t.Fatal(err)
	}
	if got.Type != "string" || got.Text != "boom" || len(got.Stack) == 0 || aws.ToString(out.FunctionError) != "Unhandled" {
		t.Errorf("got %s", out.Payload)
	}
}

func TestInvocationKnowsItsRequestAndDeadline(t *testing.T) {
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

func TestRefusedInvocations(t *testing.T) {
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

// runAsync invokes f once asynchronously and lets the service run for a while.
func runAsync(t *testing.T, s *lambda.Service, payload string, long time.Duration) {
	t.Helper()
	out, err := s.Invoke(t.Context(), &sdk.InvokeInput{
		FunctionName:   aws.String("f"),
		InvocationType: types.InvocationTypeEvent,
		Payload:        []byte(payload),
	})
	if err != nil || out.StatusCode != 202 {
		t.Fatalf("accepted with %v, error %v", out, err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), long)
	defer cancel()
	if err := s.Run(ctx); err != nil {
		t.Fatal(err)
	}
}

func TestAsynchronousRetries(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		q := newQueue(t)
		s := lambda.New(lambda.Options{})
		start := time.Now()
		var at []time.Duration
		handler := func(ctx context.Context) error {
			at = append(at, time.Since(start))
			return errors.New("no ledger")
		}
		s.Register("f", lambda.Handler(handler), lambda.Config{OnFailure: &lambda.Destination{Sender: q, QueueURL: q.url}})
		runAsync(t, s, `{"report":"bot-usage"}`, time.Hour)
		if want := []time.Duration{0, time.Minute, 3 * time.Minute}; !slices.Equal(at, want) {
			t.Errorf("tried at %v, want %v", at, want)
		}
		want := `{"version":"1.0","timestamp":"2000-01-01T00:03:00.000Z",` +
			`"requestContext":{"requestId":"00000000-0000-4000-8000-000000000001",` +
			`"functionArn":"arn:aws:lambda:us-east-1:000000000000:function:f:$LATEST",` +
			`"condition":"RetriesExhausted","approximateInvokeCount":3},` +
			`"requestPayload":{"report":"bot-usage"},` +
			`"responseContext":{"statusCode":200,"executedVersion":"$LATEST","functionError":"Unhandled"},` +
			`"responsePayload":{"errorType":"errorString","errorMessage":"no ledger"}}`
		if diff := cmp.Diff(want, q.bodies()); diff != "" {
			t.Errorf("failure record (-want +got):\n%s", diff)
		}
	})
}

func TestAsynchronousTries(t *testing.T) {
	t.Parallel()
	tests := map[string]struct {
		retries lambda.Retries
		failing int // how many tries fail
		want    []time.Duration
		told    string
	}{
		"first succeeds":  {lambda.Retries{}, 0, []time.Duration{0}, ""},
		"second succeeds": {lambda.Retries{}, 1, []time.Duration{0, time.Minute}, ""},
		"none wanted":     {lambda.Retries{None: true}, 9, []time.Duration{0}, "after 1 tries: RetriesExhausted"},
		"own delays":      {lambda.Retries{Delays: []time.Duration{time.Second}}, 9, []time.Duration{0, time.Second}, "after 2 tries: RetriesExhausted"},
		"too old":         {lambda.Retries{MaxAge: 90 * time.Second}, 9, []time.Duration{0, time.Minute}, "after 2 tries: EventAgeExceeded"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				var told reports
				s := lambda.New(lambda.Options{Report: told.add})
				start := time.Now()
				var at []time.Duration
				s.Register("f", lambda.Handler(func() error {
					at = append(at, time.Since(start))
					if len(at) <= tt.failing {
						return errors.New("no")
					}
					return nil
				}), lambda.Config{Retries: tt.retries})
				runAsync(t, s, "", time.Hour)
				if !slices.Equal(at, tt.want) {
					t.Errorf("tried at %v, want %v", at, tt.want)
				}
				if !strings.Contains(told.String(), tt.told) || (told.String() == "") != (tt.told == "") {
					t.Errorf("reported %q, want %q", told.String(), tt.told)
				}
			})
		})
	}
}

func TestThrottledAsynchronousInvocationWaits(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s := lambda.New(lambda.Options{})
		start := time.Now()
		var at []time.Duration
		s.Register("f", lambda.Handler(func() {
			at = append(at, time.Since(start))
			time.Sleep(10 * time.Second)
		}), lambda.Config{Concurrency: 1, Timeout: time.Minute})
		event := &sdk.InvokeInput{FunctionName: aws.String("f"), InvocationType: types.InvocationTypeEvent}
		if _, err := s.Invoke(t.Context(), event); err != nil {
			t.Fatal(err)
		}
		runAsync(t, s, "", time.Minute)
		if want := []time.Duration{0, 15 * time.Second}; !slices.Equal(at, want) {
			t.Errorf("ran at %v, want %v: one, three, seven, fifteen seconds after", at, want)
		}
	})
}

func TestSynchronousThrottling(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s := lambda.New(lambda.Options{})
		s.Register("f", lambda.Handler(func() { time.Sleep(time.Second) }), lambda.Config{Concurrency: 1})
		invoke := func() error {
			_, err := s.Invoke(t.Context(), &sdk.InvokeInput{FunctionName: aws.String("f")})
			return err
		}
		first := make(chan error)
		go func() { first <- invoke() }()
		synctest.Wait()
		var throttled *types.TooManyRequestsException
		if err := invoke(); !errors.As(err, &throttled) {
			t.Errorf("error %v beside a running invocation, want TooManyRequestsException", err)
		}
		if err := <-first; err != nil {
			t.Error(err)
		}
		if err := invoke(); err != nil {
			t.Errorf("after it: %v", err)
		}
	})
}
