package pipelinetest

import (
	"context"
	"errors"
	"slices"

	"github.com/aws/aws-sdk-go-v2/service/cloudwatchlogs"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/sqs"
	"github.com/aws/aws-sdk-go-v2/service/sqs/types"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/report"
)

// GetItem implements ledger.API.
func (p *Process) GetItem(ctx context.Context, in *dynamodb.GetItemInput, _ ...func(*dynamodb.Options)) (*dynamodb.GetItemOutput, error) {
	return call(p, "GetItem", in, func() (*dynamodb.GetItemOutput, error) { return p.world.DynamoDB.GetItem(ctx, in) })
}

// PutItem implements ledger.API.
func (p *Process) PutItem(ctx context.Context, in *dynamodb.PutItemInput, _ ...func(*dynamodb.Options)) (*dynamodb.PutItemOutput, error) {
	return call(p, "PutItem", in, func() (*dynamodb.PutItemOutput, error) { return p.world.DynamoDB.PutItem(ctx, in) })
}

// UpdateItem implements ledger.API.
func (p *Process) UpdateItem(ctx context.Context, in *dynamodb.UpdateItemInput, _ ...func(*dynamodb.Options)) (*dynamodb.UpdateItemOutput, error) {
	return call(p, "UpdateItem", in, func() (*dynamodb.UpdateItemOutput, error) { return p.world.DynamoDB.UpdateItem(ctx, in) })
}

// Query implements ledger.API.
func (p *Process) Query(ctx context.Context, in *dynamodb.QueryInput, _ ...func(*dynamodb.Options)) (*dynamodb.QueryOutput, error) {
	return call(p, "Query", in, func() (*dynamodb.QueryOutput, error) { return p.world.DynamoDB.Query(ctx, in) })
}

// BatchWriteItem implements ledger.API.
func (p *Process) BatchWriteItem(ctx context.Context, in *dynamodb.BatchWriteItemInput, _ ...func(*dynamodb.Options)) (*dynamodb.BatchWriteItemOutput, error) {
	return call(p, "BatchWriteItem", in, func() (*dynamodb.BatchWriteItemOutput, error) {
		return p.world.DynamoDB.BatchWriteItem(ctx, in)
	})
}

// SendMessageBatch implements queue.API.
func (p *Process) SendMessageBatch(ctx context.Context, in *sqs.SendMessageBatchInput, _ ...func(*sqs.Options)) (*sqs.SendMessageBatchOutput, error) {
	return call(p, "SendMessageBatch", in, func() (*sqs.SendMessageBatchOutput, error) {
		out, err := p.world.SQS.SendMessageBatch(ctx, in)
		if err == nil {
			p.noteSent(in, out)
		}
		return out, err
	})
}

func (p *Process) noteSent(in *sqs.SendMessageBatchInput, out *sqs.SendMessageBatchOutput) {
	for _, e := range in.Entries {
		if !slices.ContainsFunc(out.Failed, func(f types.BatchResultErrorEntry) bool { return *f.Id == *e.Id }) {
			p.world.sent(*in.QueueUrl, *e.MessageBody)
		}
	}
}

// ReceiveMessage implements queue.API.
func (p *Process) ReceiveMessage(ctx context.Context, in *sqs.ReceiveMessageInput, _ ...func(*sqs.Options)) (*sqs.ReceiveMessageOutput, error) {
	return call(p, "ReceiveMessage", in, func() (*sqs.ReceiveMessageOutput, error) { return p.world.SQS.ReceiveMessage(ctx, in) })
}

// DeleteMessageBatch implements queue.API.
func (p *Process) DeleteMessageBatch(ctx context.Context, in *sqs.DeleteMessageBatchInput, _ ...func(*sqs.Options)) (*sqs.DeleteMessageBatchOutput, error) {
	return call(p, "DeleteMessageBatch", in, func() (*sqs.DeleteMessageBatchOutput, error) {
		return p.world.SQS.DeleteMessageBatch(ctx, in)
	})
}

// ChangeMessageVisibilityBatch implements queue.API.
func (p *Process) ChangeMessageVisibilityBatch(ctx context.Context, in *sqs.ChangeMessageVisibilityBatchInput, _ ...func(*sqs.Options)) (*sqs.ChangeMessageVisibilityBatchOutput, error) {
	return call(p, "ChangeMessageVisibilityBatch", in, func() (*sqs.ChangeMessageVisibilityBatchOutput, error) {
		return p.world.SQS.ChangeMessageVisibilityBatch(ctx, in)
	})
}

// StartQuery implements insights.API.
func (p *Process) StartQuery(ctx context.Context, in *cloudwatchlogs.StartQueryInput, _ ...func(*cloudwatchlogs.Options)) (*cloudwatchlogs.StartQueryOutput, error) {
	return call(p, "StartQuery", in, func() (*cloudwatchlogs.StartQueryOutput, error) { return p.world.Logs.StartQuery(ctx, in) })
}

// GetQueryResults implements insights.API.
func (p *Process) GetQueryResults(ctx context.Context, in *cloudwatchlogs.GetQueryResultsInput, _ ...func(*cloudwatchlogs.Options)) (*cloudwatchlogs.GetQueryResultsOutput, error) {
	return call(p, "GetQueryResults", in, func() (*cloudwatchlogs.GetQueryResultsOutput, error) {
		return p.world.Logs.GetQueryResults(ctx, in)
	})
}

// StopQuery implements insights.API.
func (p *Process) StopQuery(ctx context.Context, in *cloudwatchlogs.StopQueryInput, _ ...func(*cloudwatchlogs.Options)) (*cloudwatchlogs.StopQueryOutput, error) {
	return call(p, "StopQuery", in, func() (*cloudwatchlogs.StopQueryOutput, error) { return p.world.Logs.StopQuery(ctx, in) })
}

// DescribeQueries implements insights.API.
func (p *Process) DescribeQueries(ctx context.Context, in *cloudwatchlogs.DescribeQueriesInput, _ ...func(*cloudwatchlogs.Options)) (*cloudwatchlogs.DescribeQueriesOutput, error) {
	return call(p, "DescribeQueries", in, func() (*cloudwatchlogs.DescribeQueriesOutput, error) {
		return p.world.Logs.DescribeQueries(ctx, in)
	})
}

// Send implements publish.Sender by the world's destinations. A provider whose
// answer is lost, or who was not reached, may or may not have delivered.
func (p *Process) Send(_ context.Context, d report.Destination, m fanlight.Message) (string, error) {
	receipt, err := call(p, "Send", m, func() (string, error) { return p.world.Sender.send(d, m) })
	if errors.Is(err, errInjected) {
		err = &fanlight.DeliveryError{Unknown: true, Err: err}
	}
	return receipt, err
}
