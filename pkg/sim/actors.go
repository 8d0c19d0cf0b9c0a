package sim

import (
	"context"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/queue"
	"github.com/fanlight/fanlight/pkg/stack"
)

// work is a worker's invocation.
func (s *simulation) work(batch []queue.Message, ended func(*Process, []string)) {
	var failed []string
	p := s.invoke("worker", stack.Worker.Timeout(), func(p *Process) (err error) {
		failed, err = p.Worker(s.set.work).Work(context.Background(), batch)
		return err
	}, func(p *Process) { ended(p, failed) })
	s.oracle.received(p, s.Names.QueryQueue, batch)
}

// report is a reporter's invocation.
func (s *simulation) report(batch []queue.Message, ended func(*Process, []string)) {
	var failed []string
	p := s.invoke("reporter", s.set.reporterTimeout, func(p *Process) (err error) {
		failed, err = p.report(batch[0])
		return err
	}, func(p *Process) { ended(p, failed) })
	s.oracle.received(p, s.Names.ReportQueue, batch)
}

// report carries out a report message. A message that must be delivered again
// later is hidden until then, and its ID returned.
func (p *Process) report(message queue.Message) (failed []string, err error) {
	m, err := fanlight.ParseReportMessage(message.Body)
	if err != nil {
		return nil, err
	}
	p.known.claims = m
	err = p.Reporter().Report(context.Background(), m)
	wait := fanlight.RetryAfter(err)
	if wait == 0 {
		return nil, err
	}
	return []string{message.ID}, p.Stack.Reports().SetVisibility(context.Background(), wait, message.Receipt)
}

// sweep is a janitor's invocation.
func (s *simulation) sweep() {
	if s.out(false) {
		return
	}
	begun := s.Clock.now
	s.calendar.sweeping++
	s.calendar.troubled = s.calendar.troubled || s.calendar.sweeping > 1
	s.invoke("janitor", stack.Janitor.Timeout(), func(p *Process) error {
		return p.Janitor(s.set.sweep).Sweep(context.Background())
	}, func(p *Process) {
		s.calendar.sweeping--
		s.oracle.swept(p, begun)
	})
}
