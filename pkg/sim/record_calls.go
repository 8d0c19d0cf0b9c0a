package sim

import (
	"errors"
	"fmt"
	"hash/fnv"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cloudwatchlogs"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"
	"github.com/aws/aws-sdk-go-v2/service/sqs"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/sim/history"
	"github.com/fanlight/fanlight/pkg/stack"
)

// struck notes of a call that is about to be carried out, and of its fault.
func (r *chronicler) struck(p *Process, c Call) {
	if r == nil {
		return
	}
	l := history.Call{Op: c.Op, On: on(c), Asked: c.asked.UnixMilli(), Loose: loose(c)}
	if c.fault != NoFault {
		l.Fault = c.fault.String()
	}
	r.tell(p, history.Line{Call: &l})
}

// loose reports whether a call reads the table, and not consistently.
func loose(c Call) bool {
	switch in := c.Input.(type) {
	case *dynamodb.GetItemInput:
		return !aws.ToBool(in.ConsistentRead)
	case *dynamodb.QueryInput:
		return !aws.ToBool(in.ConsistentRead)
	}
	return false
}

// on returns what a call is made on, for people; of a start the run, the epoch and the index.
func on(c Call) string {
	if in, ok := c.Input.(*cloudwatchlogs.StartQueryInput); ok {
		q := parseToken(*in.QueryString)
		of := fmt.Sprint(q.Run, " ", q.Epoch, " ", q.Index)
		if isEstimate(*in.QueryString) {
			of += " estimate"
		}
		return of
	}
	return c.target
}

// effected implements observer.
func (r *chronicler) effected(p *Process, c Call, out any) {
	switch in := c.Input.(type) {
	case *dynamodb.PutItemInput:
		r.wrote(p, in.Item)
	case *dynamodb.UpdateItemInput:
		r.wrote(p, out.(*dynamodb.UpdateItemOutput).Attributes)
	case *dynamodb.BatchWriteItemInput:
		r.wroteBatch(p, in, out.(*dynamodb.BatchWriteItemOutput))
	case *sqs.SendMessageBatchInput:
		for _, body := range accepted(in, out.(*sqs.SendMessageBatchOutput)) {
			r.tell(p, history.Line{Sent: &history.Sent{Message: r.message(*in.QueueUrl, body), Group: groupOf(in, body)}})
		}
	case *sqs.ChangeMessageVisibilityBatchInput:
		r.hidden(p, in, out.(*sqs.ChangeMessageVisibilityBatchOutput))
	case *sqs.DeleteMessageBatchInput:
		r.deletedBatch(p, in, out.(*sqs.DeleteMessageBatchOutput))
	case *cloudwatchlogs.StartQueryInput:
		r.tell(p, history.Line{Started: &history.Started{ID: *out.(*cloudwatchlogs.StartQueryOutput).QueryId, Asked: c.asked.UnixMilli()}})
	case *cloudwatchlogs.StopQueryInput:
		r.tell(p, history.Line{Stopped: &history.Stopped{ID: *in.QueryId}})
	case fanlight.Message:
		r.delivered(p, c, in)
	}
	r.observer.effected(p, c, out)
}

func (r *chronicler) wroteBatch(p *Process, in *dynamodb.BatchWriteItemInput, out *dynamodb.BatchWriteItemOutput) {
	left := map[string]bool{}
	for _, u := range out.UnprocessedItems[r.d.Names.Table] {
		left[keyName(u.PutRequest.Item)] = true
	}
	for _, w := range in.RequestItems[r.d.Names.Table] {
		if !left[keyName(w.PutRequest.Item)] {
			r.wrote(p, w.PutRequest.Item)
		}
	}
}

// groupOf returns the group of a message that is sent.
func groupOf(in *sqs.SendMessageBatchInput, body string) string {
	for _, e := range in.Entries {
		if *e.MessageBody == body {
			return aws.ToString(e.MessageGroupId)
		}
	}
	return ""
}

func (r *chronicler) hidden(p *Process, in *sqs.ChangeMessageVisibilityBatchInput, out *sqs.ChangeMessageVisibilityBatchOutput) {
	for _, e := range in.Entries {
		refused := hasFailed(out.Failed, *e.Id)
		if got, known := r.held[*e.ReceiptHandle]; known && !(refused && r.d.receives >= stack.MaxReceives) { // only a dead letter is gone
			r.tell(p, history.Line{Hidden: &history.Hidden{ID: got.ID, For: int64(e.VisibilityTimeout) * 1000, Refused: refused}})
		}
	}
}

