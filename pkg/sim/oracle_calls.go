package sim

import (
	"context"
	"errors"

	"github.com/aws/aws-sdk-go-v2/service/cloudwatchlogs"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"
	"github.com/aws/aws-sdk-go-v2/service/sqs"

	"github.com/fanlight/fanlight/pkg/fanlight"
)

// called implements observer.
func (o *oracle) called(p *Process, c Call) {
	switch in := c.Input.(type) {
	case *sqs.DeleteMessageBatchInput:
		for _, e := range in.Entries {
			o.deletes(p, *e.ReceiptHandle)
		}
	case *dynamodb.UpdateItemInput:
		if in.ExpressionAttributeValues[":lease"] != nil {
			p.known.claimsAt = o.sim.Clock.now
		}
	case *cloudwatchlogs.StopQueryInput:
		o.sim.scripts[*in.QueryId].excused = true // it is stopped, or a process tried
	}
}

// effected implements observer.
func (o *oracle) effected(p *Process, c Call, out any) {
	switch in := c.Input.(type) {
	case *dynamodb.PutItemInput:
		o.wrote(p, in.Item)
	case *dynamodb.UpdateItemInput:
		o.wrote(p, out.(*dynamodb.UpdateItemOutput).Attributes)
	case *dynamodb.BatchWriteItemInput:
		o.wroteBatch(p, in, out.(*dynamodb.BatchWriteItemOutput))
	case *sqs.SendMessageBatchInput:
		for _, body := range accepted(in, out.(*sqs.SendMessageBatchOutput)) {
			o.sent(p, *in.QueueUrl, body)
		}
	case *cloudwatchlogs.StartQueryInput:
		o.begun(p, o.sim.scripts[*out.(*cloudwatchlogs.StartQueryOutput).QueryId], c.fault == AmbiguousStart)
	case *cloudwatchlogs.GetQueryResultsInput:
		o.sim.note("insights", "answers", string(out.(*cloudwatchlogs.GetQueryResultsOutput).Status))
	case fanlight.Message:
		o.delivered(p, c.target, in, c.fault == DeliveredUnknown)
	}
}

func (o *oracle) wroteBatch(p *Process, in *dynamodb.BatchWriteItemInput, out *dynamodb.BatchWriteItemOutput) {
	table := o.sim.Names.Table
	left := map[string]bool{}
	for _, r := range out.UnprocessedItems[table] {
		left[keyName(r.PutRequest.Item)] = true
	}
	for _, r := range in.RequestItems[table] {
		if !left[keyName(r.PutRequest.Item)] {
			o.wrote(p, r.PutRequest.Item)
		}
	}
}

// answered implements observer: it records what the process knows from then on.
func (o *oracle) answered(p *Process, c Call, out any, err error) {
	if refused, ok := errors.AsType[*types.ConditionalCheckFailedException](err); ok {
		o.observed(p, refused.Item)
	}
	if m, delivery := c.Input.(fanlight.Message); delivery && err != nil {
		o.undelivered(p, c.target, m, err)
	}
	if start, ok := out.(*cloudwatchlogs.StartQueryOutput); ok && start != nil && errors.Is(err, context.DeadlineExceeded) {
		o.lostAnswer(o.sim.scripts[*start.QueryId])
	}
	if err != nil {
		return
	}
	switch in := c.Input.(type) {
	case *dynamodb.GetItemInput:
		o.observed(p, out.(*dynamodb.GetItemOutput).Item)
	case *dynamodb.QueryInput:
		answer := out.(*dynamodb.QueryOutput)
		for _, it := range answer.Items {
			o.observed(p, it)
		}
		o.observedAll(p, in, answer)
	case *dynamodb.PutItemInput:
		o.observed(p, in.Item)
	case *dynamodb.UpdateItemInput:
		o.observed(p, out.(*dynamodb.UpdateItemOutput).Attributes)
	case *sqs.SendMessageBatchInput:
		if len(out.(*sqs.SendMessageBatchOutput).Failed) == 0 && *in.QueueUrl == o.sim.Names.ReportQueue {
			p.known.announces(*in.Entries[0].MessageBody)
		}
	case *sqs.ReceiveMessageInput:
		o.received(p, *in.QueueUrl, messages(out.(*sqs.ReceiveMessageOutput).Messages))
	}
}

// emitted implements observer. No actor may find the protocol broken.
func (o *oracle) emitted(p *Process, e fanlight.Event) {
	p.note(string(e.Kind), e.Detail)
	switch e.Kind {
	case fanlight.EventBroken:
		o.violate("R2", "told as broken: %s", e.Detail)
	case fanlight.EventOwnerUnreached:
		o.run(e.Run).ownerInformed = true
	case fanlight.EventMissedEditions:
		o.leftOut(e)
	case fanlight.EventGaveUp:
		o.gaveUp(p, o.run(e.Run))
	}
}
