package sim

import (
	"context"
	"strconv"

	"github.com/aws/aws-lambda-go/events"
	"github.com/aws/aws-sdk-go-v2/service/sqs/types"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/lambdaevent"
	"github.com/fanlight/fanlight/pkg/pipeline/worker"
	"github.com/fanlight/fanlight/pkg/queue"
	"github.com/fanlight/fanlight/pkg/stack"
)

// work is a worker's invocation.
func (s *simulation) work(batch []queue.Message, ended func(*Process, []string)) {
	var failed []string
	p := s.invoke("worker", stack.Worker.Timeout(), func(p *Process) (err error) {
		failed, err = p.work(s.set.work, batch)
		return err
	}, func(p *Process) { ended(p, failed) })
	s.received(p, s.Names.QueryQueue, batch)
}

// report is a reporter's invocation.
func (s *simulation) report(batch []queue.Message, ended func(*Process, []string)) {
	var failed []string
	p := s.invoke("reporter", s.set.reporterTimeout, func(p *Process) (err error) {
		failed, err = p.report(batch)
		return err
	}, func(p *Process) { ended(p, failed) })
	s.received(p, s.Names.ReportQueue, batch)
}

// work handles a batch of the query queue as the worker's function does.
func (p *Process) work(settings worker.Settings, batch []queue.Message) (failed []string, err error) {
	return handle(lambdaevent.Queries(p.Worker(settings).Work), batch)
}

// report handles a batch of the report queue as the reporter's function does.
func (p *Process) report(batch []queue.Message) (failed []string, err error) {
	publish := func(ctx context.Context, m fanlight.ReportMessage) error {
		if p.seen != nil {
			p.seen.Asked(m.Run, m.Epoch, m.Round)
		}
		return p.Reporter().Report(ctx, m)
	}
	return handle(lambdaevent.Reports(publish, p.Stack.Reports(), p.Stack.As(stack.Reporter).Logger()), batch)
}

// handle gives a batch to a function as its event source does. It returns the IDs of
// the messages that the function does not want to be deleted.
func handle(function lambdaevent.BatchHandler, batch []queue.Message) (failed []string, err error) {
	var e events.SQSEvent
	for _, m := range batch {
		e.Records = append(e.Records, events.SQSMessage{
			MessageId: m.ID, ReceiptHandle: m.Receipt, Body: m.Body,
			Attributes: map[string]string{string(types.MessageSystemAttributeNameApproximateReceiveCount): strconv.Itoa(m.Receives)},
		})
	}
	response, err := function(context.Background(), e)
	for _, f := range response.BatchItemFailures {
		failed = append(failed, f.ItemIdentifier)
	}
	return failed, err
}

// sweep is a janitor's invocation.
func (s *simulation) sweep() {
	if s.out(false) {
		return
	}
	s.invoke("janitor", stack.Janitor.Timeout(), func(p *Process) error {
		return p.Janitor(s.set.sweep).Sweep(context.Background())
	}, func(*Process) {})
}
