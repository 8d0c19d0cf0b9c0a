package lambda_test

import (
	"errors"
	"testing"
	"testing/synctest"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	sdk "github.com/aws/aws-sdk-go-v2/service/lambda"
	"github.com/aws/aws-sdk-go-v2/service/lambda/types"

	"github.com/fanlight/fanlight/pkg/localaws/lambda"
)

func TestNew(t *testing.T) {
	t.Parallel()
	_, err := lambda.New(lambda.Options{}).Invoke(t.Context(), &sdk.InvokeInput{FunctionName: aws.String("f")})
	if _, ok := errors.AsType[*types.ResourceNotFoundException](err); !ok {
		t.Errorf("a new service invokes f: error %v", err)
	}
}

func TestService_Register(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s := lambda.New(lambda.Options{})
		invoke := func() string {
			t.Helper()
			out, err := s.Invoke(t.Context(), &sdk.InvokeInput{FunctionName: aws.String("f")})
			if err != nil {
				t.Fatal(err)
			}
			return string(out.Payload)
		}
		s.Register("f", lambda.Handler(func() (string, error) { time.Sleep(2 * time.Second); return "old", nil }), lambda.Config{})
		under := make(chan string)
		go func() { under <- invoke() }()
		synctest.Wait()
		s.Register("f", lambda.Handler(func() (string, error) { return "new", nil }), lambda.Config{})
		if got := invoke(); got != `"new"` {
			t.Errorf("after a second Register: %s", got)
		}
		if got := <-under; got != `"old"` {
			t.Errorf("the invocation that was under way: %s", got)
		}
	})
}