func (r *chronicler) deletedBatch(p *Process, in *sqs.DeleteMessageBatchInput, out *sqs.DeleteMessageBatchOutput) {
	for _, e := range in.Entries {
		if !hasFailed(out.Failed, *e.Id) {
			r.deleted(p, *e.ReceiptHandle)
		}
	}
}

func (r *chronicler) wrote(p *Process, it item) {
	w := history.Wrote{PK: str(it, "pk"), SK: str(it, "sk"), Attributes: make(map[string]string, len(it))}
	for name, value := range it {
		if text, shown := attribute(value); shown && name != "pk" && name != "sk" {
			w.Attributes[name] = text
		}
	}
	r.tell(p, history.Line{Wrote: &w})
	r.wroteChunk(p, w, it)
}

// attribute returns an attribute as a history shows it: a binary one by its length and a
// hash, a list by its numbers; maps not at all.
func attribute(value types.AttributeValue) (text string, shown bool) {
	switch v := value.(type) {
	case *types.AttributeValueMemberS:
		return v.Value, true
	case *types.AttributeValueMemberN:
		return v.Value, true
	case *types.AttributeValueMemberBOOL:
		return fmt.Sprint(v.Value), true
	case *types.AttributeValueMemberB:
		return fmt.Sprintf("%d bytes %s", len(v.Value), hashOf(string(v.Value))), true
	case *types.AttributeValueMemberL:
		return numbers(v.Value), true
	}
	return "", false
}

func numbers(list []types.AttributeValue) string {
	var all []string
	for _, v := range list {
		if n, ok := v.(*types.AttributeValueMemberN); ok {
			all = append(all, n.Value)
		}
	}
	return strings.Join(all, " ")
}

func hashOf(texts ...string) string {
	h := fnv.New32a()
	for _, text := range texts {
		h.Write([]byte(text))
		h.Write([]byte{0})
	}
	return fmt.Sprintf("%08x", h.Sum32())
}

// answered implements observer.
func (r *chronicler) answered(p *Process, c Call, out any, err error) {
	a := history.Answer{Op: c.Op, On: on(c)}
	if err != nil {
		a.Error = err.Error()
	}
	r.tell(p, history.Line{Answer: &a})
	m, delivery := c.Input.(fanlight.Message)
	switch in := c.Input.(type) {
	case *cloudwatchlogs.GetQueryResultsInput:
		if page, ok := out.(*cloudwatchlogs.GetQueryResultsOutput); ok && err == nil {
			r.tell(p, history.Line{Read: &history.Read{ID: *in.QueryId, Status: string(page.Status), Rows: len(page.Results), More: page.NextToken != nil}})
		}
	case *sqs.ReceiveMessageInput:
		if got, ok := out.(*sqs.ReceiveMessageOutput); ok && err == nil {
			r.received(p, *in.QueueUrl, messages(got.Messages), in.VisibilityTimeout)
		}
	}
	if delivery && err != nil {
		r.undelivered(p, c, m, err)
	}
	r.observer.answered(p, c, out, err)
}

// emitted implements observer.
func (r *chronicler) emitted(p *Process, e fanlight.Event) {
	r.tell(p, history.Line{Event: &history.Event{Kind: string(e.Kind), Run: string(e.Run), Report: e.Report, Detail: e.Detail}})
	r.observer.emitted(p, e)
}

func (r *chronicler) delivered(p *Process, c Call, m fanlight.Message) {
	r.tell(p, history.Line{Delivered: &history.Delivered{
		To: c.target, Run: string(m.Run), Epoch: m.Epoch, Round: m.Round, Part: m.Part,
		Hash: wordsOf(m), Again: m.Duplicate, After: m.Before, Lost: c.fault == DeliveredUnknown, Text: textOf(m),
	}})
}

func (r *chronicler) undelivered(p *Process, c Call, m fanlight.Message, err error) {
	u := history.Undelivered{To: c.target, Run: string(m.Run), Epoch: m.Epoch, Round: m.Round, Part: m.Part, Why: "unknown"}
	if e, ok := errors.AsType[*fanlight.DeliveryError](err); ok {
		u.Wait = e.RetryAfter.Milliseconds()
		switch {
		case e.Unknown:
		case e.Permanent:
			u.Why = "refused"
		case e.Waits():
			u.Why = "wait"
		default:
			u.Why = "later"
		}
	}
	r.tell(p, history.Line{Undelivered: &u})
}
