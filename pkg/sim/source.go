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

// maxConcurrency is that of both event sources: two workers, two reporters.
const maxConcurrency = 2

// source is an event source mapping: it receives batches while its function has room, invokes it, and
// deletes what succeeded. What failed, or died, comes back by its visibility.
type source struct {
	w     *world
	url   string
	batch int
	begin func(batch []queue.Message, ended func(p *process, failed []string))
	busy  int

	next  time.Time // cached: when a message is visible
	any   bool
	asked int // w.touched when that was so
}

func (s *source) due() (time.Time, bool) {
	s.refresh()
	return s.next, s.any && s.busy < maxConcurrency
}

func (s *source) refresh() {
	if s.asked != s.w.touched {
		s.next, s.any = s.w.sqs.NextVisible(s.url)
		s.asked = s.w.touched
	}
}

func (s *source) run() {
	s.w.touched++
	out := must(s.w.sqs.ReceiveMessage(context.Background(), &sqs.ReceiveMessageInput{
		QueueUrl: &s.url, MaxNumberOfMessages: int32(s.batch),
		MessageSystemAttributeNames: []types.MessageSystemAttributeName{types.MessageSystemAttributeNameApproximateReceiveCount},
	}))
	if len(out.Messages) == 0 {
		return
	}
	batch := make([]queue.Message, len(out.Messages))
	for i, m := range out.Messages {
		batch[i] = queue.Message{ID: *m.MessageId, Receipt: *m.ReceiptHandle, Body: *m.Body}
	}
	s.busy++
	s.w.note("source", "delivers", s.url+" "+strconv.Itoa(len(batch)))
	s.begin(batch, func(p *process, failed []string) {
		s.busy--
		s.delete(batch, p, failed)
	})
}

// delete deletes the messages of a batch that its function did not name as failed.
func (s *source) delete(batch []queue.Message, p *process, failed []string) {
	if p.end.died || p.end.err != nil || s.w.faults.strikes(s.w.now, UndeletedBatch) {
		return
	}
	s.w.touched++
	for _, m := range batch {
		if !slices.Contains(failed, m.ID) {
			s.w.oracle.deletes(p, m.Receipt)
			must(s.w.sqs.DeleteMessage(context.Background(), &sqs.DeleteMessageInput{
				QueueUrl: &s.url, ReceiptHandle: aws.String(m.Receipt),
			}))
		}
	}
}

// drained says that no queue holds a message.
func (w *world) drained() bool {
	for _, url := range []string{queryURL, reportURL, letterURL} {
		if _, any := w.sqs.NextVisible(url); any {
			return false
		}
	}
	return true
}
