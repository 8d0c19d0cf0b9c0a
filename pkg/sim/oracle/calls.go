package oracle

import (
	"context"
	"errors"
	"slices"
	"strings"

	"github.com/aws/aws-sdk-go-v2/service/cloudwatchlogs"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"
	"github.com/aws/aws-sdk-go-v2/service/sqs"
	sqstypes "github.com/aws/aws-sdk-go-v2/service/sqs/types"

	"github.com/fanlight/fanlight/pkg/fanlight"
)

// Called checks a call before it is made, once if its client sends it again.
func (o *Oracle) Called(p *Process, c Call) {
	o.checkConsistent(p, c.Input)
	o.checkNotRefused(p, c.Input)
	o.checkRenewed(p)
	o.checkNoted(p)
	switch in := c.Input.(type) {
	case *sqs.DeleteMessageBatchInput:
		for _, e := range in.Entries {
			o.Deletes(p, *e.ReceiptHandle)
		}
	case *dynamodb.UpdateItemInput:
		if in.ExpressionAttributeValues[":lease"] != nil {
			p.claimsAt = o.world.Now()
		}
	case *sqs.SendMessageBatchInput:
		o.checkGroups(p, in)
	case *sqs.ReceiveMessageInput:
		o.checkReceives(p, in)
	case *cloudwatchlogs.StartQueryInput:
		o.checkFresh(p, *in.QueryString)
		o.checkRestart(p, in)
		o.checkQuota(p, in)
		o.checkHalf(p)
		o.asks(p, c.Fault)
	case *cloudwatchlogs.StopQueryInput:
		o.checkSettledFirst(p, o.queries[*in.QueryId])
		o.queries[*in.QueryId].excused = true // it is stopped, or a process tried
	}
}

// Effected checks each effect of a call; out is the service's output.
func (o *Oracle) Effected(p *Process, c Call, out any) {
	p.struckBy(c, out, o.world.Now())
	switch in := c.Input.(type) {
	case *dynamodb.PutItemInput:
		o.Wrote(p, in.Item)
	case *dynamodb.UpdateItemInput:
		o.Wrote(p, out.(*dynamodb.UpdateItemOutput).Attributes)
	case *dynamodb.BatchWriteItemInput:
		o.wroteBatch(p, in, out.(*dynamodb.BatchWriteItemOutput))
	case *sqs.SendMessageBatchInput:
		for _, body := range accepted(in, out.(*sqs.SendMessageBatchOutput)) {
			o.sent(p, *in.QueueUrl, body)
		}
	case *sqs.ChangeMessageVisibilityBatchInput:
		o.hidden(p, in, out.(*sqs.ChangeMessageVisibilityBatchOutput))
	case *cloudwatchlogs.DescribeQueriesInput:
		o.polled(p, in)
	case *cloudwatchlogs.StartQueryInput:
		p.polls.started(*out.(*cloudwatchlogs.StartQueryOutput).QueryId, c.Fault)
		o.begun(p, o.queries[*out.(*cloudwatchlogs.StartQueryOutput).QueryId], c.Fault == AmbiguousStart, Start{
			Text: *in.QueryString, Groups: in.LogGroupNames, Limit: int(*in.Limit), From: *in.StartTime, To: *in.EndTime,
		})
	case fanlight.Message:
		o.delivered(p, c.Target, in, c.Fault == DeliveredLost)
	}
}

func (o *Oracle) wroteBatch(p *Process, in *dynamodb.BatchWriteItemInput, out *dynamodb.BatchWriteItemOutput) {
	table := o.set.Table
	left := map[string]bool{}
	for _, r := range out.UnprocessedItems[table] {
		left[keyName(r.PutRequest.Item)] = true
	}
	for _, r := range in.RequestItems[table] {
		if !left[keyName(r.PutRequest.Item)] {
			o.Wrote(p, r.PutRequest.Item)
		}
	}
}

