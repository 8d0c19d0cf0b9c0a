package local

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/sqs"
	sqstypes "github.com/aws/aws-sdk-go-v2/service/sqs/types"

	"github.com/fanlight/fanlight/pkg/ledger"
	"github.com/fanlight/fanlight/pkg/stack"
)

// createTable creates the ledger's table with its sparse index.
func createTable(ctx context.Context, client *dynamodb.Client, name string) error {
	_, err := client.CreateTable(ctx, ledger.Table(name))
	if err != nil {
		return fmt.Errorf("create table %s: %w", name, err)
	}
	return nil
}

// maxReceives is the number of receives after which a message goes to the
// dead-letter queue. It is high because a worker that returns a message to the
// queue costs a receive.
const maxReceives = 20

// createQueues creates the two queues with a dead-letter queue each, and writes
// their URLs to names.
func createQueues(ctx context.Context, client *sqs.Client, stackName string, names *stack.Names) (err error) {
	if names.QueryQueue, names.QueryDead, err = createQueue(ctx, client, stackName+"-queries", stack.Worker.Timeout()); err != nil {
		return err
	}
	names.ReportQueue, _, err = createQueue(ctx, client, stackName+"-reports", stack.Reporter.Timeout())
	return err
}

func createQueue(ctx context.Context, client *sqs.Client, name string, visibility time.Duration) (url, dead string, err error) {
	deadLetters, err := client.CreateQueue(ctx, &sqs.CreateQueueInput{QueueName: aws.String(name + "-dead")})
	if err != nil {
		return "", "", fmt.Errorf("create queue %s-dead: %w", name, err)
	}
	arn, err := queueARN(ctx, client, *deadLetters.QueueUrl)
	if err != nil {
		return "", "", err
	}
	redrive, err := json.Marshal(map[string]any{"deadLetterTargetArn": arn, "maxReceiveCount": maxReceives})
	if err != nil {
		return "", "", fmt.Errorf("create queue %s: %w", name, err)
	}
	queue, err := client.CreateQueue(ctx, &sqs.CreateQueueInput{QueueName: &name, Attributes: map[string]string{
		"VisibilityTimeout": fmt.Sprint(int(visibility.Seconds())), "RedrivePolicy": string(redrive),
	}})
	if err != nil {
		return "", "", fmt.Errorf("create queue %s: %w", name, err)
	}
	return *queue.QueueUrl, *deadLetters.QueueUrl, nil
}

func queueARN(ctx context.Context, client *sqs.Client, url string) (string, error) {
	answer, err := client.GetQueueAttributes(ctx, &sqs.GetQueueAttributesInput{
		QueueUrl: &url, AttributeNames: []sqstypes.QueueAttributeName{sqstypes.QueueAttributeNameQueueArn},
	})
	if err != nil {
		return "", fmt.Errorf("find the ARN of %s: %w", url, err)
	}
	return answer.Attributes["QueueArn"], nil
}
