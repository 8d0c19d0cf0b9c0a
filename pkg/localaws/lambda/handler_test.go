package lambda_test

import (
	"context"
	"encoding/json"
	"errors"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	sdk "github.com/aws/aws-sdk-go-v2/service/lambda"

	"github.com/fanlight/fanlight/pkg/localaws/lambda"
)

type oddError struct{}

func (*oddError) Error() string { return "odd" }

func TestHandler(t *testing.T) {
	t.Parallel()
	tests := map[string]struct {
		handler any
		payload string
		want    string
		failed  bool
	}{
		"answer":            {func(n int) (int, error) { return n + 1, nil }, `41`, `42`, false},
		"no answer":         {func() {}, ``, `null`, false},
		"error":             {func() error { return errors.New("no") }, ``, `{"errorType":"errorString","errorMessage":"no"}`, true},
		"typed error":       {func() error { return &oddError{} }, ``, `{"errorType":"oddError","errorMessage":"odd"}`, true},
		"no such event":     {func(int) {}, `"x"`, `{"errorType":"UnmarshalTypeError","errorMessage":"json: cannot unmarshal string into Go value of type int"}`, true},
		"context and event": {func(_ context.Context, s string) (map[string]string, error) { return map[string]string{"a": s}, nil }, `"<b>"`, `{"a":"<b>"}`, false},
		"three arguments":   {func(context.Context, int, int) {}, `1`, `{"errorType":"errorString","errorMessage":"handler type func(context.Context, int, int): want at most a context and an event, and at most an answer and an error"}`, true},
		"no error last":     {func() int { return 1 }, ``, `{"errorType":"errorString","errorMessage":"handler type func() int: want at most a context and an event, and at most an answer and an error"}`, true},
		"not a function":    {7, ``, `{"errorType":"errorString","errorMessage":"handler kind int is not func"}`, true},
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

func TestHandler_panic(t *testing.T) {
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