// Answered records what the process knows from then on.
func (o *Oracle) Answered(p *Process, c Call, out any, err error) {
	p.struckBy(c, out, o.world.Now())
	if refused, ok := errors.AsType[*types.ConditionalCheckFailedException](err); ok {
		o.observed(p, refused.Item)
	}
	o.hears(p, c, out, err)
	o.refusedForGood(p, c, err)
	o.pausesAfter(p, c, err)
	if m, delivery := c.Input.(fanlight.Message); delivery && err != nil {
		o.undelivered(p, c.Target, m, err)
	} else if delivery {
		o.accepted(p, c.Target, m, *out.(*string))
	}
	if start, ok := out.(*cloudwatchlogs.StartQueryOutput); ok && start != nil && errors.Is(err, context.DeadlineExceeded) {
		o.lostAnswer(o.queries[*start.QueryId])
	}
	if errors.Is(err, context.DeadlineExceeded) {
		o.struck(p) // it may not know that it has the claim
	}
	p.polls.answered(c.Input, out, err)
	o.startAnswered(p, c.Input, err)
	if err != nil {
		return
	}
	switch in := c.Input.(type) {
	case *dynamodb.GetItemInput:
		o.observed(p, out.(*dynamodb.GetItemOutput).Item)
		o.visits(p, out.(*dynamodb.GetItemOutput).Item)
	case *dynamodb.QueryInput:
		answer := out.(*dynamodb.QueryOutput)
		p.sweep.nominated(in, answer)
		for _, it := range answer.Items {
			o.observed(p, it)
			o.visits(p, it)
			if strings.HasPrefix(str(it, "sk"), "PROGRESS#") {
				o.finds(p, it)
			}
		}
		o.observedAll(p, in, answer)
	case *dynamodb.PutItemInput:
		o.observed(p, in.Item)
	case *dynamodb.UpdateItemInput:
		o.observed(p, out.(*dynamodb.UpdateItemOutput).Attributes)
		o.madeRunning(p, in)
	case *sqs.SendMessageBatchInput:
		p.unsent(in, out.(*sqs.SendMessageBatchOutput))
		if len(out.(*sqs.SendMessageBatchOutput).Failed) == 0 && *in.QueueUrl == o.set.ReportQueue {
			p.announces(*in.Entries[0].MessageBody)
		}
	case *sqs.GetQueueAttributesInput:
		p.counted(out.(*sqs.GetQueueAttributesOutput))
	case *sqs.ReceiveMessageInput:
		o.Received(p, *in.QueueUrl, messages(out.(*sqs.ReceiveMessageOutput).Messages))
		p.hides(len(out.(*sqs.ReceiveMessageOutput).Messages), seconds(in.VisibilityTimeout), o.world.Now())
	case *cloudwatchlogs.DescribeQueriesInput:
		o.heard(p, out.(*cloudwatchlogs.DescribeQueriesOutput))
	case *cloudwatchlogs.GetQueryResultsInput:
		o.reads(p, *in.QueryId, out.(*cloudwatchlogs.GetQueryResultsOutput))
	}
}

// Emitted checks an event. No actor may find the protocol broken.
func (o *Oracle) Emitted(p *Process, e fanlight.Event) {
	switch e.Kind {
	case fanlight.EventBroken:
		o.toldBroken(p, e)
	case fanlight.EventOverdue:
		delete(p.sweep.overdue, e.Run)
	case fanlight.EventOwnerUnreached:
		o.run(e.Run).ownerInformed = true
	case fanlight.EventMissedEditions:
		o.leftOut(p, e)
	case fanlight.EventGaveUp:
		o.gaveUp(p, o.run(e.Run))
	}
}

// hasFailed reports whether an entry of a batch is among those that a queue did not take.
func hasFailed(failed []sqstypes.BatchResultErrorEntry, id string) bool {
	return slices.ContainsFunc(failed, func(f sqstypes.BatchResultErrorEntry) bool { return *f.Id == id })
}

// accepted returns the bodies of the messages that a queue took.
func accepted(in *sqs.SendMessageBatchInput, out *sqs.SendMessageBatchOutput) (bodies []string) {
	for _, e := range in.Entries {
		if !hasFailed(out.Failed, *e.Id) {
			bodies = append(bodies, *e.MessageBody)
		}
	}
	return bodies
}

func messages(received []sqstypes.Message) (batch []Message) {
	for _, m := range received {
		batch = append(batch, Message{*m.ReceiptHandle, *m.Body})
	}
	return batch
}
