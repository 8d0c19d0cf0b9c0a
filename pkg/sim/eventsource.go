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

// eventSource is an event source mapping: it receives batches while its function
// has room, invokes it, and deletes what succeeded. A message that failed, or
// whose invocation died, comes back by its visibility.
type eventSource struct {
	s     *simulation
	url   string
	batch int
	begin func(batch []queue.Message, ended func(p *Process, failed []string))
	busy  int

	next  time.Time // cached: when a message is visible
	any   bool
	asked int // queueChanges when that was so
}

func (e *eventSource) due() (time.Time, bool) {
	if e.asked != e.s.queueChanges {
		e.next, e.any = e.s.SQS.NextVisible(e.url)
		e.asked = e.s.queueChanges
	}
	return e.next, e.any && e.busy < maxConcurrency
}

func (e *eventSource) run() {
	e.s.queueChanges++
	out := must(e.s.SQS.ReceiveMessage(context.Background(), &sqs.ReceiveMessageInput{
		QueueUrl: &e.url, MaxNumberOfMessages: int32(e.batch),
		MessageSystemAttributeNames: []types.MessageSystemAttributeName{types.MessageSystemAttributeNameApproximateReceiveCount},
	}))
	if len(out.Messages) == 0 {
		return
	}
	batch := messages(out.Messages)
	e.busy++
	e.s.note("source", "delivers", e.url+" "+strconv.Itoa(len(batch)))
	e.begin(batch, func(p *Process, failed []string) {
		e.busy--
		e.delete(batch, p, failed)
	})
}

// delete deletes the messages of a batch that its function did not return as failed.
func (e *eventSource) delete(batch []queue.Message, p *Process, failed []string) {
	if p.failed() || e.s.faults.pick(UndeletedBatch) != NoFault {
		return
	}
	e.s.queueChanges++
	for _, m := range batch {
		if !slices.Contains(failed, m.ID) {
			e.s.record.deleted(p, m.Receipt)
			e.s.oracle.Deletes(p.seen, m.Receipt)
			must(e.s.SQS.DeleteMessage(context.Background(), &sqs.DeleteMessageInput{
				QueueUrl: &e.url, ReceiptHandle: aws.String(m.Receipt),
			}))
		}
	}
}

// drained reports whether no queue holds a message, that of dead letters left out.
func (s *simulation) drained() bool {
	for _, url := range []string{s.Names.QueryQueue, s.Names.ReportQueue} {
		if _, any := s.SQS.NextVisible(url); any {
			return false
		}
	}
	return true
}

// countDeadLetters counts the messages that were received too often.
func (s *simulation) countDeadLetters() {
	for _, url := range []string{s.Names.QueryQueue, s.Names.ReportQueue} {
		dead := queue.New(s.SQS, url+"-dead", s.Clock)
		s.drawn.counts[DeadLetter] += must(dead.Backlog(context.Background()))
	}
}
