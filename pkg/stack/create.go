package stack

import (
	"context"
	"encoding/json"
	"fmt"
	"strconv"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/sqs"
	"github.com/aws/aws-sdk-go-v2/service/sqs/types"

	"github.com/fanlight/fanlight/pkg/ledger"
)

// Tables creates tables. An SDK client does so, and a core of the stand-in.
type Tables interface {
	CreateTable(context.Context, *dynamodb.CreateTableInput, ...func(*dynamodb.Options)) (*dynamodb.CreateTableOutput, error)
}

// QueueCreator creates queues and reads their ARNs. An SDK client does so, and a
// core of the stand-in.
type QueueCreator interface {
	CreateQueue(context.Context, *sqs.CreateQueueInput, ...func(*sqs.Options)) (*sqs.CreateQueueOutput, error)
	GetQueueAttributes(context.Context, *sqs.GetQueueAttributesInput, ...func(*sqs.Options)) (*sqs.GetQueueAttributesOutput, error)
}

// Create creates the table and the queues of a stack on a stand-in, as
// Terraform does on AWS, and returns their names. After maxReceives receives a
// message becomes a dead letter: MaxReceives in a real deployment.
func Create(ctx context.Context, name string, maxReceives int, tables Tables, queues QueueCreator) (Names, error) {
	names := Names{Table: name}
	if _, err := tables.CreateTable(ctx, ledger.Table(name)); err != nil {
		return names, fmt.Errorf("create table %s: %w", name, err)
	}
	var err error
	if names.QueryQueue, err = createQueue(ctx, queues, name, Queries, maxReceives); err != nil {
		return names, err
	}
	names.ReportQueue, err = createQueue(ctx, queues, name, Reports, maxReceives)
	return names, err
}

// createQueue creates a queue with the queue of its dead letters, and returns its
// URL.
func createQueue(ctx context.Context, queues QueueCreator, stack string, q Queue, maxReceives int) (url string, err error) {
	dead, err := create(ctx, queues, q.DeadLetters().In(stack), map[string]string{
		"MessageRetentionPeriod": seconds(DeadLetterRetention),
	})
	if err != nil {
		return "", err
	}
	redrive, err := redrivePolicy(ctx, queues, dead, maxReceives)
	if err != nil {
		return "", err
	}
	return create(ctx, queues, q.In(stack), map[string]string{
		"VisibilityTimeout": seconds(q.Visibility()), "RedrivePolicy": redrive,
	})
}

func create(ctx context.Context, queues QueueCreator, name string, attributes map[string]string) (url string, err error) {
	out, err := queues.CreateQueue(ctx, &sqs.CreateQueueInput{QueueName: &name, Attributes: attributes})
	if err != nil {
		return "", fmt.Errorf("create queue %s: %w", name, err)
	}
	return aws.ToString(out.QueueUrl), nil
}

func redrivePolicy(ctx context.Context, queues QueueCreator, dead string, maxReceives int) (string, error) {
	out, err := queues.GetQueueAttributes(ctx, &sqs.GetQueueAttributesInput{
		QueueUrl: &dead, AttributeNames: []types.QueueAttributeName{types.QueueAttributeNameQueueArn},
	})
	if err != nil {
		return "", fmt.Errorf("read the ARN of %s: %w", dead, err)
	}
	policy, err := json.Marshal(map[string]any{
		"deadLetterTargetArn": out.Attributes["QueueArn"], "maxReceiveCount": maxReceives,
	})
	if err != nil {
		return "", fmt.Errorf("marshal the redrive policy of %s: %w", dead, err)
	}
	return string(policy), nil
}

func seconds(d time.Duration) string { return strconv.Itoa(int(d.Seconds())) }
