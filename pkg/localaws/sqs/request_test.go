package sqs_test

import (
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	sdk "github.com/aws/aws-sdk-go-v2/service/sqs"
	"github.com/aws/aws-sdk-go-v2/service/sqs/types"

	"github.com/fanlight/fanlight/pkg/localaws/sqs"
)

func TestReceiveRequest_refused(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		in   sdk.ReceiveMessageInput
		want string
	}{
		"eleven":            {sdk.ReceiveMessageInput{MaxNumberOfMessages: 11}, "InvalidParameterValue"},
		"an explicit 0":     {sdk.ReceiveMessageInput{MaxNumberOfMessages: sqs.Zero}, "InvalidParameterValue"},
		"13 hours":          {sdk.ReceiveMessageInput{VisibilityTimeout: 13 * 3600}, "InvalidParameterValue"},
		"21 seconds":        {sdk.ReceiveMessageInput{WaitTimeSeconds: 21}, "InvalidParameterValue"},
		"an attempt ID":     {sdk.ReceiveMessageInput{ReceiveRequestAttemptId: aws.String("1")}, unsupported},
		"unknown attribute": {sdk.ReceiveMessageInput{MessageSystemAttributeNames: []types.MessageSystemAttributeName{"Colour"}}, "InvalidAttributeName"},
		"no parameters":     {sdk.ReceiveMessageInput{}, ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newCore(t)
			url := w.create("q", nil)
			c.in.QueueUrl = &url
			_, err := w.ReceiveMessage(t.Context(), &c.in)
			expect(t, "code", c.want, code(err))
		})
	}
}
