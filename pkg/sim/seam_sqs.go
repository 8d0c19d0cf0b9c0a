package sim

import (
	"context"
	"slices"
	"strconv"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/sqs"
	"github.com/aws/aws-sdk-go-v2/service/sqs/types"

	"github.com/fanlight/fanlight/pkg/queue"
)

// longestDelay is by how much a message may be late.
const longestDelay = 5 * time.Minute

func short(url *string) string { return (*url)[len(baseURL):] }

// SendMessageBatch sends, loses, delays and refuses entries.
func (p port) SendMessageBatch(ctx context.Context, in *sqs.SendMessageBatchInput, _ ...func(*sqs.Options)) (*sqs.SendMessageBatchOutput, error) {
	if p.spoil(in) == skipped {
		return &sqs.SendMessageBatchOutput{}, nil
	}
	c := call{"SendMessageBatch", short(in.QueueUrl) + " " + strconv.Itoa(len(in.Entries)), writeFaults}
	out, err := through(p.process, c, func() (*sqs.SendMessageBatchOutput, error) {
		return p.send(ctx, in)
	})
	if err == nil && len(out.Failed) == 0 && *in.QueueUrl == reportURL {
		p.announces(*in.Entries[0].MessageBody)
	}
	return out, err
}

func (p port) send(ctx context.Context, in *sqs.SendMessageBatchInput) (*sqs.SendMessageBatchOutput, error) {
	p.w.touched++
	out := &sqs.SendMessageBatchOutput{}
	var sent []types.SendMessageBatchRequestEntry
	for _, e := range in.Entries {
		k := p.w.faults.pick(p.w.now, []Fault{PartialSend, LostMessage, DelayedMessage})
		if k == PartialSend {
			out.Failed = append(out.Failed, types.BatchResultErrorEntry{Id: e.Id, Code: aws.String("InternalError")})
			continue
		}
		out.Successful = append(out.Successful, types.SendMessageBatchResultEntry{Id: e.Id})
		p.w.oracle.sent(p.process, *in.QueueUrl, *e.MessageBody)
		if k == LostMessage {
			p.w.note(p.name, "lost", *e.MessageBody)
			continue
		}
		if k == DelayedMessage {
			e.DelaySeconds = int32(p.w.upTo(longestDelay).Seconds())
		}
		sent = append(sent, e)
	}
	if len(sent) == 0 {
		return out, nil
	}
	_, err := p.w.sqs.SendMessageBatch(ctx, &sqs.SendMessageBatchInput{QueueUrl: in.QueueUrl, Entries: sent})
	return out, err
}

// ReceiveMessage receives.
func (p port) ReceiveMessage(ctx context.Context, in *sqs.ReceiveMessageInput, _ ...func(*sqs.Options)) (*sqs.ReceiveMessageOutput, error) {
	p.spoil(in)
	out, err := through(p.process, call{"ReceiveMessage", short(in.QueueUrl), writeFaults}, func() (*sqs.ReceiveMessageOutput, error) {
		p.w.touched++
		return p.w.sqs.ReceiveMessage(ctx, in)
	})
	if err != nil {
		return out, err
	}
	batch := make([]queue.Message, len(out.Messages))
	for i, m := range out.Messages {
		batch[i] = queue.Message{ID: *m.MessageId, Receipt: *m.ReceiptHandle, Body: *m.Body}
	}
	p.received(*in.QueueUrl, batch)
	return out, nil
}

// DeleteMessageBatch deletes, except for entries that fail.
func (p port) DeleteMessageBatch(ctx context.Context, in *sqs.DeleteMessageBatchInput, _ ...func(*sqs.Options)) (*sqs.DeleteMessageBatchOutput, error) {
	p.spoil(in)
	for _, e := range in.Entries {
		p.w.oracle.deletes(p.process, *e.ReceiptHandle)
	}
	c := call{"DeleteMessageBatch", short(in.QueueUrl) + " " + strconv.Itoa(len(in.Entries)), writeFaults}
	return through(p.process, c, func() (*sqs.DeleteMessageBatchOutput, error) {
		p.w.touched++
		out := &sqs.DeleteMessageBatchOutput{}
		left := slices.Clone(in.Entries)
		if p.w.faults.strikes(p.w.now, PartialDelete) {
			out.Failed = append(out.Failed, types.BatchResultErrorEntry{Id: left[0].Id, Code: aws.String("InternalError")})
			left = left[1:]
		}
		if len(left) == 0 {
			return out, nil
		}
		done, err := p.w.sqs.DeleteMessageBatch(ctx, &sqs.DeleteMessageBatchInput{QueueUrl: in.QueueUrl, Entries: left})
		if err != nil {
			return nil, err
		}
		done.Failed = append(done.Failed, out.Failed...)
		return done, nil
	})
}

// ChangeMessageVisibilityBatch hides messages.
func (p port) ChangeMessageVisibilityBatch(ctx context.Context, in *sqs.ChangeMessageVisibilityBatchInput, _ ...func(*sqs.Options)) (*sqs.ChangeMessageVisibilityBatchOutput, error) {
	p.spoil(in)
	target := short(in.QueueUrl) + " " + strconv.Itoa(len(in.Entries)) + " for " + strconv.Itoa(int(in.Entries[0].VisibilityTimeout))
	return through(p.process, call{"ChangeVisibility", target, writeFaults}, func() (*sqs.ChangeMessageVisibilityBatchOutput, error) {
		p.w.touched++
		return p.w.sqs.ChangeMessageVisibilityBatch(ctx, in)
	})
}
