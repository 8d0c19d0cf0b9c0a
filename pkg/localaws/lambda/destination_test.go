package lambda_test

import (
	"context"
	"errors"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/fanlight/fanlight/pkg/localaws/lambda"
)

func TestDestination(t *testing.T) {
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
