package sqs

import (
	"context"

	sdk "github.com/aws/aws-sdk-go-v2/service/sqs"
)

// DeleteQueue deletes a queue with its messages at once (AWS: within 60 seconds). A queue of the
// same name may be created at once, whereas AWS wants a wait of 60 seconds. Queues whose
// dead-letter queue is deleted keep their messages.
func (c *Core) DeleteQueue(_ context.Context, in *sdk.DeleteQueueInput, _ ...func(*sdk.Options)) (*sdk.DeleteQueueOutput, error) {
	q, err := c.find(in.QueueUrl)
	if err != nil {
		return nil, err
	}
	delete(c.queues, q.name)
	c.arrivals++ // long polls on the queue end
	return &sdk.DeleteQueueOutput{}, nil
}
