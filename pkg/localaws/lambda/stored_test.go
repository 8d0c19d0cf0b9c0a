package lambda_test

import (
	"context"
	"testing"
	"testing/synctest"
	"time"

	"github.com/aws/aws-lambda-go/lambdacontext"
	"github.com/google/go-cmp/cmp"

	"github.com/fanlight/fanlight/pkg/localaws/lambda"
)

// TestService_Restore runs what was accepted before when its function is registered, with its request ID.
func TestService_Restore(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		var ran, ended []string
		s := lambda.New(lambda.Options{Ended: func(id string) { ended = append(ended, id) }})
		ctx, cancel := context.WithCancel(t.Context())
		defer cancel()
		go func() { _ = s.Run(ctx) }()
		const first, other = "00000000-0000-4000-8000-00000000000a", "00000000-0000-4000-8000-00000000000b"
		s.Restore([]lambda.Accepted{
			{Function: "one", RequestID: first, Payload: []byte(`"x"`), At: time.Now()},
			{Function: "never", RequestID: other, Payload: []byte(`"y"`), At: time.Now()},
		})
		s.Register("one", lambda.Handler(func(ctx context.Context, in string) (string, error) {
			lc, _ := lambdacontext.FromContext(ctx)
			ran = append(ran, lc.AwsRequestID+" "+in)
			return "", nil
		}), lambda.Config{})
		synctest.Wait()
		if diff := cmp.Diff([]string{first + " x"}, ran); diff != "" {
			t.Errorf("ran (-want +got):\n%s", diff)
		}
		if diff := cmp.Diff([]string{first}, ended); diff != "" {
			t.Errorf("ended (-want +got):\n%s", diff)
		}
	})
}
